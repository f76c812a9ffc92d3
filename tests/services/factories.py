"""Needs, plans and service records, for tests. Stations are given."""

from datetime import date

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
from tests.stations.factories import account

SERVED_ON = date(2022, 5, 18)
RAISED_ON = date(2022, 5, 10)
SPECIAL = {"DISABLED", "DIBAO", "LOST_ONLY_CHILD"}


def make_target_group(code="ELDER", **overrides) -> TargetGroup:
    """The target group with this code: the migration's own where it is there, else a new one."""
    values = {"name": f"人群{code}", "is_special": code in SPECIAL} | overrides
    return TargetGroup.objects.get_or_create(code=code, defaults=values)[0]


def make_field(code="ELDER_CARE", **overrides) -> ServiceField:
    """The service field with this code, like ``make_target_group``."""
    return ServiceField.objects.get_or_create(code=code, defaults={"name": f"领域{code}"} | overrides)[0]


def make_minimum(method, *, sessions, persons) -> ServiceMinimum:
    """The minimum of a method, whatever the migration says of it."""
    values = {"min_sessions": sessions, "min_persons": persons}
    return ServiceMinimum.objects.update_or_create(method=method, defaults=values)[0]


def make_need(township, *, groups=("ELDER",), **overrides) -> Need:
    """A need nobody has looked at yet."""
    values = {"name": "独居老人助餐", "channel": "visit", "raised_on": RAISED_ON, "field": make_field()}
    need = _saved(Need(township=township, **values | overrides))
    need.groups.set([make_target_group(code) for code in groups])
    return need


def make_assessed_need(township, **overrides) -> Need:
    """A need that the township answers for with society."""
    values = {
        "status": "assessed",
        "urgency": "soon",
        "responsible": "joint",
        "assessed_on": RAISED_ON,
        "assessed_by": account("assessor"),
    }
    return make_need(township, **values | overrides)


def make_plan(station, *, approved=False, **overrides) -> ServicePlan:
    """A draft of 2022; with ``approved`` what somebody submitted and another one approved."""
    values = {"year": 2022}
    plan = _saved(ServicePlan(station=station, **values | overrides))
    return approve(plan) if approved else plan


def approve(plan) -> ServicePlan:
    """The plan as approved on 20 January of its year."""
    plan.status = "approved"
    plan.submitted_on, plan.submitted_by = date(plan.year, 1, 10), account("submitter")
    plan.approved_on, plan.approved_by = date(plan.year, 1, 20), account("approver")
    return _saved(plan)


def make_item(plan, **overrides) -> PlanItem:
    """Ten home visits; the plan is a draft."""
    values = {"name": "入户探访", "method": "visit", "metric": "units", "target": 10}
    groups = overrides.pop("groups", ())
    item = _saved(PlanItem(plan=plan, **values | overrides))
    item.groups.set([make_target_group(code) for code in groups])
    return item


def make_record(station, *, groups=("ELDER",), workers=(), **overrides) -> ServiceRecord:
    """A professional home visit to one elderly person."""
    values = {
        "served_on": SERVED_ON,
        "method": "visit",
        "nature": "professional",
        "field": overrides.pop("field", None) or make_field(),
        "hours": 1,
        "person_count": 1,
        "attendance_count": 1,
    }
    record = _saved(ServiceRecord(station=station, **values | overrides))
    record.groups.set([make_target_group(code) for code in groups])
    record.workers.set(workers)
    return record


def make_case(station, **overrides) -> ServiceCase:
    """A case since April 2022."""
    return _saved(ServiceCase(station=station, **{"opened_on": date(2022, 4, 1)} | overrides))


def make_group(station, **overrides) -> ServiceGroup:
    """A group since April 2022."""
    values = {"name": "银龄手工小组", "started_on": date(2022, 4, 1), "planned_sessions": 6}
    return _saved(ServiceGroup(station=station, **values | overrides))


def _saved(record):
    record.full_clean()
    record.save()
    return record
