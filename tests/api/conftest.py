"""Callers of the API: each has a token and sends JSON."""

import pytest
from django.test import Client

from tests.accounts.factories import make_token
from tests.stations.factories import make_service_model, make_station


class Caller:
    """A system that asks the API with a token."""

    def __init__(self, user, **token):
        self.user = user
        self.token, self.key = make_token(user, **token)
        self.client = Client(headers={"Authorization": f"Bearer {self.key}"})

    def get(self, path, **data):
        return self.client.get(f"/api/v1/{path}", data)

    def post(self, path, data=None, **headers):
        return self.send("post", path, data, **headers)

    def patch(self, path, data, **headers):
        return self.send("patch", path, data, **headers)

    def send(self, method, path, data, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        call = getattr(self.client, method)
        return call(
            f"/api/v1/{path}",
            data if isinstance(data, str) else data or {},
            content_type="application/json",
            headers=named,
        )


@pytest.fixture
def caller_of():
    return Caller


@pytest.fixture
def taocheng_system(taocheng_officer):
    """A system of 桃城区 that may write."""
    return Caller(taocheng_officer)


@pytest.fixture
def model(db):
    return make_service_model()


@pytest.fixture
def station(hedong, model):
    return make_station(hedong)


def errors_in(answer, status=422):
    """The errors of a refusal as (row, field, rule)."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return [(one["row"], one["field"], one["rule"]) for one in answer.json()["errors"]]
