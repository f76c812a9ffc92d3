"""Each constraint twice: as a message of full_clean, and in the database itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from services.models import (
    Need,
    PlanItem,
    ServiceCase,
    ServiceField,
    ServiceGroup,
    ServiceMinimum,
    ServicePlan,
    ServiceRecord,
    TargetGroup,
)
from tests.services.factories import (
    RAISED_ON,
    SERVED_ON,
    make_case,
    make_field,
    make_group,
    make_item,
    make_minimum,
    make_plan,
    make_target_group,
)
from tests.stations.factories import account

pytestmark = pytest.mark.django_db
DAY, EARLIER = date(2022, 5, 1), date(2022, 4, 1)
ASSESSED = {"urgency": "soon", "responsible": "gov", "assessed_on": RAISED_ON}


@pytest.fixture
def given(station):
    make_target_group("ELDER", name="老年人")
    make_field("ELDER_CARE", name="养老服务")
    make_minimum("case", sessions=5, persons=1)
    return {"station": station, "plan": make_plan(station), "by": account("submitter")}


def record(given, **changes):
    values = {
        "code": "SR-X",
        "station": given["station"],
        "served_on": SERVED_ON,
        "method": "visit",
        "nature": "professional",
        "field": make_field(),
        "hours": 1,
        "person_count": 1,
        "attendance_count": 1,
    }
    return ServiceRecord(**values | changes)


def need(given, **changes):
    values = {
        "code": "ND-X",
        "name": "需求",
        "township": given["station"].township,
        "channel": "visit",
        "raised_on": RAISED_ON,
        "field": make_field(),
    }
    return Need(**values | changes)


def assessed(given, **changes):
    return need(given, **{"status": "assessed", "assessed_by": given["by"]} | ASSESSED | changes)


def plan(given, **changes):
    return ServicePlan(**{"code": "SP-X", "station": given["station"], "year": 2021} | changes)


def item(given, **changes):
    values = {"code": "SP-X-01", "plan": given["plan"], "name": "探访", "method": "visit", "target": 1}
    return PlanItem(**values | changes)


def sent(given, **changes):
    return plan(given, status="submitted", submitted_on=DAY, submitted_by=given["by"], **changes)


def approved(given, **changes):
    values = {
        "status": "approved",
        "submitted_on": DAY,
        "submitted_by": given["by"],
        "approved_on": DAY,
        "approved_by": account("approver"),
    }
    return plan(given, **values | changes)


def case(given, **changes):
    return ServiceCase(**{"code": "CA-X", "station": given["station"], "opened_on": DAY} | changes)


def group(given, **changes):
    values = {"code": "GR-X", "station": given["station"], "name": "小组", "started_on": DAY}
    return ServiceGroup(**values | changes)


BROKEN = {
    "services_servicerecord_persons_within_attendances": lambda g: record(g, person_count=2),
    "services_servicerecord_hours_positive": lambda g: record(g, hours=0),
    "services_servicerecord_method_known": lambda g: record(g, method="magic"),
    "services_servicerecord_nature_known": lambda g: record(g, nature="magic"),
    "services_servicerecord_phase_fits_method": lambda g: record(g, phase="intake"),
    "services_servicerecord_unit_fits_method": lambda g: record(g, case=make_case(g["station"])),
    "services_servicerecord_satisfaction_range": lambda g: record(g, satisfaction=101),
    "services_servicerecord_resources_positive": lambda g: record(g, resources_yuan=-1),
    "services_servicerecord_withdrawn_with_reason": lambda g: record(g, withdrawn_on=DAY),
    "services_need_channel_known": lambda g: need(g, channel="dream"),
    "services_need_status_known": lambda g: assessed(g, status="lost"),
    "services_need_urgency_known": lambda g: need(g, urgency="never"),
    "services_need_responsible_known": lambda g: need(g, responsible="nobody"),
    "services_need_assessed_whole": lambda g: need(g, status="assessed"),
    "services_need_planned_has_item": lambda g: assessed(g, status="planned"),
    "services_need_referred_to_somebody": lambda g: assessed(g, status="referred"),
    "services_need_closed_on_a_day": lambda g: assessed(g, closed_on=RAISED_ON),
    "services_need_closed_with_reason": lambda g: assessed(g, status="rejected", closed_on=RAISED_ON),
    "services_need_assessed_after_raised": lambda g: assessed(g, assessed_on=EARLIER),
    "services_serviceplan_one_a_year": lambda g: plan(g, year=2022),
    "services_serviceplan_status_known": lambda g: sent(g) and plan(g, status="lost", **_submitted(g)),
    "services_serviceplan_submitted_by_somebody": lambda g: plan(g, status="submitted"),
    "services_serviceplan_approved_by_somebody": lambda g: plan(g, status="approved", **_submitted(g)),
    "services_serviceplan_four_eyes": lambda g: approved(g, approved_by=g["by"]),
    "services_planitem_target_positive": lambda g: item(g, target=0),
    "services_planitem_method_known": lambda g: item(g, method="magic"),
    "services_planitem_metric_known": lambda g: item(g, metric="magic"),
    "services_servicecase_period": lambda g: case(g, closed_on=EARLIER),
    "services_servicecase_phase_known": lambda g: case(g, phase="forming"),
    "services_servicecase_outcome_known": lambda g: case(g, outcome="magic"),
    "services_servicegroup_period": lambda g: group(g, ended_on=EARLIER),
    "services_targetgroup_one_name": lambda g: TargetGroup(code="X", name=make_target_group().name),
    "services_targetgroup_code_given": lambda g: TargetGroup(code="", name="无代码"),
    "services_servicefield_one_name": lambda g: ServiceField(code="X", name=make_field().name),
    "services_servicefield_code_given": lambda g: ServiceField(code="", name="无代码"),
    "services_serviceminimum_once": lambda g: ServiceMinimum(method="case"),
    "services_serviceminimum_method_known": lambda g: ServiceMinimum(method="magic"),
}


def _submitted(given):
    return {"submitted_on": DAY, "submitted_by": given["by"]}


MODELS = [
    Need,
    PlanItem,
    ServiceCase,
    ServiceField,
    ServiceGroup,
    ServiceMinimum,
    ServicePlan,
    ServiceRecord,
    TargetGroup,
]
NAMED = {constraint.name: constraint for model in MODELS for constraint in model._meta.constraints}


def test_every_constraint_is_tested():
    assert set(BROKEN) == set(NAMED)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_a_message(name, given):
    with pytest.raises(ValidationError) as refusal:
        BROKEN[name](given).full_clean()

    messages = refusal.value.messages
    # A choice that is not known is refused by its field before the constraint is asked.
    is_field = name.endswith(("_known", "_positive", "_range", "_given"))
    assert is_field or str(NAMED[name].violation_error_message) in messages


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_it_too(name, given):
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[name](given).save()


def test_an_item_may_have_been_made_before(given):
    assert make_item(given["plan"]).code == f"{given['plan'].code}-01"
    assert make_group(given["station"]).code.startswith("GR-")
