"""Versions written in one go belong together; alone, each stands by itself."""

import pytest

from core.history import keep, one_request
from stations.models import Station
from tests.stations.factories import make_station


@pytest.fixture
def stations(hedong, hexi):
    return make_station(hedong, name="甲站"), make_station(hexi, name="乙站")


def keys(*records):
    return [record.history.first().request_key for record in records]


def test_what_one_request_writes_shares_its_key(stations, taocheng_officer):
    with one_request() as key:
        for station in stations:
            station.phone = "0318-0000000"
            keep(station, taocheng_officer, ["phone"])

    assert keys(*stations) == [key, key]


def test_a_request_inside_another_belongs_to_it():
    with one_request() as outer, one_request() as inner:
        assert inner == outer


def test_outside_of_a_request_each_version_stands_by_itself(stations, taocheng_officer):
    for station in stations:
        keep(station, taocheng_officer)

    first, second = keys(*stations)
    assert first != second


def test_versions_written_in_bulk_share_the_key_of_their_request(stations):
    with one_request() as key:
        Station.history.bulk_history_create(stations, update=True)

    assert keys(*stations) == [key, key]


def test_two_requests_of_one_client_have_two_keys(stations, client_of, taocheng_officer):
    client = client_of(taocheng_officer)
    for station, reason in zip(stations, ["修缮一", "修缮二"], strict=True):
        answer = client.post(f"/stations/{station.code}/close/", {"on": "2022-09-01", "reason": reason})
        assert answer.status_code == 302

    first, second = keys(*stations)
    assert first != second


def test_the_reason_of_a_change_is_kept(stations, taocheng_officer):
    keep(stations[1], taocheng_officer, reason="按普查更正" * 50)
    assert stations[1].history.first().history_change_reason == "按普查更正" * 20

    keep(stations[0], taocheng_officer, reason="按普查更正")

    version = stations[0].history.first()
    assert (version.history_user, version.history_change_reason) == (taocheng_officer, "按普查更正")
