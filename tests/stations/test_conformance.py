from datetime import date

import pytest
from django.db.models import Count

from stations.models import Component, Deliverable, Station
from stations.rules.conformance import completion, station_card
from tests.stations.factories import (
    ACCEPTED_ON,
    MODEL_1138N,
    make_deliverable,
    make_service_model,
    make_station,
)

CODES = [code for code, _name, _required in MODEL_1138N]
COMPONENTS = [Component(code=code, name=name, required=required) for code, name, required in MODEL_1138N]


@pytest.mark.parametrize(
    ("accepted", "counted"),
    [
        ((1, 1, 3, 8, 5), 13),
        ((1, 0, 2, 4, 0), 7),
        ((2, 1, 5, 8, 0), 13),
        ((0, 0, 0, 0, 9), 0),
        ((5, 0, 0, 0, 0), 1),
    ],
)
def test_surplus_and_electives_do_not_make_up_for_what_is_missing(accepted, counted):
    done = completion(dict(zip(CODES, accepted, strict=True)), COMPONENTS)
    assert (done.counted, done.required, done.missing) == (counted, 13, 13 - counted)
    assert done.share == pytest.approx(counted / 13)


def test_a_model_that_requires_nothing_has_no_share():
    assert completion({}, [COMPONENTS[-1]]).share is None


@pytest.fixture
def built(station):
    """1 platform, 0 brand projects, 4 core projects of 3, 1 room, 1 elective; one project not accepted."""
    make_deliverable(station, component="PLATFORM", accepted_on=ACCEPTED_ON)
    for day in (5, 6, 7, 8):
        make_deliverable(station, accepted_on=date(2022, 5, day))
    make_deliverable(station, component="COMMUNITY_ROOM", accepted_on=date(2022, 6, 1))
    make_deliverable(station, component="ELECTIVE_PROJECT", accepted_on=ACCEPTED_ON)
    make_deliverable(station, status=Deliverable.Status.IN_PROGRESS)
    return station


def test_the_card_of_a_station_shows_what_is_accepted_counted_and_missing(built):
    card = station_card(built, date(2022, 12, 31))
    lines = [(line.component.code, line.accepted, line.counted, line.missing) for line in card.lines]
    assert lines == [
        ("PLATFORM", 1, 1, 0),
        ("TALENT_BRAND", 0, 0, 1),
        ("CORE_PROJECT", 4, 3, 0),
        ("COMMUNITY_ROOM", 1, 1, 7),
        ("ELECTIVE_PROJECT", 1, 0, 0),
    ]
    assert (card.counted, card.required) == (5, 13)
    assert card.lines[2].under_way == 1
    assert card.lines[3].last_accepted_on == date(2022, 6, 1)


def test_the_card_can_be_read_for_an_earlier_day(built):
    card = station_card(built, date(2022, 5, 6))
    assert [line.accepted for line in card.lines] == [1, 0, 2, 0, 1]


def test_the_list_counts_as_the_card_does(built):
    listed = Station.objects.for_listing().get()
    assert (listed.counted, listed.required) == (5, 13)
    assert Deliverable.objects.counted().count() == 5


def test_what_one_station_has_too_much_of_another_still_lacks(built, hexi):
    neighbour = make_station(hexi)
    make_deliverable(neighbour, component="TALENT_BRAND", accepted_on=ACCEPTED_ON)

    listed = {station.pk: station for station in Station.objects.for_listing()}
    for station in (built, neighbour):
        card = station_card(station, date(2022, 12, 31))
        assert (listed[station.pk].counted, listed[station.pk].required) == (card.counted, card.required)
    assert listed[neighbour.pk].counted == 1
    assert {type(one.counted) for one in listed.values()} == {int}


def test_stations_can_be_sorted_by_what_counts(built, hexi):
    neighbour = make_station(hexi)
    assert list(Station.objects.with_conformance().order_by("counted")) == [neighbour, built]


def test_a_station_that_built_nothing_lacks_everything(station):
    listed = Station.objects.for_listing().get()
    assert (listed.counted, listed.required) == (0, 13)


def test_the_earliest_accepted_ones_count(built):
    counted = Deliverable.objects.counted(date(2022, 12, 31)).filter(component__code="CORE_PROJECT")
    days = counted.order_by("accepted_on").values_list("accepted_on", flat=True)
    assert list(days) == [date(2022, 5, 5), date(2022, 5, 6), date(2022, 5, 7)]


def test_counted_rows_can_be_grouped_and_narrowed(built, taocheng, zaoqiang):
    assert Deliverable.objects.under(taocheng).counted(date(2022, 5, 5)).count() == 2
    assert Deliverable.objects.under(zaoqiang).counted(date(2022, 12, 31)).count() == 0
    by_component = dict(
        Deliverable.objects.counted(date(2022, 12, 31))
        .order_by()
        .values_list("component__code")
        .annotate(number=Count("pk"))
    )
    assert by_component == {"PLATFORM": 1, "CORE_PROJECT": 3, "COMMUNITY_ROOM": 1}


def test_another_model_is_measured_by_its_own_numbers(hedong):
    model = make_service_model("GD", [("BASE", "基地", 1), ("POINT", "服务点", 14), ("MORE", "其他", None)])
    assert completion({"BASE": 1, "POINT": 20}, model.components.all()).counted == 15
