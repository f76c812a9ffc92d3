"""What is refused: in one shape, with a stable code, in the language that is asked for."""

import pytest
from django.test import Client

from stations.models import GateRule
from tests.api.conftest import Caller, errors_in
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_file,
)

pytestmark = pytest.mark.django_db


def problem(answer, status, code):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["code"]) == (status, code)
    return told


def test_nobody_known_is_told_how_to_sign_in(client):
    answer = client.get("/api/v1/stations/")
    problem(answer, 401, "not_authenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "text",
    ["{", '{"\\ud800": 1}', '{"name": "\\udfff"}', '{"area_m2": NaN}', '{"area_m2": 1e999}', "[" * 5000],
)
def test_what_is_no_json_cannot_be_read(taocheng_system, text):
    for path in ("stations/", "stations/bulk/"):
        problem(taocheng_system.send("post", path, text), 400, "parse_error")


def test_bytes_that_are_no_text_cannot_be_read(taocheng_system):
    client = taocheng_system.client
    answer = client.post("/api/v1/stations/", b'{"name": "\xff"}', content_type="application/json")
    problem(answer, 400, "parse_error")


def test_what_is_no_object_breaks_the_rule_of_the_shape(taocheng_system, station):
    for path, data in [
        ("stations/", "[]"),
        ("stations/bulk/", "{}"),
        ("stations/bulk/", "[]"),
        ("stations/bulk/", "[1]"),
        (f"stations/{station.code}/suspend/", "null"),
    ]:
        assert errors_in(taocheng_system.send("post", path, data))[0][2] == "type"


def test_another_kind_of_body_is_not_taken(taocheng_system):
    answer = taocheng_system.client.post("/api/v1/stations/", {"name": "x"})
    problem(answer, 415, "unsupported_media_type")


def test_another_kind_of_answer_is_not_given(taocheng_system):
    answer = taocheng_system.client.get("/api/v1/stations/", headers={"Accept": "text/csv"})
    problem(answer, 406, "not_acceptable")


def test_more_than_a_thousand_records_are_not_taken_at_once(taocheng_system):
    problem(taocheng_system.post("stations/bulk/", [{}] * 1001), 413, "too_many_rows")


def test_a_body_that_is_too_long_is_not_read(taocheng_system, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    problem(taocheng_system.post("stations/", {"name": "x" * 200}), 413, "too_large")


@pytest.mark.parametrize("path", ["stations/", "regions/", "published-figures/"])
def test_unknown_parameters_are_refused_and_named(taocheng_system, path):
    told = problem(taocheng_system.get(path, colour="red"), 400, "invalid_parameter")
    assert [(one["field"], one["rule"]) for one in told["errors"]] == [("colour", "unknown_parameter")]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"stage": "11"}, "stage"),
        ({"completed_on": "yesterday"}, "completed_on"),
        ({"region": "131121"}, "region"),
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "1001"}, "page_size"),
        ({"ordering": "colour"}, "ordering"),
        ({"cursor": "!"}, "cursor"),
        ({"cursor": "", "ordering": "name"}, "ordering"),
        ({"cursor": "", "page": "2"}, "page"),
        ({"fields": "name,colour"}, "fields"),
        ({"omit": "colour"}, "omit"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_refused(taocheng_system, station, query, field):
    told = problem(taocheng_system.get("stations/", **query), 400, "invalid_parameter")
    assert [one["field"] for one in told["errors"]] == [field]


def test_a_page_that_is_not_there_is_not_found(taocheng_system, station):
    problem(taocheng_system.get("stations/", page="2"), 404, "not_found")


def test_what_exists_nowhere_under_the_api_is_told_as_a_problem_too(taocheng_system):
    problem(taocheng_system.get("castles/"), 404, "not_found")


def test_records_are_not_deleted(taocheng_system, station):
    answer = taocheng_system.client.delete(f"/api/v1/stations/{station.code}/")
    problem(answer, 405, "method_not_allowed")


def test_the_sentence_comes_in_the_language_that_is_asked_for(taocheng_system, station):
    path = f"stations/{station.code}/reopen/"
    english = taocheng_system.post(path, {"on": "2022-09-01"}, Accept_Language="en")
    chinese = taocheng_system.post(path, {"on": "2022-09-01"}, Accept_Language="zh-CN")

    assert "is neither suspended nor closed" in problem(english, 409, "refused")["detail"]
    assert "未暂停也未撤销" in problem(chinese, 409, "refused")["detail"]


def test_a_verb_names_what_it_lacks_and_what_it_does_not_know(taocheng_system, station):
    answer = taocheng_system.post(f"stations/{station.code}/suspend/", {"on": "soon", "colour": "red"})
    assert {field for _row, field, _rule in errors_in(answer)} >= {"on", "reason"}
    whole = {"on": "2022-09-01", "reason": "修缮", "colour": "red"}
    answer = taocheng_system.post(f"stations/{station.code}/suspend/", whole)
    assert errors_in(answer) == [(None, "colour", "unknown_field")]


def test_two_people_are_needed_to_accept(taocheng_system, station, city_admin):
    deliverable = make_deliverable(station)
    path = f"deliverables/{deliverable.code}"
    assert taocheng_system.post(f"{path}/start/", {"on": "2022-04-01"}).status_code == 200
    assert taocheng_system.post(f"{path}/report/", {"on": "2022-05-01"}).status_code == 200

    make_file(deliverable)
    own = taocheng_system.post(f"{path}/accept/", {"on": "2022-05-04"})
    assert "somebody else has to accept it" in problem(own, 409, "refused")["detail"]
    answer = Caller(city_admin).post(f"{path}/accept/", {"on": "2022-05-04", "comment": "合格"})
    assert (answer.status_code, answer.json()["status"]) == (200, "accepted")


def test_verbs_of_a_station_do_what_its_page_does(taocheng_system, station, taocheng, city_admin):
    GateRule.objects.exclude(check_code="site").update(is_active=False)
    above, agency = Caller(city_admin), make_agency(taocheng)
    path = f"stations/{station.code}"

    def done(verb, **body):
        answer = taocheng_system.post(f"{path}/{verb}/", body)
        assert answer.status_code == 200, answer.content
        return answer.json()

    site = {"stage": 20, "on": "2022-02-01"}
    assert errors_in(taocheng_system.post(f"{path}/achieve/", site))[0][1] == "achieved_on"
    taocheng_system.patch(f"{path}/", {"address": "人民路1号", "area_m2": "120"})
    assert done("achieve", **site)["stage"] == 20
    engaged = done("engage", agency=agency.code, role="operator", on="2022-03-01")
    assert engaged["operator"] == agency.code
    assert done("disengage", agency=agency.code, on="2022-12-31")["operator"] is None
    assert done("suspend", on="2022-09-01", reason="修缮")["status"] == "active"
    own = taocheng_system.post(f"{path}/confirm/", {"on": "2022-09-01"})
    assert "somebody of the level above" in problem(own, 409, "refused")["detail"]
    assert above.post(f"{path}/confirm/", {"on": "2022-09-01"}).json()["status"] == "suspended"
    assert done("close", on="2022-10-01", reason="撤并")["status"] == "closed"
    assert done("reopen", on="2022-11-01")["status"] == "closed"
    assert above.post(f"{path}/confirm/", {"on": "2022-11-01"}).json()["status"] == "active"
    missing = taocheng_system.post(f"{path}/disengage/", {"agency": agency.code, "on": "2023-01-31"})
    problem(missing, 404, "not_found")


def test_verbs_need_their_own_permission(hedong_officer, station):
    deliverable = make_deliverable(station)
    answer = Caller(hedong_officer).post(f"deliverables/{deliverable.code}/accept/", {"on": "2022-05-04"})
    problem(answer, 403, "permission_denied")


def test_whoever_is_signed_in_writes_with_the_pages_token_against_forgery_alone(
    taocheng_officer, hedong, model
):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(taocheng_officer, backend="accounts.backends.SignInBackend")
    new = {"name": "河东社工站", "township": "131102002", "service_model": "1138N"}

    def send(**headers):
        return browser.post("/api/v1/stations/", new, content_type="application/json", headers=headers)

    assert browser.get("/api/v1/stations/").status_code == 200
    problem(send(), 403, "permission_denied")
    token = "x" * 32
    browser.cookies["csrftoken"] = token
    assert send(**{"X-CSRFToken": token}).status_code == 201
