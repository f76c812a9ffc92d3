"""Callers of the API: each has a token and sends JSON."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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

    def post_form(self, path, data, **headers):
        """Fields and files as the parts of a form; a list is sent one by one."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(f"/api/v1/{path}", data, headers=named)

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


def part(content: bytes, name: str, kind="application/octet-stream"):
    """A file as a part of a form."""
    return SimpleUploadedFile(name, content, kind)


def sentences_in(answer, status=422):
    """What a refusal says, by field."""
    assert answer.status_code == status, answer.content
    return [(one["field"], one["message"]) for one in answer.json()["errors"]]


def bytes_of(answer) -> bytes:
    """The file that is answered."""
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def errors_in(answer, status=422):
    """The errors of a refusal as (row, field, rule)."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return [(one["row"], one["field"], one["rule"]) for one in answer.json()["errors"]]
