"""Entering, changing and acting over the API, by the same rules as a file or a page."""

import pytest

from stations.models import Station
from tests.api.conftest import errors_in

pytestmark = pytest.mark.django_db

NEW = {"name": "河东街道社工站", "township": "131102002", "service_model": "1138N"}


def test_a_record_is_entered_and_answered_with_its_address_and_tag(taocheng_system, hedong, model):
    answer = taocheng_system.post("stations/", NEW | {"area_m2": "120.5"})

    assert answer.status_code == 201, answer.content
    assert answer.json()["code"] == "ST-131102002-1"
    assert answer.json()["area_m2"] == "120.5"
    assert answer["Location"].endswith("/api/v1/stations/ST-131102002-1/")
    station = Station.objects.get()
    version = station.history.get()
    assert version.history_user == taocheng_system.user
    assert version.history_change_reason == "API"
    read = taocheng_system.get("stations/ST-131102002-1/")
    assert read["ETag"] == answer["ETag"]


def test_a_record_is_changed_where_the_object_names_something(taocheng_system, station):
    answer = taocheng_system.patch(f"stations/{station.code}/", {"name": "河东社工站", "phone": None})

    assert answer.status_code == 200, answer.content
    station.refresh_from_db()
    assert (station.name, station.phone) == ("河东社工站", "")
    assert station.pinyin.startswith("hedong")
    assert station.address == answer.json()["address"]


def test_all_errors_of_all_rows_are_told_at_once_and_nothing_is_written(
    taocheng_system, hedong, zaoqiang_town, model
):
    rows = [
        NEW,
        {"name": "", "township": "131121100", "service_model": "1138N"},
        NEW | {"venue_type": "castle", "longitude": "115.67", "colour": "red"},
        NEW | {"area_m2": True, "code": "ST-131121100-1"},
    ]

    answer = taocheng_system.post("stations/bulk/", rows)

    assert errors_in(answer) == [
        (2, "name", "required"),
        (2, "township", "invalid"),
        (3, "colour", "unknown_field"),
        (3, "venue_type", "invalid"),
        (3, None, "stations_station_whole_position"),
        (4, "area_m2", "type"),
    ]
    assert not Station.objects.exists()
