"""Indicators of oversight: findings that are open and overdue, and those mended in time."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oversight.models import Finding
from reports.indicators.indicator import Indicator, Ratio, Rows
from reports.indicators.measures import Measure, Source
from reports.indicators.units import FINDINGS, SHARE

VIEW, LIST = "oversight.view_finding", "oversight:finding-list"

OPEN = Source("open findings", "findings", Finding, lambda rows, on: rows.open_on(on))
OVERDUE = Source("overdue findings", "findings", Finding, lambda rows, on: rows.overdue(on))
DUE = Source("findings due", "findings", Finding, lambda rows, on: rows.due_in_year_to(on))

is_open = Measure("open findings", OPEN)
is_overdue = Measure("overdue findings", OVERDUE)
due = Measure("findings due", DUE)
in_time = Measure("rectified in time", DUE, lambda on: Q(rectified_on__lte=F("due_on")))

FINDINGS_OPEN = Indicator(
    code="findings_open",
    label=_("Open findings"),
    unit=FINDINGS,
    formula=_("Findings made by the day and not verified and closed by it."),
    value=is_open,
    permission=VIEW,
    rows=Rows(LIST, days=("open_on",)),
    better="down",
)
FINDINGS_OVERDUE = Indicator(
    code="findings_overdue",
    label=_("Overdue findings"),
    unit=FINDINGS,
    formula=_("Open findings that were due before the day and were not rectified by it."),
    value=is_overdue,
    permission=VIEW,
    rows=Rows(LIST, days=("overdue_on",)),
    better="down",
)
RECTIFIED_IN_TIME = Indicator(
    code="rectified_in_time_rate",
    label=_("Findings rectified in time"),
    unit=SHARE,
    formula=_("Findings rectified by their day ÷ findings due in the year of the day, up to it."),
    value=Ratio(in_time, due),
    permission=VIEW,
    better="up",
)

INDICATORS = (FINDINGS_OPEN, FINDINGS_OVERDUE, RECTIFIED_IN_TIME)
