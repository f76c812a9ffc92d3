"""服务统计月报: what each station did in the month, since New Year, and against its plan."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Avg, Count, Q, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.figures import YUAN_PER_WAN, rounded
from regions.models import Region
from reports.official.period import MONTH, Period
from reports.official.sheet import Column, Kind, OfficialForm, Sheet
from services.models import PlanItem, ServiceCase, ServiceRecord
from services.rules.methods import Method
from services.rules.periods import start_of_year
from stations.models import Station

COLUMNS = (
    Column(_("No."), Kind.NUMBER, 5),
    Column(_("Township"), width=10),
    Column(_("Station"), width=16),
    Column(_("Cases opened"), Kind.NUMBER, 6),
    Column(_("Cases running"), Kind.NUMBER, 6),
    Column(_("Cases closed"), Kind.NUMBER, 6),
    Column(_("Groups that met"), Kind.NUMBER, 6),
    Column(_("Group sessions"), Kind.NUMBER, 6),
    Column(_("Group attendances"), Kind.NUMBER, 7),
    Column(_("Activities"), Kind.NUMBER, 6),
    Column(_("Activity attendances"), Kind.NUMBER, 7),
    Column(_("Home visits"), Kind.NUMBER, 6),
    Column(_("Consultations"), Kind.NUMBER, 6),
    Column(pgettext_lazy("service", "Referrals"), Kind.NUMBER, 6),
    Column(_("Resources found (10,000 yuan)"), Kind.DECIMAL, 8),
    Column(_("Volunteering hours"), Kind.DECIMAL, 7),
    Column(_("Satisfaction"), Kind.DECIMAL, 7),
    Column(_("Attendances of the period"), Kind.NUMBER, 7),
    Column(_("Attendances since New Year"), Kind.NUMBER, 8),
    Column(_("Plan done"), Kind.DECIMAL, 8),
    Column(_("Plan target"), Kind.NUMBER, 8),
    Column(_("Completion"), Kind.SHARE, 7),
)
# Columns that add up, by place; the others are averages and shares.
SATISFACTION, DONE, TARGET = 16, 19, 20
ADDITIVE = [place for place in range(3, 21) if place != SATISFACTION]


def _of(method) -> Q:
    return Q(method=method)


SUMS = {
    "groups_met": Count("service_group", distinct=True),
    "group_sessions": Sum("sessions", filter=_of(Method.GROUP), default=0),
    "group_attendances": Sum("attendance_count", filter=_of(Method.GROUP), default=0),
    "activities": Count("pk", filter=_of(Method.COMMUNITY)),
    "activity_attendances": Sum("attendance_count", filter=_of(Method.COMMUNITY), default=0),
    "visits": Count("pk", filter=_of(Method.VISIT)),
    "consultations": Count("pk", filter=_of(Method.CONSULT)),
    "referrals": Count("pk", filter=_of(Method.REFERRAL)),
    "resources": Sum("resources_yuan", default=Decimal(0)),
    "volunteer_hours": Sum("hours", filter=Q(nature="volunteer"), default=Decimal(0)),
    "satisfied": Avg("satisfaction"),
    "attendances": Sum("attendance_count", default=0),
}


def sheet(user, region: Region, period: Period) -> Sheet:
    """The stations in the plan on the day; a fixed number of queries, however many there are."""
    on = period.on
    stations = Station.objects.visible_to(user).under(region).in_plan(on).select_related("township")
    stations = list(stations.order_by("township__path", "code"))
    records = ServiceRecord.objects.visible_to(user).under(region)
    now = {row.pop("station"): row for row in _by_station(records.between(period.starts_on, on), SUMS)}
    year = records.between(start_of_year(on), on).order_by().values_list("station")
    of_year = dict(year.annotate(Sum("attendance_count")))
    cases, plans = _cases(user, region, period), _plans(user, region, on)
    rows = [
        [
            number,
            station.township.name,
            station.name,
            *cases.get(station.pk, (0, 0, 0)),
            *_done(now.get(station.pk)),
            of_year.get(station.pk, 0),
            *_against(plans.get(station.pk)),
        ]
        for number, station in enumerate(stations, start=1)
    ]
    rated = records.between(period.starts_on, on).aggregate(mean=Avg("satisfaction"))["mean"]
    note = _(
        "Cases, groups and activities of the period as they took place; plan done counts only what "
        "reaches its minimum, up to the target."
    )
    return Sheet(COLUMNS, rows, _total(rows, rated), note)


def _by_station(records, sums):
    return records.order_by().values("station").annotate(**sums)


def _cases(user, region, period) -> dict[int, tuple[int, int, int]]:
    """Opened in the period, running on its last day, closed in it."""
    span = (period.starts_on, period.on)
    rows = ServiceCase.objects.visible_to(user).under(region).order_by().values_list("station")
    counted = rows.annotate(
        opened=Count("pk", filter=Q(opened_on__range=span)),
        running=Count("pk", filter=ServiceCase.objects.holding(period.on)),
        closed=Count("pk", filter=Q(closed_on__range=span)),
    )
    return {station: (opened, running, closed) for station, opened, running, closed in counted}


def _plans(user, region, on) -> dict[int, tuple[float, int]]:
    """Done, up to the targets, and targets of the year's approved plans."""
    items = PlanItem.objects.visible_to(user).under(region).approved(on).with_done(on)
    sums: dict[int, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for station, done, target in items.values_list("plan__station", "done_capped", "target"):
        before = sums[station]
        sums[station] = (before[0] + done, before[1] + target)
    return sums


def _done(row) -> list:
    if row is None:
        return [0] * 8 + [Decimal(0), Decimal(0), None, 0]
    values = dict(row)
    values["resources"] = rounded(values["resources"] / YUAN_PER_WAN)
    values["satisfied"] = None if values["satisfied"] is None else rounded(Decimal(values["satisfied"]))
    return [values[name] for name in SUMS]


def _against(plan) -> list:
    if not plan:
        return [None, None, None]
    done, target = rounded(Decimal(plan[0])), plan[1]
    return [done, target, done / target]


def _total(rows, rated) -> list:
    total = [""] * len(COLUMNS)
    total[1] = _("Total")
    for column in ADDITIVE:
        known = [row[column] for row in rows if row[column] is not None]
        total[column] = sum(known) if known else None
    total[SATISFACTION] = None if rated is None else rounded(Decimal(rated))
    total[-1] = total[DONE] / total[TARGET] if total[TARGET] else None
    return total


FORM = OfficialForm(
    code="services",
    title=_("Monthly report of services"),
    lead=_("What each station did in the period, since New Year, and against its plan."),
    every=MONTH,
    permission="services.view_servicerecord",
    sheet=sheet,
)
