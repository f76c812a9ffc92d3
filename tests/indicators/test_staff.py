"""Stations that have lost the people their stages asked for."""

from datetime import date
from decimal import Decimal

from django.urls import reverse

from indicators.catalogue import CATALOGUE
from indicators.reading import read
from personnel.actions.posting import end_posting
from stations.models import GateRule
from tests.personnel.factories import make_certificate, make_posting, make_worker
from tests.stations.factories import make_station

JUNE, JULY = date(2022, 6, 30), date(2022, 7, 1)


def value(code, user, region, on=JUNE):
    indicator = CATALOGUE[code]
    return read([indicator], user=user, region=region, on=on).value(indicator)


def staffed(station, county):
    """Two full-time people, one of them certified."""
    first, second = make_worker(county), make_worker(county)
    make_certificate(first, issued_on=date(2021, 1, 1))
    make_posting(first, station)
    return make_posting(second, station)


def test_a_station_is_short_of_staff_from_the_day_after_somebody_left(
    city_admin, city, taocheng, hedong, client_of
):
    full, empty = (
        make_station(hedong, name=name, operating_on=date(2022, 3, 1)) for name in ("满员站", "空站")
    )
    leaver = staffed(full, taocheng)
    end_posting(leaver, on=JUNE, reason="resigned", by=None)

    assert value("stations_short_of_staff", city_admin, city) == 1
    assert value("stations_short_of_staff", city_admin, city, JULY) == 2
    assert value("stations_staffed_share", city_admin, city) == Decimal("0.5")
    assert value("stations_completed", city_admin, city, JULY) == 2
    rows = client_of(city_admin).get(
        reverse("reports:indicator-rows", args=["stations_short_of_staff"]),
        {"region": city.code, "on": JUNE.isoformat()},
    )
    assert [row.record.name for row in rows.context["table"].rows] == [empty.name]
    assert [row.get_cell("stage_on") for row in rows.context["table"].rows] == [empty.get_stage_display()]


def test_somebody_certified_is_missing_too(city_admin, city, taocheng, hedong):
    station = make_station(hedong, operating_on=date(2022, 3, 1))
    for _number in range(2):
        make_posting(make_worker(taocheng), station)

    assert value("stations_short_of_staff", city_admin, city) == 1


def test_a_rule_that_is_off_asks_for_nobody(city_admin, city, hedong):
    make_station(hedong, operating_on=date(2022, 3, 1))
    GateRule.objects.update(is_active=False)

    assert value("stations_short_of_staff", city_admin, city) == 0


def test_a_station_that_does_not_operate_is_not_short_of_staff(city_admin, city, hedong):
    make_station(hedong)

    assert value("stations_short_of_staff", city_admin, city) == 0
