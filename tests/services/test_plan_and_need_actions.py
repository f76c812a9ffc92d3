"""The verbs of plans and needs, with what they refuse."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.errors import Refused
from services import actions
from services.models import Need, PlanItem
from tests.services.factories import (
    RAISED_ON,
    approve,
    make_assessed_need,
    make_field,
    make_item,
    make_minimum,
    make_need,
    make_plan,
    make_record,
    make_target_group,
)

pytestmark = pytest.mark.django_db
ON = date(2022, 6, 1)


def test_an_item_starts_from_the_minimums_of_its_method(station, hedong_officer):
    make_minimum("group", sessions=4, persons=5)
    plan = actions.draft_plan(station=station, year=2022, by=hedong_officer)
    item = PlanItem(plan=plan, name="亲子小组", method="group", target=2)

    actions.keep_item(item, groups=[make_target_group("CHILD")], by=hedong_officer)

    assert (item.min_sessions, item.min_persons) == (4, 5)
    assert item.code == f"{plan.code}-01"


def test_a_plan_is_approved_by_somebody_else_and_frozen(station, hedong_officer, taocheng_officer):
    plan = make_plan(station)
    item = make_item(plan)
    plan = actions.submit_plan(plan, on=date(2022, 1, 10), by=hedong_officer)
    with pytest.raises(Refused, match="You submitted"):
        actions.approve_plan(plan, on=date(2022, 1, 20), by=hedong_officer)

    plan = actions.approve_plan(plan, on=date(2022, 1, 20), by=taocheng_officer)

    item.refresh_from_db()
    item.target = 99
    with pytest.raises(ValidationError, match="frozen; the county officer returns or reopens it"):
        actions.keep_item(item, groups=[], by=hedong_officer)
    with pytest.raises(ValidationError, match="frozen"):
        PlanItem(plan=plan, name="另一项", method="visit", target=1).full_clean()


def test_an_empty_plan_is_not_submitted(station, hedong_officer):
    with pytest.raises(Refused, match="holds no item yet"):
        actions.submit_plan(make_plan(station), on=ON, by=hedong_officer)


def test_a_reopened_plan_is_a_draft_with_the_reason(station, taocheng_officer):
    plan = make_plan(station)
    make_item(plan)
    plan = actions.return_plan(approve(plan), reason="目标偏低", by=taocheng_officer)

    assert (plan.status, plan.comment, plan.approved_on) == ("draft", "目标偏低", None)
    assert plan.history.first().history_change_reason == "目标偏低"
    with pytest.raises(Refused, match="cannot be done with it now"):
        actions.return_plan(plan, reason="再次", by=taocheng_officer)


def test_approval_gathers_the_records_of_the_year_that_fit(station, hedong_officer, taocheng_officer):
    record = make_record(station)
    plan = make_plan(station)
    item = make_item(plan)
    plan = actions.submit_plan(plan, on=ON, by=hedong_officer)

    actions.approve_plan(plan, on=ON, by=taocheng_officer)

    record.refresh_from_db()
    assert record.plan_item == item


def test_a_need_goes_from_assessment_into_a_plan_to_its_end(station, hedong_officer):
    need = make_need(station.township)
    need = actions.assess_need(need, on=RAISED_ON, urgency="urgent", responsible="joint", by=hedong_officer)
    assert (need.status, need.assessed_by) == ("assessed", hedong_officer)

    item = make_item(make_plan(station))
    need = actions.plan_need(need, item=item, on=ON, by=hedong_officer)
    assert (need.status, need.plan_item) == ("planned", item)

    need = actions.resolve_need(need, result="已开展助餐", on=ON, by=hedong_officer)
    assert (need.status, need.closed_on, need.is_open) == ("resolved", ON, False)
    assert [version.status for version in need.history.all()][:3] == ["resolved", "planned", "assessed"]


def test_what_is_not_assessed_is_not_decided(station, hedong_officer):
    with pytest.raises(Refused, match="not assessed yet; the township assesses it first"):
        actions.reject_need(make_need(station.township), reason="重复", on=ON, by=hedong_officer)


def test_what_is_closed_stays_closed(station, hedong_officer):
    need = make_assessed_need(station.township)
    need = actions.reject_need(need, reason="重复登记", on=ON, by=hedong_officer)

    with pytest.raises(Refused, match="nothing more can be decided"):
        actions.resolve_need(need, result="好", on=ON, by=hedong_officer)
    with pytest.raises(Refused, match="nothing more can be decided"):
        actions.refer_need(need, to="民政局", on=ON, by=hedong_officer)


def test_a_need_is_referred_and_the_free_text_holds_no_telephone(station, hedong_officer):
    need = make_assessed_need(station.township)
    with pytest.raises(ValidationError, match="telephone number"):
        actions.refer_need(need, to="李 13800138000", on=ON, by=hedong_officer)

    assert actions.refer_need(need, to="区残联", on=ON, by=hedong_officer).status == "referred"


def test_a_plan_of_another_township_takes_no_need(station, other_station, hedong_officer):
    item = make_item(make_plan(other_station))
    with pytest.raises(Refused, match="another township"):
        actions.plan_need(make_assessed_need(station.township), item=item, on=ON, by=hedong_officer)


@pytest.mark.parametrize(
    ("field", "message"), [("station", "another township"), ("community", "another township")]
)
def test_a_need_names_places_of_its_township(station, other_station, zaoqiang_town, field, message):
    place = {"station": other_station, "community": zaoqiang_town}[field]
    need = Need(
        name="需求", township=station.township, channel="visit", raised_on=RAISED_ON, field=make_field()
    )
    setattr(need, field, place)
    with pytest.raises(ValidationError, match=message):
        need.full_clean()
