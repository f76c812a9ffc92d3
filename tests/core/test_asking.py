"""What an address may ask of a list: nothing of it stops the page, shows everything, or loses a row."""

from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actions.saved_filter import list_of
from accounts.roles import Role
from core.asking import with_last_key
from core.filters import YesNoFilter
from hengshui_portal.api import router
from tests.accounts.factories import make_user
from tests.routes import ROUTES, release

pytestmark = pytest.mark.django_db

LISTS = [route for route in ROUTES if ":" in route and list_of(route)]
ENDPOINTS = {
    f"/api/v1/{path}/": endpoint for path, endpoint, _name in router.registry if hasattr(endpoint, "model")
}
YES_NO = [
    (f"/api/v1/{path}/", name)
    for path, endpoint, _name in router.registry
    for name, found in getattr(getattr(endpoint, "filterset_class", None), "base_filters", {}).items()
    if isinstance(found, YesNoFilter)
]
WORDS = "0 1 -1 2 yes no maybe true code -code 131102 % ' \" \\ ， \u202e NaN 1e400"
YEARS = "2022 10000 99999 -2022 2022.5 2022-W20 9999-W52 0001-W01"
DAYS = "2022-06-30 2022-02-30 0001-01-01 9999-12-31 9999-12-31T23:59:59+00:00_1_stations"
LONG = ["9" * 24, "9" * 39, "1" * 5000, "0" * 12 + "199999"]
ODD = st.one_of(
    st.sampled_from([*f"{WORDS} {YEARS} {DAYS}".split(" "), *LONG]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    st.integers().map(str),
    st.dates().map(str),
)
ROWS_A_PAGE = 25
TRIES = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def client_of_city(two_counties, client_of):
    city = two_counties[0].county.parent
    return client_of(make_user("admin", Role.MUNICIPAL_ADMIN, city))


# Every row once


@pytest.mark.parametrize("route", LISTS)
def test_every_order_of_every_list_ends_with_what_tells_rows_apart(route, client_of_city):
    columns = list_of(route).table_class.base_columns.items()
    for name in ["", *(name for name, column in columns if column.orderable is not False)]:
        answer = client_of_city.get(reverse(route), {"sort": f"-{name}"} if name else {})
        rows = answer.context["table"].data.data
        assert rows.query.order_by == with_last_key(rows).query.order_by, name


# Pages and their size


@pytest.mark.parametrize("route", LISTS)
@pytest.mark.parametrize("size", ["-1", "0", "1000000", "99999999999999999999", "x", "1.5", "9" * 5000])
def test_an_address_cannot_make_a_page_of_any_size(route, size, client_of_city):
    answer = client_of_city.get(reverse(route), {"per_page": size})

    assert answer.status_code == HTTPStatus.OK
    assert answer.context["table"].paginator.per_page == ROWS_A_PAGE


@pytest.mark.parametrize("size", ["0", "-1", "1001", "00000000199999", "9" * 39, "１０", "1_0", ""])
@pytest.mark.parametrize("cursor", [{}, {"cursor": ""}])
def test_a_size_beyond_the_bounds_is_refused_by_the_api(size, cursor, client_of_city):
    answer = client_of_city.get("/api/v1/regions/", {"page_size": size, **cursor})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.json()["errors"][0]["field"] == "page_size"


def test_a_size_within_the_bounds_is_taken_however_it_is_padded(client_of_city):
    for size in ("1", "0001", "1000"):
        answer = client_of_city.get("/api/v1/regions/", {"page_size": size})
        assert len(answer.json()["results"]) == min(int(size), answer.json()["count"])


# Yes and no


@pytest.mark.parametrize(("address", "name"), YES_NO)
def test_a_yes_no_filter_understands_what_is_usual_and_refuses_the_rest(address, name, client_of_city):
    def count(word):
        return client_of_city.get(address, {name: word}).json()["count"]

    assert count("1") == count("true") == count("YES")
    assert count("0") == count("False") == count("no")
    assert count("1") + count("0") <= count("")
    for word in ("2", "maybe", "是", "truee", "-1"):
        answer = client_of_city.get(address, {name: word})
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert answer.json()["errors"][0]["field"] == name


def test_a_page_says_what_it_cannot_read_and_hands_out_no_file_of_it(client_of_city):
    for query, status in ({}, HTTPStatus.OK), ({"export": "csv"}, HTTPStatus.BAD_REQUEST):
        answer = client_of_city.get("/services/needs/", {"open": "perhaps", **query})
        page = BeautifulSoup(answer.content, "html.parser")

        assert answer.status_code == status
        assert page.select_one(".invalid-feedback").get_text(strip=True)
        assert not page.select("tbody tr")


# Years and days


def assert_told(answer):
    """Other systems get 400, and people a sentence at the field and no rows."""
    if answer.status_code == HTTPStatus.OK:
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.select_one(".invalid-feedback").get_text(strip=True)
        assert not page.select("tbody tr")
    else:
        assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("year", ["0", "10000", "-1", "1948", "3200", "2022.5", "99999999999999999999"])
@pytest.mark.parametrize("address", ["/oversight/checks/", "/api/v1/inspections/", "/api/v1/plan-items/"])
def test_a_year_beyond_the_calendar_is_told(address, year, client_of_city):
    assert_told(client_of_city.get(address, {"year": year}))


@pytest.mark.parametrize(
    "address",
    [
        "/funding/ledger/?on=9999-12-31",
        "/funding/ledger/?since=0001-01-01",
        "/funding/ledger/?since=9999-12-31",
        "/api/v1/stations/?completed_on=9999-12-31",
        "/personnel/certificates/?on=9999-12-31",
        "/personnel/certificates/?on=0001-01-01",
    ],
)
def test_a_day_beyond_the_calendar_is_told(address, client_of_city):
    assert_told(client_of_city.get(address))


def test_the_past_of_a_record_is_asked_within_the_calendar(client_of_city, two_counties):
    address = f"/api/v1/stations/{two_counties[0].station.code}/"

    assert client_of_city.get(address, {"as_of": "9999-12-31"}).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    "query",
    [
        "issued_on__year=9999",
        "issued_on__year=0",
        "issued_on__year=99999",
        "issued_on__year=2022&issued_on__month=13",
        "issued_on__year=9999&issued_on__month=12&issued_on__day=31",
        "p=-1",
        "p=999999999999999999999",
        "o=99999",
        "worker__id__exact=999999999999999999999999",
    ],
)
def test_the_admin_lists_whatever_its_address_asks(query, two_counties, client_of):
    city = two_counties[0].county.parent
    client = client_of(make_user("admin", Role.MUNICIPAL_ADMIN, city, is_staff=True))

    assert client.get(f"/admin/personnel/certificate/?{query}", follow=True).status_code in (200, 400)


# Once


@pytest.mark.parametrize("query", ["region=131102&region=131121", "page_size=1&page_size=2", "q=a&q=a"])
def test_the_api_refuses_what_is_asked_for_twice(query, client_of_city):
    answer = client_of_city.get(f"/api/v1/stations/?{query}")

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert [one["rule"] for one in answer.json()["errors"]] == ["given_twice"]


def test_a_page_refuses_what_is_asked_for_twice_with_two_values(client_of_city):
    assert_told(client_of_city.get("/stations/?region=131102&region=131121"))
    assert client_of_city.get("/stations/?region=131102&region=131102").status_code == HTTPStatus.OK


@pytest.mark.parametrize("address", [*ENDPOINTS, "/api/v1/changes/", "/api/v1/indicators/"])
def test_every_endpoint_refuses_what_it_does_not_know(address, client_of_city):
    answer = client_of_city.get(address, {"farbe": "rot"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert [(one["field"], one["rule"]) for one in answer.json()["errors"]] == [
        ("farbe", "unknown_parameter")
    ]


# Whatever is asked


@pytest.mark.heavy
@pytest.mark.parametrize("route", LISTS)
def test_no_question_stops_a_list_or_makes_it_endless(route, client_of_city):
    filters = list(list_of(route).filterset_class.base_filters)
    names = [*filters, "sort", "page", "per_page", "export"]

    @TRIES
    @given(st.dictionaries(st.sampled_from(names), ODD, min_size=1, max_size=3))
    def ask(query):
        answer = client_of_city.get(reverse(route), query)
        assert answer.status_code in (200, 302, 400, 404)
        if answer.status_code == HTTPStatus.OK and "table" in (answer.context or {}):
            assert len(answer.context["table"].page.object_list) <= ROWS_A_PAGE
        release(answer)

    ask()


@pytest.mark.heavy
@pytest.mark.parametrize("address", ENDPOINTS)
def test_no_question_stops_an_endpoint(address, client_of_city):
    filters = list(getattr(getattr(ENDPOINTS[address], "filterset_class", None), "base_filters", {}))
    names = [*filters, "page", "page_size", "cursor", "ordering", "fields", "omit"]

    @TRIES
    @given(st.dictionaries(st.sampled_from(names), ODD, min_size=1, max_size=3))
    def ask(query):
        answer = client_of_city.get(address, query)
        assert answer.status_code in (200, 400, 404), answer.content
        assert "json" in answer["Content-Type"]

    ask()


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/funding/ledger/", ["year", "quarter", "since", "on", "noun", "after", "before", "all", "station"]),
        ("/services/week/", ["week", "station"]),
        ("/oversight/patterns/", ["first", "last", "region"]),
        ("/tasks/", ["page", "kind"]),
        ("/model/", ["on", "page", "region", "stage", "service_model"]),
        ("/", ["on", "region"]),
        ("/history/", ["on", "kind", "after"]),
        ("/api/v1/changes/", ["since", "limit", "noun", "region", "fields"]),
        ("/api/v1/indicators/", ["region", "as_of", "on", "period"]),
    ],
)
def test_no_question_stops_a_page_with_an_address_of_its_own(address, names, client_of_city):
    @TRIES
    @given(st.dictionaries(st.sampled_from(names), ODD, min_size=1, max_size=3))
    def ask(query):
        assert client_of_city.get(address, query).status_code < HTTPStatus.INTERNAL_SERVER_ERROR

    ask()
