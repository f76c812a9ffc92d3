"""The character NUL in an address, which PostgreSQL cannot be asked for: not found, never a server error."""

import pytest

pytestmark = pytest.mark.django_db

RECORDS = ["/stations/%00/", "/stations/%00/suspend/", "/funding/budgets/%00/", "/history/stations/%00/"]
QUESTIONS = [
    "/stations/?region=%00",
    "/oversight/?region=%00",
    "/funding/ledger/?region=%00&year=2022",
    "/api/v1/stations/?station=%00",
    "/api/v1/changes/?region=%00",
    "/api/v1/indicators/?region=%00",
]


@pytest.mark.parametrize("address", RECORDS)
def test_no_record_has_it_in_its_code(address, client_of, city_admin):
    answer = client_of(city_admin).get(address)

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("address", QUESTIONS)
def test_a_question_with_it_is_answered(address, client_of, city_admin):
    assert client_of(city_admin).get(address).status_code in (200, 400, 404)


def test_the_api_says_so_in_its_own_shape(client_of, city_admin):
    answer = client_of(city_admin).get("/api/v1/changes/?region=%00")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"
