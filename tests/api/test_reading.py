"""Reading: slim answers, orders, pages by number and by cursor."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Caller
from tests.personnel.factories import make_complete_worker
from tests.stations.factories import make_agency, make_engagement, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def stations(hedong, model):
    return [make_station(hedong, name=f"站{sign}") for sign in "丙甲乙丁戊"]


def test_answers_hold_the_fields_that_are_asked_for(taocheng_system, stations):
    rows = taocheng_system.get("stations/", fields="code,name").json()["results"]
    assert set(rows[0]) == {"code", "name"}
    one = taocheng_system.get(f"stations/{stations[0].code}/", omit="counted,required").json()
    assert "name" in one
    assert not {"counted", "required"} & set(one)
    rows = taocheng_system.get("stations/", fields="code,name", omit="name").json()["results"]
    assert set(rows[0]) == {"code"}


def test_rows_come_in_the_order_that_is_asked_for(taocheng_system, stations):
    def codes(ordering):
        answer = taocheng_system.get("stations/", ordering=ordering)
        return [row["code"] for row in answer.json()["results"]]

    assert codes("-code") == codes("code")[::-1]
    assert codes("stage,-code") == codes("-code")


def pages(system, path, **query):
    """The codes of all pages, following ``next``."""
    answer = system.get(path, **query)
    while True:
        told = answer.json()
        yield [row["code"] for row in told["results"]]
        if not told["next"]:
            return
        answer = system.client.get(told["next"])


def test_pages_by_cursor_bring_every_record_once_also_what_is_entered_meanwhile(
    taocheng_system, stations, hedong
):
    found = []
    for number, codes in enumerate(pages(taocheng_system, "stations/", cursor="", page_size=2)):
        found += codes
        if number == 0:
            stations.append(make_station(hedong, name="新站"))
    assert found == [station.code for station in stations]


def test_pages_by_cursor_count_nothing_and_skip_nothing(taocheng_system, stations):
    with CaptureQueriesContext(connection) as captured:
        first = taocheng_system.get("stations/", cursor="", page_size=2).json()
    assert first["count"] is None
    assert not any("COUNT(*)" in query["sql"] and "LIMIT" not in query["sql"] for query in captured)
    with CaptureQueriesContext(connection) as captured:
        taocheng_system.client.get(first["next"])
    assert not any("OFFSET" in query["sql"] for query in captured)


def test_pages_by_cursor_keep_the_filter(taocheng_system, stations):
    found = list(pages(taocheng_system, "stations/", cursor="", page_size=1, q="甲"))
    assert found == [[stations[1].code]]


def test_pages_by_number_say_how_many_there_are(taocheng_system, stations):
    told = taocheng_system.get("stations/", page_size=2, page=3).json()
    assert (told["count"], len(told["results"]), told["next"]) == (5, 1, None)


# What is hidden is no order


def test_nobody_orders_agencies_by_what_they_are_not_shown_of_all_of_them(taocheng_system, zaoqiang, station):
    make_engagement(make_agency(zaoqiang, phone="0318-5550001", capital_yuan=30000), station)

    for name in ("phone", "capital_yuan", "contact_name"):
        for sign in ("", "-"):
            answer = taocheng_system.get("agencies/", ordering=f"code,{sign}{name}")
            assert answer.status_code == 400
            assert name not in answer.json()["errors"][0]["message"].partition(";")[2]


def test_whoever_is_shown_all_of_it_orders_by_it(city_admin, zaoqiang, taocheng_system, taocheng):
    make_agency(zaoqiang, name="甲", phone="0318-2")
    make_agency(zaoqiang, name="乙", phone="0318-1")

    rows = Caller(city_admin).get("agencies/", ordering="phone").json()["results"]
    assert [row["name"] for row in rows] == ["乙", "甲"]
    assert taocheng_system.get("agencies/", ordering="phone").status_code == 200


@pytest.mark.parametrize(
    "name", ["birth_year", "sex", "id_number_masked", "phone_masked", "education", "register_ended_on"]
)
def test_nobody_orders_people_by_what_only_their_home_is_shown(name, taocheng_system, zaoqiang, station):
    make_complete_worker(zaoqiang, station)

    assert taocheng_system.get("workers/", ordering=name).status_code == 400
    assert taocheng_system.get("workers/", ordering="name").status_code == 200
    assert taocheng_system.get("workers/", ordering=name, region="131102").status_code == 200
