from datetime import date

import pytest
from django.db.models import Count

from stations.models import Deliverable, Station
from tests.stations.factories import (
    ACCEPTED_ON,
    MODEL_1138N,
    make_deliverable,
    make_service_model,
    make_station,
)

CODES = [code for code, _name, _required in MODEL_1138N]


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
def test_surplus_and_electives_do_not_make_up_for_what_is_missing(station, accepted, counted):
    for code, number in zip(CODES, accepted, strict=True):
        for _number in range(number):
            make_deliverable(station, component=code, accepted_on=ACCEPTED_ON)

    listed = Station.objects.for_listing().get()
    assert (listed.counted, listed.required) == (counted, 13)


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


def test_the_list_counts_what_the_accepted_ones_count(built):
    listed = Station.objects.for_listing().get()
    assert (listed.counted, listed.required) == (5, 13)
    assert Deliverable.objects.counted().count() == 5


def test_what_one_station_has_too_much_of_another_still_lacks(built, hexi):
    neighbour = make_station(hexi)
    make_deliverable(neighbour, component="TALENT_BRAND", accepted_on=ACCEPTED_ON)

    listed = {station.pk: station for station in Station.objects.for_listing()}
    assert [(listed[one.pk].counted, listed[one.pk].required) for one in (built, neighbour)] == [
        (5, 13),
        (1, 13),
    ]
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
    station = make_station(hedong, service_model=model)
    make_deliverable(station, component="BASE", accepted_on=ACCEPTED_ON)
    for _number in range(16):
        make_deliverable(station, component="POINT", accepted_on=ACCEPTED_ON)

    listed = Station.objects.for_listing().get()
    assert (listed.counted, listed.required) == (15, 15)
