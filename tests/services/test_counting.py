"""What counts towards a target: from the minimum of its method on, cases and groups as a whole."""

from datetime import date

import pytest

from services.models import PlanItem, ServiceRecord
from tests.services.factories import (
    approve,
    make_case,
    make_group,
    make_item,
    make_minimum,
    make_plan,
    make_record,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(station):
    make_minimum("group", sessions=4, persons=5)
    make_minimum("case", sessions=5, persons=1)
    return make_plan(station)


def done(item, on=None):
    found = PlanItem.objects.with_done(on).get(pk=item.pk)
    return found.done, found.done_capped


def meet(station, item, *, times, persons, **overrides):
    """A group that met so many times with so many people."""
    group = make_group(station)
    for _time in range(times):
        make_record(
            station,
            method="group",
            service_group=group,
            plan_item=item,
            person_count=persons,
            attendance_count=persons,
            **overrides,
        )
    return group


def test_a_group_counts_once_from_four_sessions_and_five_persons_on(station, plan):
    item = make_item(plan, method="group", metric="units", target=3)
    meet(station, item, times=3, persons=9)
    meet(station, item, times=4, persons=4)
    assert done(item) == (0, 0)

    meet(station, item, times=4, persons=5)

    assert done(item) == (1, 1)


def test_sessions_attendances_and_hours_of_what_counts_are_added_up(station, plan):
    items = {
        metric: make_item(plan, method="group", metric=metric, target=100)
        for metric in ("sessions", "attendances", "hours")
    }
    for item in items.values():
        meet(station, item, times=4, persons=6, hours="1.5")
        meet(station, item, times=1, persons=50)

    assert {metric: done(item)[0] for metric, item in items.items()} == {
        "sessions": 4,
        "attendances": 24,
        "hours": 6,
    }


def test_a_case_counts_once_however_many_contacts_it_takes(station, plan):
    item = make_item(plan, method="case", metric="units", target=2)
    case = make_case(station)
    for _contact in range(4):
        make_record(station, method="case", case=case, plan_item=item)
    assert done(item)[0] == 0

    make_record(station, method="case", case=case, plan_item=item, sessions=2)

    assert done(item)[0] == 1
    assert ServiceRecord.objects.towards(item).count() == 5


def test_an_item_may_ask_for_more_than_its_method(station, plan):
    item = make_item(plan, method="group", metric="units", target=1, min_persons=8)
    meet(station, item, times=4, persons=7)

    assert done(item)[0] == 0


def test_what_goes_beyond_the_target_is_not_counted_for_completion(station, plan):
    item = make_item(plan, target=2)
    for _visit in range(3):
        make_record(station, plan_item=item)

    assert done(item) == (3, 2)


def test_withdrawn_records_count_nowhere(station, plan):
    item = make_item(plan)
    make_record(station, plan_item=item, withdrawn_on=date(2022, 6, 1), withdrawn_reason="重复录入")

    assert done(item)[0] == 0
    assert not ServiceRecord.objects.in_year_to(date(2022, 12, 31)).exists()


def test_done_is_read_as_of_a_day(station, plan):
    item = make_item(plan)
    make_record(station, plan_item=item, served_on=date(2022, 5, 18))
    make_record(station, plan_item=item, served_on=date(2022, 7, 1))

    assert done(item, date(2022, 6, 30))[0] == 1


def test_only_approved_plans_of_the_year_are_measured(station, plan):
    item = make_item(plan)
    assert not PlanItem.objects.approved(date(2022, 6, 30)).exists()

    approve(plan)

    assert PlanItem.objects.approved(date(2022, 6, 30)).get() == item
    assert not PlanItem.objects.approved(date(2022, 1, 19)).exists()
    assert not PlanItem.objects.approved(date(2023, 6, 30)).exists()
