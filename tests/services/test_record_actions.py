"""Entering, correcting and withdrawing services."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.errors import Refused
from services import actions
from services.actions.record import TypedRecord
from services.models import ServiceRecord
from tests.personnel.factories import make_posting, make_worker
from tests.services.factories import (
    SERVED_ON,
    make_assessed_need,
    make_case,
    make_field,
    make_item,
    make_plan,
    make_record,
    make_target_group,
)
from tests.stations.factories import make_interruption

pytestmark = pytest.mark.django_db


def typed(station, **changes) -> ServiceRecord:
    values = {
        "station": station,
        "served_on": SERVED_ON,
        "method": "visit",
        "nature": "professional",
        "field": make_field(),
        "hours": 1,
        "person_count": 2,
        "attendance_count": 2,
    }
    return ServiceRecord(**values | changes)


def enter(station, by, *, workers=(), opens="", **changes):
    entry = TypedRecord(typed(station, **changes), (make_target_group("DIBAO"),), tuple(workers), opens)
    return actions.enter_record(entry, by=by)


def test_a_service_is_entered_with_groups_workers_and_author(station, worker, hedong_officer):
    record = enter(station, hedong_officer, workers=[worker])

    assert record.code == f"SR-{station.code.removeprefix('ST-')}-0001"
    assert [group.code for group in record.groups.all()] == ["DIBAO"]
    assert list(record.workers.all()) == [worker]
    assert record.entered_by == hedong_officer
    assert record.history.first().history_user == hedong_officer


def test_who_was_not_posted_there_on_the_day_did_not_do_it(station, other_station, taocheng, hedong_officer):
    stranger = make_worker(taocheng, name="李某")
    make_posting(stranger, other_station)

    with pytest.raises(ValidationError, match="Not posted at the station on this day: 李某"):
        enter(station, hedong_officer, workers=[stranger])
    assert not ServiceRecord.objects.exists()


def test_the_plan_item_of_the_year_with_method_and_field_is_found(station, hedong_officer):
    plan = make_plan(station)
    any_field = make_item(plan)
    care = make_item(plan, field=make_field("ELDER_CARE"))
    make_item(plan, method="group")

    assert enter(station, hedong_officer).plan_item == care
    assert enter(station, hedong_officer, field=make_field("OTHER")).plan_item == any_field
    assert enter(station, hedong_officer, method="consult").plan_item is None


def test_a_case_is_opened_follows_its_contacts_and_closes_with_the_last(station, hedong_officer):
    first = enter(station, hedong_officer, method="case", phase="intake", opens="D-2022-007")
    case = first.case
    assert (case.code, case.opened_on, case.phase) == ("D-2022-007", SERVED_ON, "intake")

    enter(station, hedong_officer, method="case", phase="closure", case=case, served_on=date(2022, 6, 1))

    case.refresh_from_db()
    assert (case.phase, case.closed_on) == ("closure", date(2022, 6, 1))


def test_a_group_is_opened_by_its_first_session(station, hedong_officer):
    record = enter(station, hedong_officer, method="group", opens="亲子阅读小组")

    assert record.service_group.name == "亲子阅读小组"


def test_only_cases_and_groups_are_opened(station, hedong_officer):
    with pytest.raises(ValidationError, match="Only case work opens a case"):
        enter(station, hedong_officer, opens="某某")


def test_a_need_is_in_service_from_its_first_record_on(station, hedong_officer):
    need = make_assessed_need(station.township)

    enter(station, hedong_officer, need=need)

    need.refresh_from_db()
    assert need.status == "in_service"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"served_on": date(2999, 1, 1)}, "not come yet"),
        ({"note": "电话13800138000"}, "telephone number"),
        ({"person_count": 3}, "more persons than attendances"),
    ],
)
def test_rules_of_a_record_are_asked(station, hedong_officer, changes, message):
    with pytest.raises(ValidationError, match=message):
        enter(station, hedong_officer, **changes)


def test_a_closed_station_serves_nobody(station, hedong_officer):
    make_interruption(station, kind="closed", started_on=date(2022, 5, 1))

    with pytest.raises(ValidationError, match="closed on this day"):
        enter(station, hedong_officer)
    assert enter(station, hedong_officer, served_on=date(2022, 4, 30)).pk


def test_what_belongs_to_another_station_is_refused(station, other_station, hedong_officer):
    with pytest.raises(ValidationError, match="belongs to another station"):
        enter(station, hedong_officer, method="case", case=make_case(other_station))
    item = make_item(make_plan(other_station))
    with pytest.raises(ValidationError, match="another station or another year"):
        enter(station, hedong_officer, plan_item=item)
    need = make_assessed_need(other_station.township)
    with pytest.raises(ValidationError, match="another township"):
        enter(station, hedong_officer, need=need)


def test_a_correction_keeps_what_was_said_before(station, hedong_officer):
    record = make_record(station)
    record.hours = 3

    actions.correct_record(TypedRecord(record, (make_target_group("CHILD"),)), by=hedong_officer)

    record.refresh_from_db()
    assert record.hours == 3
    assert [group.code for group in record.groups.all()] == ["CHILD"]
    assert {version.hours for version in record.history.all()} == {1, 3}
    assert [link.targetgroup.code for link in record.history.first().groups.all()] == ["CHILD"]


def test_a_withdrawn_record_stays_and_is_corrected_no_more(station, hedong_officer):
    record = make_record(station)
    record = actions.withdraw_record(record, on=timezone.localdate(), reason="重复", by=hedong_officer)

    assert record.history.first().history_change_reason == "重复"
    assert not ServiceRecord.objects.standing().exists()
    with pytest.raises(Refused, match="was withdrawn on"):
        actions.correct_record(TypedRecord(record, ()), by=hedong_officer)
    with pytest.raises(Refused, match="was withdrawn on"):
        actions.withdraw_record(record, on=timezone.localdate(), reason="再次", by=hedong_officer)


def test_what_a_withdrawn_record_had_moved_goes_back(station, hedong_officer):
    need = make_assessed_need(station.township)
    first = enter(station, hedong_officer, method="case", phase="intake", opens="D-2022-007")
    last = enter(
        station,
        hedong_officer,
        method="case",
        phase="closure",
        case=first.case,
        served_on=date(2022, 6, 1),
        need=need,
    )

    actions.withdraw_record(last, on=date(2022, 6, 2), reason="重复", by=hedong_officer)

    case = first.case
    case.refresh_from_db()
    need.refresh_from_db()
    assert (case.phase, case.closed_on) == ("intake", None)
    assert need.status == "assessed"
    assert case.history.first().history_user == hedong_officer


def test_a_group_goes_on_when_its_last_session_is_withdrawn(station, hedong_officer):
    first = enter(station, hedong_officer, method="group", phase="preparing", opens="亲子阅读小组")
    group = first.service_group
    last = enter(
        station,
        hedong_officer,
        method="group",
        phase="ending",
        service_group=group,
        served_on=date(2022, 6, 1),
    )
    group.refresh_from_db()
    assert group.ended_on == date(2022, 6, 1)

    actions.withdraw_record(last, on=date(2022, 6, 2), reason="重复", by=hedong_officer)

    group.refresh_from_db()
    assert group.ended_on is None


def test_a_record_that_is_corrected_to_another_case_leaves_the_first(station, hedong_officer):
    first = enter(station, hedong_officer, method="case", phase="intake", opens="D-2022-007").case
    other = enter(station, hedong_officer, method="case", phase="intake", opens="D-2022-008").case
    last = enter(
        station, hedong_officer, method="case", phase="closure", case=first, served_on=date(2022, 6, 1)
    )

    last.case = other
    actions.correct_record(TypedRecord(last, ()), by=hedong_officer)

    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.phase, first.closed_on) == ("intake", None)
    assert (other.phase, other.closed_on) == ("closure", date(2022, 6, 1))


def test_a_group_ends_on_the_day_to_which_its_last_session_is_corrected(station, hedong_officer):
    group = enter(
        station, hedong_officer, method="group", phase="preparing", opens="亲子阅读小组"
    ).service_group
    last = enter(
        station,
        hedong_officer,
        method="group",
        phase="ending",
        service_group=group,
        served_on=date(2022, 6, 1),
    )

    last.served_on = date(2022, 6, 8)
    actions.correct_record(TypedRecord(last, ()), by=hedong_officer)

    group.refresh_from_db()
    assert group.ended_on == date(2022, 6, 8)
