"""Tags, other writers, keys that make a request happen once, and how a record was earlier."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from exchange.models import KeptAnswer
from stations.models import Station
from tests.api.conftest import Caller, errors_in
from tests.stations.factories import make_agency, make_deliverable, make_engagement

pytestmark = pytest.mark.django_db
NEW = {"name": "河东社工站", "township": "131102002", "service_model": "1138N"}


@pytest.fixture
def path(station):
    return f"stations/{station.code}/"


def test_what_has_not_changed_is_not_sent_again(taocheng_system, path):
    tag = taocheng_system.get(path)["ETag"]

    again = taocheng_system.client.get(f"/api/v1/{path}", headers={"If-None-Match": f'"x", {tag}'})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)


def test_what_is_worked_out_from_other_records_changes_the_tag_too(taocheng_system, path, station):
    tag = taocheng_system.get(path)["ETag"]
    make_deliverable(station, accepted_on=date(2022, 5, 4))

    again = taocheng_system.client.get(f"/api/v1/{path}", headers={"If-None-Match": tag})
    assert again.status_code == 200
    # Nobody changed the station itself, so whoever holds the old tag may write.
    assert taocheng_system.patch(path, {"phone": "0318-1"}, If_Match=tag).status_code == 200


@pytest.mark.parametrize("write", ["change", "verb"])
def test_the_second_of_two_writers_is_told_how_the_record_is_now(taocheng_system, path, write):
    tag = taocheng_system.get(path)["ETag"]
    first = taocheng_system.patch(path, {"name": "甲"}, If_Match=tag)
    assert first.status_code == 200

    if write == "change":
        second = taocheng_system.patch(path, {"name": "乙"}, If_Match=tag)
    else:
        second = taocheng_system.post(f"{path}suspend/", {"on": "2022-09-01", "reason": "修缮"}, If_Match=tag)

    assert second.status_code == 412
    assert second.json()["code"] == "precondition_failed"
    assert second.json()["current"]["name"] == "甲"
    assert Station.objects.get().name == "甲"
    assert taocheng_system.patch(path, {"name": "乙"}, If_Match=first["ETag"]).status_code == 200
    assert taocheng_system.patch(path, {"name": "丙"}, If_Match="*").status_code == 200


def test_a_request_with_a_key_happens_once_and_is_answered_the_same(taocheng_system, hedong, model):
    first = taocheng_system.post("stations/", NEW, Idempotency_Key="k-1")
    again = taocheng_system.post("stations/", NEW, Idempotency_Key="k-1")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert [again[name] for name in ("ETag", "Location")] == [first[name] for name in ("ETag", "Location")]
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert Station.objects.count() == 1
    assert taocheng_system.post("stations/", NEW).status_code == 201
    assert Station.objects.count() == 2


@pytest.mark.parametrize(("path", "data"), [("stations/", NEW | {"phone": "1"}), ("agencies/", NEW)])
def test_a_key_is_for_one_request(taocheng_system, hedong, model, path, data):
    taocheng_system.post("stations/", NEW, Idempotency_Key="k-1")

    answer = taocheng_system.post(path, data, Idempotency_Key="k-1")

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_keys_of_two_accounts_do_not_meet(taocheng_system, city_admin, hedong, model):
    taocheng_system.post("stations/", NEW, Idempotency_Key="k-1")
    answer = Caller(city_admin).post("stations/", NEW | {"name": "另一站"}, Idempotency_Key="k-1")
    assert answer.status_code == 201
    assert KeptAnswer.objects.visible_to(city_admin).count() == 1


def test_a_refusal_wrote_nothing_and_is_judged_anew(taocheng_system, hedong, model):
    wrong = NEW | {"township": "131102001"}
    assert taocheng_system.post("stations/", wrong, Idempotency_Key="k-1").status_code == 422
    assert KeptAnswer.objects.get().status is None
    again = taocheng_system.post("stations/", wrong, Idempotency_Key="k-1")
    assert (again.status_code, "Idempotency-Replayed" in again) == (422, False)


@pytest.mark.parametrize("verb", ["bulk/", "ST-131102002-1/suspend/"])
def test_bulk_and_verbs_take_keys_too(taocheng_system, station, verb):
    body = [NEW] if verb == "bulk/" else {"on": "2022-09-01", "reason": "修缮"}
    first = taocheng_system.post(f"stations/{verb}", body, Idempotency_Key="k-1")
    again = taocheng_system.post(f"stations/{verb}", body, Idempotency_Key="k-1")
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()


@pytest.mark.parametrize("key", ["two words", "k" * 101, "ключ"])
def test_a_key_without_sense_is_refused(taocheng_system, hedong, model, key):
    answer = taocheng_system.post("stations/", NEW, Idempotency_Key=key)
    assert errors_in(answer, 400) == [(None, "Idempotency-Key", "invalid")]


def test_answers_are_kept_for_seven_days_and_then_swept(taocheng_system, hedong, model):
    taocheng_system.post("stations/", NEW, Idempotency_Key="old")
    kept = KeptAnswer.objects.get()
    KeptAnswer.objects.sweep(
        datetime.fromtimestamp(kept.created_at.timestamp() + 7 * 86400 - 1, tz=ZoneInfo("UTC"))
    )
    assert KeptAnswer.objects.count() == 1
    KeptAnswer.objects.sweep(
        datetime.fromtimestamp(kept.created_at.timestamp() + 7 * 86400 + 1, tz=ZoneInfo("UTC"))
    )
    assert not KeptAnswer.objects.exists()


def moved_back(station, day):
    """Let the history say that everything so far was written at noon of that day."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    station.history.update(history_date=moment)


def test_a_record_is_told_as_it_was_on_a_day(taocheng_system, path, station):
    moved_back(station, date(2022, 3, 1))
    old = station.name
    taocheng_system.patch(path, {"name": "新名"})

    earlier = taocheng_system.get(path, as_of="2022-03-01")

    assert earlier.status_code == 200, earlier.content
    assert earlier.json()["name"] == old
    assert earlier.json()["township"] == "131102002"
    assert "counted" not in earlier.json()
    assert taocheng_system.get(path).json()["name"] == "新名"
    assert taocheng_system.get(path, as_of="2022-02-28").status_code == 404
    assert taocheng_system.get(path, as_of="soon").status_code == 400


def test_what_is_the_home_regions_alone_stays_so_in_earlier_versions(
    taocheng, city, station, taocheng_officer, city_admin
):
    agency = make_agency(city, phone="0318-0000000")
    make_engagement(agency, station)
    moved_back(agency, date(2022, 3, 1))
    query = {"as_of": "2022-03-01"}
    assert Caller(taocheng_officer).get(f"agencies/{agency.code}/", **query).json()["phone"] is None
    assert Caller(city_admin).get(f"agencies/{agency.code}/", **query).json()["phone"] == "0318-0000000"
