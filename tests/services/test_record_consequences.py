"""Records that come by file or over the API do what those of a page do, and an undo takes it back."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from services.models import Need, ServiceCase, ServiceGroup, ServiceRecord
from tests.api.conftest import Caller, errors_in
from tests.exchange.files import do, errors_of, upload, workbook
from tests.services.factories import (
    make_assessed_need,
    make_case,
    make_field,
    make_group,
    make_item,
    make_plan,
    make_record,
    make_target_group,
)

pytestmark = pytest.mark.django_db

VISIT = {
    "served_on": "2022-05-18",
    "method": "visit",
    "nature": "professional",
    "hours": "1.0",
    "person_count": 1,
    "attendance_count": 1,
}


@pytest.fixture
def system(taocheng_officer):
    return Caller(taocheng_officer)


@pytest.fixture
def send(system, client_of, request):
    """Enter or change records, each by one of the two doors; returns how to take them back, if it can be."""
    make_target_group()

    def by_api(rows):
        answer = system.send("post", "service-records/bulk/", rows)
        assert answer.status_code == 200, answer.content

    def by_file(rows):
        headings = list(dict.fromkeys(name for row in rows for name in row))
        content = workbook([headings, *([row.get(name, "") for name in headings] for row in rows)])
        officer = client_of(system.user)
        batch = do(officer, upload(officer, "service-records", content), "commit")
        assert (errors_of(batch), batch.status) == ([], "committed")
        return lambda: do(officer, batch, "undo")

    return by_api if request.param == "api" else by_file


by_both_doors = pytest.mark.parametrize("send", ["api", "file"], indirect=True)
by_file = pytest.mark.parametrize("send", ["file"], indirect=True)


def visit(station, **changes):
    return VISIT | {"station": station.code, "field": make_field().code} | changes


@by_both_doors
def test_a_record_says_who_entered_it_and_works_towards_the_plan(send, station, taocheng_officer):
    plan = make_plan(station)
    any_field, care = make_item(plan), make_item(plan, field=make_field("ELDER_CARE"))
    make_item(plan, method="consult")

    send([visit(station), visit(station, field=make_field("OTHER").code), visit(station, method="survey")])

    found = ServiceRecord.objects.order_by("code")
    assert [record.plan_item for record in found] == [care, any_field, None]
    assert {record.entered_by for record in found} == {taocheng_officer}
    assert {version.plan_item for version in ServiceRecord.history.all()} == {care, any_field, None}


@by_both_doors
def test_a_corrected_record_keeps_its_author_and_leaves_an_item_that_no_longer_fits(
    send, station, hedong_officer
):
    plan = make_plan(station)
    visits, talks = make_item(plan), make_item(plan, method="consult")
    record = make_record(station, plan_item=visits, entered_by=hedong_officer)

    send([{"code": record.code, "note": "补"}])
    record.refresh_from_db()
    assert (record.plan_item, record.note) == (visits, "补")

    send([{"code": record.code, "method": "consult"}])
    record.refresh_from_db()
    assert (record.plan_item, record.entered_by) == (talks, hedong_officer)


@by_both_doors
def test_a_case_follows_its_latest_contact_in_whatever_order_they_come(send, station, taocheng_officer):
    open_one, done = make_case(station), make_case(station)
    contact = visit(station, method="case")

    send(
        [
            contact | {"case": done.code, "phase": "closure", "served_on": "2022-06-01"},
            contact | {"case": done.code, "phase": "intake"},
            contact | {"case": open_one.code, "phase": "planning"},
            contact | {"case": open_one.code, "phase": ""},
        ]
    )

    done.refresh_from_db(), open_one.refresh_from_db()
    assert (done.phase, done.closed_on) == ("closure", date(2022, 6, 1))
    assert (open_one.phase, open_one.closed_on) == ("planning", None)
    assert done.history.first().history_user == taocheng_officer
    assert [one.phase for one in done.history.all()] == ["closure", "intake"]


@by_both_doors
def test_a_case_that_was_closed_with_an_outcome_stays_closed(send, station):
    case = make_case(station, closed_on=date(2022, 6, 1), phase="closure", outcome="reached")

    send([visit(station, method="case", case=case.code, phase="planning")])

    case.refresh_from_db()
    assert (case.phase, case.closed_on) == ("closure", date(2022, 6, 1))


@by_both_doors
def test_a_group_ends_with_its_last_session(send, station):
    ended, goes_on = make_group(station), make_group(station)
    session = visit(station, method="group")

    send(
        [
            session | {"service_group": ended.code, "phase": "ending"},
            session | {"service_group": goes_on.code, "phase": "forming"},
        ]
    )

    ended.refresh_from_db(), goes_on.refresh_from_db()
    assert (ended.ended_on, goes_on.ended_on) == (date(2022, 5, 18), None)


@by_both_doors
def test_a_need_is_in_service_from_its_first_record_on_and_keeps_its_groups_in_the_history(send, station):
    need = make_assessed_need(station.township, groups=["ELDER"])

    send([visit(station, need=need.code), visit(station, need=need.code)])

    need.refresh_from_db()
    assert need.status == "in_service"
    version = need.history.first()
    assert version.status == "in_service"
    assert [one.targetgroup.code for one in version.groups.all()] == ["ELDER"]


@by_file
def test_an_undone_import_takes_back_what_followed_from_it(send, station):
    case, group = make_case(station), make_group(station)
    plan = make_plan(station)
    needs = {
        "assessed": make_assessed_need(station.township),
        "planned": make_assessed_need(station.township, status="planned", plan_item=make_item(plan)),
        "referred": make_assessed_need(station.township, status="referred", referred_to="医院"),
    }
    make_record(station, method="case", case=case, phase="planning")
    rows = [
        visit(station, method="case", case=case.code, phase="closure"),
        visit(station, method="group", service_group=group.code, phase="ending"),
        *(visit(station, need=need.code) for need in needs.values()),
    ]
    undo = send(rows)
    assert ServiceCase.objects.get().closed_on
    assert ServiceGroup.objects.get().ended_on
    assert {need.status for need in Need.objects.all()} == {"in_service"}

    assert undo().status == "undone"

    case = ServiceCase.objects.get()
    assert (case.phase, case.closed_on) == ("planning", None)
    assert ServiceGroup.objects.get().ended_on is None
    assert {need.code: need.status for need in Need.objects.all()} == {
        need.code: status for status, need in needs.items()
    }


@by_file
def test_an_undone_import_leaves_a_group_alone_that_ended_otherwise(send, station):
    group = make_group(station, ended_on=date(2022, 6, 30))
    undo = send([visit(station, method="group", service_group=group.code, phase="ending")])

    assert undo().status == "undone"

    group.refresh_from_db()
    assert group.ended_on == date(2022, 6, 30)


@pytest.mark.parametrize(
    ("method", "unit", "phase", "sentence"),
    [
        ("case", "case", "closure", "cannot close before it opens"),
        ("group", "service_group", "ending", "cannot end before it starts"),
    ],
)
def test_the_last_service_is_not_before_the_first_day(system, station, method, unit, phase, sentence):
    make = {"case": make_case, "service_group": make_group}[unit]
    row = visit(station, method=method, phase=phase, served_on="2022-03-31") | {unit: make(station).code}

    answer = system.post("service-records/", row)

    assert errors_in(answer) == [(None, "served_on", "invalid")]
    assert sentence in answer.json()["errors"][0]["message"]


def test_what_follows_costs_the_same_queries_for_2_and_for_25(system, station):
    plan = make_plan(station)
    make_item(plan, method="case")

    def sent(number):
        rows = []
        for _each in range(number):
            case = make_case(station)
            need = make_assessed_need(station.township)
            contact = visit(station, method="case", phase="planning", case=case.code, need=need.code)
            rows.append(contact)
        with CaptureQueriesContext(connection) as queries:
            assert system.send("post", "service-records/bulk/", rows).status_code == 200
        return len(queries)

    sent(1)
    assert sent(2) == sent(25)
    assert set(ServiceCase.objects.values_list("phase", flat=True)) == {"planning"}
    assert ServiceRecord.objects.filter(plan_item__isnull=False).count() == 28
