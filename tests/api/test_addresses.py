"""Addresses of the API that are nearly right, and answers that no endpoint gives: a problem, never a page."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from core import problems
from personnel.models import SocialWorker
from tests.api.conftest import Caller
from tests.api.test_refusals import problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_whoever_writes_without_the_slash_is_told_and_not_sent_elsewhere(method, taocheng_system):
    answer = taocheng_system.send(method, "workers", "{}")

    assert "/" in problem(answer, 404, "not_found")["detail"] or "slash" in answer.json()["detail"]
    assert not SocialWorker.objects.exists()


def test_whoever_reads_without_the_slash_goes_on(taocheng_system):
    answer = taocheng_system.get("workers", page_size="1")

    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/workers/?page_size=1")


def test_a_form_without_the_slash_is_no_other_page(client_of, taocheng_officer):
    assert client_of(taocheng_officer).post("/personnel/workers/new").status_code == 404


def test_a_session_without_its_token_is_refused_in_the_api_s_shape(client_of, taocheng_officer):
    client = client_of(taocheng_officer)
    client.handler.enforce_csrf_checks = True

    problem(client.post("/api/v1/stations/", "{}", content_type="application/json"), 403, "permission_denied")


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (lambda request: problems.server_error(request), 500),
        (lambda request: problems.bad_request(request, ValueError()), 400),
        (lambda request: problems.permission_denied(request, PermissionDenied()), 403),
    ],
)
def test_what_django_answers_itself_is_a_problem_under_the_api_and_a_page_elsewhere(answer, status):
    told = answer(RequestFactory().get("/api/v1/stations/"))
    assert (told.status_code, told["Content-Type"]) == (status, "application/problem+json")
    page = answer(RequestFactory().get("/stations/"))
    assert page.status_code == status
    assert page["Content-Type"].startswith("text/html")


def test_an_unforeseen_error_is_a_problem(taocheng_officer, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("core.api.ListViewSet.list", fails)
    caller = Caller(taocheng_officer)
    caller.client.raise_request_exception = False

    problem(caller.get("stations/"), 500, "error")


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "甲", "name": "乙"}',
        '{"name": "甲", "\\u006eame": "乙"}',
        '[{"code": "A", "code": "B"}]',
        '{"a": {"b": 1, "c": 2, "b": 3}}',
        '{"a": [{"b": 1, "b": 1}]}',
    ],
)
def test_an_object_does_not_hold_a_name_twice(text, taocheng_system):
    told = problem(taocheng_system.send("post", "stations/bulk/", text), 400, "parse_error")
    assert "twice" in told["detail"]


def test_the_mark_at_the_beginning_of_a_file_is_taken(taocheng_system):
    answer = taocheng_system.client.post(
        "/api/v1/stations/bulk/", b"\xef\xbb\xbf[]", content_type="application/json"
    )
    assert answer.status_code == 422


def test_what_is_nested_without_end_cannot_be_read(taocheng_system):
    for depth in (900, 1000, 1020, 5000):
        answer = taocheng_system.send("post", "stations/bulk/", "[" * depth + "]" * depth)
        assert answer.status_code in (400, 422)
