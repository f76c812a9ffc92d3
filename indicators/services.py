"""Indicators of services: what was done since New Year, who is served in the quarter, plans and needs."""

from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from indicators.indicator import Indicator, Ratio, Rows
from indicators.measures import Measure, Source
from indicators.units import ATTENDANCES, GAPS, HOURS, NEEDS, RECORDS, SHARE
from services.models import Need, PlanItem, ServiceRecord, TargetGroup
from stations.models import Station
from stations.models.station import StationQuerySet

VIEW = "services.view_servicerecord"
LIST = "services:record-list"


def with_groups(stations: StationQuerySet, on: date) -> StationQuerySet:
    """Completed stations with how many special groups there are, and how many each did not serve."""
    special = TargetGroup.objects.on(on).special()
    served = ServiceRecord.objects.in_quarter_to(on).filter(station=OuterRef("pk"), groups__in=special)
    number = served.order_by().values("station").annotate(n=Count("groups", distinct=True)).values("n")
    there_are = special.order_by().values("is_special").annotate(n=Count("pk")).values("n")
    return (
        stations.completed(on)
        .with_stage_on(on)
        .annotate(
            special_groups=Coalesce(Subquery(there_are), 0, output_field=IntegerField()),
            groups_served=Coalesce(Subquery(number), 0, output_field=IntegerField()),
        )
        .annotate(groups_unserved=F("special_groups") - F("groups_served"))
    )


DONE = Source("services of the year", "services", ServiceRecord, lambda rows, on: rows.in_year_to(on))
TIME = Source("hours of the year", "service hours", ServiceRecord, lambda rows, on: rows.in_year_to(on))
RAISED = Source("needs of the year", "services", Need, lambda rows, on: rows.in_year_to(on))
REACH = Source("special groups of stations", "services", Station, with_groups)
PLANNED = Source(
    "items of approved plans", "service hours", PlanItem, lambda rows, on: rows.approved(on).with_done(on)
)

records = Measure("records", DONE)
attendances = Measure("attendances", DONE, column="attendance_count")
hours = Measure("hours", TIME, column="hours")
professional_hours = Measure("professional", TIME, lambda on: Q(nature="professional"), column="hours")
volunteer_hours = Measure("volunteer", TIME, lambda on: Q(nature="volunteer"), column="hours")
targets = Measure("targets", PLANNED, column="target")
done = Measure("done", PLANNED, column="done_capped")
needs = Measure("needs", RAISED)
resolved = Measure("resolved", RAISED, lambda on: Q(status="resolved", closed_on__lte=on))
assessed = Measure("assessed", RAISED, lambda on: Q(assessed_on__lte=on))
converted = Measure("converted", RAISED, lambda on: Q(plan_item__isnull=False, decided_on__lte=on))
gaps = Measure("gaps", REACH, lambda on: Q(groups_unserved__gt=0), column="groups_unserved")
reached = Measure("reached", REACH, column="groups_served")
to_reach = Measure("to reach", REACH, column="special_groups")

SERVICE_RECORDS = Indicator(
    code="service_records",
    label=_("Services of the year"),
    unit=RECORDS,
    formula=_("Service records from New Year to the day, without withdrawn ones."),
    value=records,
    permission=VIEW,
    rows=Rows(LIST, days=("year_to",)),
)
SERVICE_ATTENDANCES = Indicator(
    code="service_attendances",
    label=_("Attendances of the year"),
    unit=ATTENDANCES,
    formula=_("Attendances of the service records from New Year to the day; a person may count often."),
    value=attendances,
    permission=VIEW,
    rows=Rows(LIST, days=("year_to",)),
)
SERVICE_HOURS = Indicator(
    code="service_hours",
    label=_("Service hours of the year"),
    unit=HOURS,
    formula=_("Hours of the service records from New Year to the day."),
    value=hours,
    permission=VIEW,
    rows=Rows(LIST, days=("year_to",)),
)
PROFESSIONAL_SHARE = Indicator(
    code="professional_hours_share",
    label=_("Share of professional services"),
    unit=SHARE,
    formula=_("Hours of a professional nature ÷ all service hours, from New Year to the day."),
    value=Ratio(professional_hours, hours),
    permission=VIEW,
    rows=Rows(LIST, days=("year_to",), params={"nature": "professional"}),
    better="up",
)
VOLUNTEER_SHARE = Indicator(
    code="volunteer_hours_share",
    label=_("Share of volunteering"),
    unit=SHARE,
    formula=_("Hours of a voluntary nature ÷ all service hours, from New Year to the day."),
    value=Ratio(volunteer_hours, hours),
    permission=VIEW,
    rows=Rows(LIST, days=("year_to",), params={"nature": "volunteer"}),
)
PLAN_COMPLETION = Indicator(
    code="service_plan_completion",
    label=_("Completion of service plans"),
    unit=SHARE,
    formula=_(
        "Σ min(done, target) ÷ Σ target over the items of the year's approved plans; "
        "only what reaches its minimum is done."
    ),
    value=Ratio(done, targets),
    permission="services.view_planitem",
    better="up",
)
NEEDS_RECEIVED = Indicator(
    code="needs_received",
    label=_("Needs received"),
    unit=NEEDS,
    formula=_("Needs raised from New Year to the day."),
    value=needs,
    permission="services.view_need",
    rows=Rows("services:need-list", days=("year_to",)),
)
NEEDS_CONVERTED = Indicator(
    code="needs_conversion_rate",
    label=_("Needs taken into plans"),
    unit=SHARE,
    formula=_("Needs of the year that became a plan item by the day ÷ needs of the year assessed by then."),
    value=Ratio(converted, assessed),
    permission="services.view_need",
    better="up",
)
NEEDS_RESOLVED = Indicator(
    code="needs_resolved_rate",
    label=_("Needs resolved"),
    unit=SHARE,
    formula=_("Needs of the year resolved by the day ÷ needs of the year."),
    value=Ratio(resolved, needs),
    permission="services.view_need",
    better="up",
)
SPECIAL_GROUPS_SERVED = Indicator(
    code="special_groups_served_rate",
    label=_("Special groups served in the quarter"),
    unit=SHARE,
    formula=_(
        "Special groups with a service in the quarter, counted for each completed station ÷ special groups, "
        "counted for each completed station."
    ),
    value=Ratio(reached, to_reach),
    permission=VIEW,
    better="up",
)
SPECIAL_GROUP_GAPS = Indicator(
    code="special_groups_unserved",
    label=_("Special groups nobody served in the quarter"),
    unit=GAPS,
    formula=_("For each completed station the special groups without any service in the quarter, added up."),
    value=gaps,
    permission=VIEW,
    better="down",
)

INDICATORS = (
    SERVICE_RECORDS,
    SERVICE_ATTENDANCES,
    SERVICE_HOURS,
    PROFESSIONAL_SHARE,
    VOLUNTEER_SHARE,
    PLAN_COMPLETION,
    NEEDS_RECEIVED,
    NEEDS_CONVERTED,
    NEEDS_RESOLVED,
    SPECIAL_GROUPS_SERVED,
    SPECIAL_GROUP_GAPS,
)
