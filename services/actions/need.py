"""The verbs of needs: assessed, then planned, referred or closed with a reason, at last resolved.

``by`` is the account that acts. Whether it may act is asked at the doors.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from services.models import Need, PlanItem
from services.models.terms import TargetGroup

STATUSES = Need.Status
UNDECIDED = (STATUSES.ASSESSED, STATUSES.PLANNED, STATUSES.REFERRED)
UNDER_WAY = (STATUSES.ASSESSED, STATUSES.PLANNED, STATUSES.REFERRED, STATUSES.IN_SERVICE)


@transaction.atomic
def collect_need(need: Need, *, groups: Collection[TargetGroup], by: User) -> Need:
    """Enter a need with the groups of people it concerns, or correct one."""
    keep(need, by)
    if {one.pk for one in groups} != set(need.groups.values_list("pk", flat=True)):
        need.groups.set(groups)
    return need


@transaction.atomic
def assess_need(need: Need, *, on: date, urgency: str, responsible: str, by: User) -> Need:
    """Say how urgent a need is and whether government, society or both answer for it."""
    need = _locked(need, STATUSES.NEW, *UNDECIDED)
    need.urgency, need.responsible = urgency, responsible
    need.assessed_on, need.assessed_by = on, by
    if need.status == STATUSES.NEW:
        need.status = STATUSES.ASSESSED
    return keep(need, by, ["urgency", "responsible", "assessed_on", "assessed_by", "status"])


@transaction.atomic
def plan_need(need: Need, *, item: PlanItem, on: date, by: User) -> Need:
    """Turn the need into an item of the plan of a station of its township."""
    need = _locked(need, *UNDECIDED)
    if item.plan.station.township_id != need.township_id:
        raise Refused(
            _("%(item)s belongs to a station of another township; choose an item of this township's plans.")
            % {"item": item}
        )
    need.status, need.plan_item, need.decided_on, need.referred_to = STATUSES.PLANNED, item, on, ""
    return keep(need, by, ["status", "plan_item", "decided_on", "referred_to"])


@transaction.atomic
def refer_need(need: Need, *, to: str, on: date, by: User) -> Need:
    """Hand the need on to somebody who can do more about it."""
    need = _locked(need, *UNDECIDED)
    need.status, need.referred_to, need.decided_on, need.plan_item = STATUSES.REFERRED, to, on, None
    return keep(need, by, ["status", "referred_to", "decided_on", "plan_item"])


@transaction.atomic
def reject_need(need: Need, *, reason: str, on: date, by: User) -> Need:
    """Close a need that leads to nothing, and say why."""
    need = _locked(need, *UNDECIDED)
    need.status, need.reason = STATUSES.REJECTED, reason
    need.decided_on = need.closed_on = on
    return keep(need, by, ["status", "reason", "decided_on", "closed_on"])


@transaction.atomic
def resolve_need(need: Need, *, result: str, on: date, by: User) -> Need:
    """The need is met."""
    need = _locked(need, *UNDER_WAY)
    need.status, need.reason, need.closed_on = STATUSES.RESOLVED, result, on
    return keep(need, by, ["status", "reason", "closed_on"])


def _locked(need: Need, *statuses: Need.Status) -> Need:
    """The need, locked, in one of the statuses; else the refusal says how it stands."""
    need = Need.objects.select_for_update().get(pk=need.pk)
    if need.status in statuses:
        return need
    if need.status == STATUSES.NEW:
        raise Refused(
            _("%(need)s is not assessed yet; the township assesses it first.") % {"need": need.code}
        )
    raise Refused(
        _("%(need)s is %(status)s; nothing more can be decided about it. Enter a new need if it persists.")
        % {"need": need.code, "status": need.get_status_display()}
    )
