"""How needs, plans, cases and groups of a station are moved or ended when the station closes."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refused
from core.history import keep
from services.actions.plan import draft_plan, keep_item
from services.actions.unit import close_case, end_group
from services.models import Need, PlanItem, ServiceCase, ServiceGroup, ServicePlan, ServiceRecord
from services.models.case import ServiceCaseQuerySet
from services.models.group import ServiceGroupQuerySet
from services.models.need import NeedQuerySet
from services.models.plan import ServicePlanQuerySet
from stations.models import Station
from stations.rules import handover
from stations.rules.handover import Closing, Kind


def _plans(station: Station, on: date) -> ServicePlanQuerySet:
    """Plans of the year and of later ones, and whatever nobody has approved yet."""
    under_way = Q(year__gte=on.year) | ~Q(status=ServicePlan.Status.APPROVED)
    plans = ServicePlan.objects.standing().filter(under_way, station=station)
    return plans.select_related("station").order_by("year")


def _end_plan(plan: ServicePlan, closing: Closing) -> None:
    plan.ended_on = closing.on
    keep(plan, closing.by, ["ended_on"], closing.why)


def _move_plan(plan: ServicePlan, closing: Closing) -> None:
    """What is left of its aims goes into a draft of the successor's plan of the year."""
    target = ServicePlan.objects.filter(station=closing.successor, year=plan.year).first()
    if target is None:
        target = draft_plan(station=closing.successor, year=plan.year, by=closing.by, note=plan.note)
    elif not target.is_draft:
        raise Refused(
            _("%(plan)s is %(status)s; the county reopens it first, or this plan is ended.")
            % {"plan": target, "status": target.get_status_display()}
        )
    for item in plan.items.standing().with_done().order_by("code"):
        _move_item(item, target, closing)
    _end_plan(plan, closing)


def _move_item(item: PlanItem, target: ServicePlan, closing: Closing) -> None:
    left = item.target - int(item.done_capped)
    if not left:
        return
    following = PlanItem(
        plan=target,
        name=item.name,
        method=item.method,
        field=item.field,
        metric=item.metric,
        target=left,
        min_sessions=item.min_sessions,
        min_persons=item.min_persons,
    )
    keep_item(following, groups=list(item.groups.all()), by=closing.by)
    for need in Need.objects.open().filter(plan_item=item):
        need.plan_item = following
        keep(need, closing.by, ["plan_item"], closing.why)


def _needs(station: Station, on: date) -> NeedQuerySet:
    return Need.objects.open().filter(station=station).order_by("code")


def _leave_need(need: Need, closing: Closing) -> None:
    """What people lack does not end with a station: their township has the need."""
    need.station = None
    keep(need, closing.by, ["station"], closing.why)


def _move_need(need: Need, closing: Closing) -> None:
    need.station = closing.successor
    keep(need, closing.by, ["station"], closing.why)


def _cases(station: Station, on: date) -> ServiceCaseQuerySet:
    return ServiceCase.objects.open().filter(station=station).order_by("code")


def _end_case(case: ServiceCase, closing: Closing) -> None:
    close_case(case, on=closing.on, outcome=ServiceCase.Outcome.BROKEN_OFF, by=closing.by)


def _move_case(case: ServiceCase, closing: Closing) -> None:
    """The file ends here as referred, and the successor opens one of its own that goes on."""
    phase = case.phase
    close_case(case, on=closing.on, outcome=ServiceCase.Outcome.REFERRED, by=closing.by)
    following = ServiceCase(station=closing.successor, opened_on=closing.on, phase=phase, note=case.note)
    keep(following, closing.by, reason=closing.why)


def _groups(station: Station, on: date) -> ServiceGroupQuerySet:
    """Groups that meet, or are to meet, from the day on."""
    still = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    return ServiceGroup.objects.filter(still, station=station).order_by("code")


def _end_group(group: ServiceGroup, closing: Closing) -> None:
    last_day = closing.last_day(group.started_on)
    if group.ended_on is None:
        end_group(group, on=last_day, by=closing.by)
        return
    group.ended_on = last_day
    keep(group, closing.by, ["ended_on"], closing.why)


def _move_group(group: ServiceGroup, closing: Closing) -> None:
    """It meets at the successor from then on, as a group of that station."""
    _end_group(group, closing)
    following = ServiceGroup(
        station=closing.successor,
        name=group.name,
        planned_sessions=group.planned_sessions,
        started_on=closing.on,
        note=group.note,
    )
    keep(following, closing.by, reason=closing.why)


handover.register(
    Kind(
        code="plans",
        label=gettext_lazy("Service plans"),
        model=ServicePlan,
        rows=_plans,
        end=_end_plan,
        move=_move_plan,
        ending=gettext_lazy("end; nothing more is measured against them"),
    )
)
handover.register(
    Kind(
        code="needs",
        label=gettext_lazy("Open needs"),
        model=Need,
        rows=_needs,
        end=_leave_need,
        move=_move_need,
        ending=gettext_lazy("stay open with the township, without a station"),
    )
)
handover.register(
    Kind(
        code="cases",
        label=gettext_lazy("Open cases"),
        model=ServiceCase,
        rows=_cases,
        end=_end_case,
        move=_move_case,
        ending=gettext_lazy("close as broken off"),
    )
)
handover.register(
    Kind(
        code="groups",
        label=gettext_lazy("Groups that meet"),
        model=ServiceGroup,
        rows=_groups,
        end=_end_group,
        move=_move_group,
        ending=gettext_lazy("end on the last day of work"),
    )
)
handover.keep_as_history(ServiceRecord, gettext_lazy("Says what was done."))
