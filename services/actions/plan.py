"""The verbs of annual plans: drafted, submitted, approved by somebody else, sent back or reopened.

``by`` is the account that acts. Whether it may act is asked at the doors.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.hands import refuse_same_hands
from core.errors import Refused
from core.history import keep
from services.actions.record import item_for
from services.models import PlanItem, ServiceMinimum, ServicePlan, ServiceRecord
from services.models.terms import TargetGroup
from stations.models import Station

STATUSES = ServicePlan.Status


@transaction.atomic
def draft_plan(*, station: Station, year: int, by: User, note: str = "") -> ServicePlan:
    """Begin the plan of a station for a year. Raises ``ValidationError`` where there is one."""
    return keep(ServicePlan(station=station, year=year, note=note), by)


@transaction.atomic
def keep_item(item: PlanItem, *, groups: Collection[TargetGroup], by: User) -> PlanItem:
    """Enter or change an item of a draft; without minimums of its own it gets those of its method."""
    minimum = ServiceMinimum.objects.filter(method=item.method).first()
    if item.min_sessions is None:
        item.min_sessions = minimum.min_sessions if minimum else 1
    if item.min_persons is None:
        item.min_persons = minimum.min_persons if minimum else 1
    keep(item, by)
    if {one.pk for one in groups} != set(item.groups.values_list("pk", flat=True)):
        item.groups.set(groups)
    return item


@transaction.atomic
def submit_plan(plan: ServicePlan, *, on: date, by: User) -> ServicePlan:
    """Hand a draft to the county. Refused for an empty plan."""
    plan = _locked(plan, STATUSES.DRAFT)
    if not plan.items.standing().exists():
        raise Refused(_("%(plan)s holds no item yet; enter at least one.") % {"plan": plan})
    plan.status, plan.submitted_on, plan.submitted_by, plan.comment = STATUSES.SUBMITTED, on, by, ""
    return keep(plan, by, ["status", "submitted_on", "submitted_by", "comment"])


@transaction.atomic
def approve_plan(plan: ServicePlan, *, on: date, by: User, comment: str = "") -> ServicePlan:
    """Approve what somebody else submitted; records of the year that fit its items count towards them."""
    plan = _locked(plan, STATUSES.SUBMITTED)
    sentence = _("You submitted %(plan)s; somebody else at the county approves it.") % {"plan": plan}
    refuse_same_hands(by, plan.submitted_by_id, since=plan.submitted_on, sentence=sentence)
    plan.status, plan.approved_on, plan.approved_by, plan.comment = STATUSES.APPROVED, on, by, comment
    keep(plan, by, ["status", "approved_on", "approved_by", "comment"])
    _gather_records(plan, by=by)
    return plan


@transaction.atomic
def return_plan(plan: ServicePlan, *, reason: str, by: User) -> ServicePlan:
    """Send a submitted plan back, or reopen an approved one; it is a draft again, with the reason.

    One that ended with its station is reopened once the station is.
    """
    plan = ServicePlan.objects.select_for_update().get(pk=plan.pk)
    if plan.ended_on is None or plan.station.status == Station.Status.CLOSED:
        plan = _locked(plan, STATUSES.SUBMITTED, STATUSES.APPROVED)
    plan.status, plan.comment, plan.ended_on = STATUSES.DRAFT, reason, None
    plan.approved_on = plan.approved_by = None
    return keep(plan, by, ["status", "comment", "ended_on", "approved_on", "approved_by"], reason)


def _gather_records(plan: ServicePlan, *, by: User) -> None:
    """Let the year's records without an item count towards the one they fit."""
    records = ServiceRecord.objects.standing().filter(
        station=plan.station_id, served_on__year=plan.year, plan_item__isnull=True
    )
    for record in records:
        record.plan_item = item_for(record)
        if record.plan_item:
            keep(record, by, ["plan_item"])


def _locked(plan: ServicePlan, *statuses: ServicePlan.Status) -> ServicePlan:
    plan = ServicePlan.objects.select_for_update().get(pk=plan.pk)
    if plan.ended_on:
        raise Refused(plan.ended_sentence)
    if plan.status not in statuses:
        raise Refused(
            _("%(plan)s is %(status)s, so this cannot be done with it now.")
            % {"plan": plan, "status": plan.get_status_display()}
        )
    return plan
