"""Indicators of what agencies can do and whom they serve."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.indicator import Indicator, Ratio
from indicators.measures import Measure, Source
from indicators.people import VIEW_AGENCY, agencies
from indicators.pooled import (
    PooledMeasure,
    agencies_serving,
    is_served,
    those_serving,
    townships_to_cover,
    unevenness,
)
from indicators.stations import COVERABLE
from indicators.units import AGENCIES, COEFFICIENT, SHARE, STATIONS_PER_AGENCY, TOWNSHIPS
from personnel.rules.fitness import is_fit, with_fitness
from stations.models import Agency, Engagement, Station

FITNESS = Source(
    "fitness of agencies", "people", Agency, lambda rows, on: with_fitness(rows.registered_on_day(on), on)
)
SERVED = Source(
    "stations with an agency",
    "stations",
    Station,
    lambda rows, on: (
        rows.in_plan(on).filter(pk__in=Engagement.objects.on(on).values("station")).with_stage_on(on)
    ),
)

fit = Measure("fit", FITNESS, lambda on: is_fit())
unserved = Measure("not served", COVERABLE, lambda on: ~Q(is_served(on)))
stations_served = Measure("with an agency", SERVED)
serving = PooledMeasure("agencies serving", agencies_serving, those_serving)
spread = PooledMeasure("unevenness", unevenness, townships_to_cover)

AGENCIES_FIT = Indicator(
    code="agencies_fit",
    label=_("Fit agencies"),
    unit=AGENCIES,
    formula=_(
        "Registered agencies that meet the whole provincial rule in force on the day: certified founders, "
        "qualified full-time staff, registered capital. What the records do not know is not met."
    ),
    value=fit,
    permission=VIEW_AGENCY,
    better="up",
)
AGENCIES_FIT_SHARE = Indicator(
    code="agencies_fit_share",
    label=_("Share of fit agencies"),
    unit=SHARE,
    formula=_("Fit agencies ÷ agencies."),
    value=Ratio(fit, agencies),
    permission=VIEW_AGENCY,
    better="up",
)
AGENCIES_SERVING = Indicator(
    code="agencies_serving",
    label=_("Agencies serving"),
    unit=AGENCIES,
    formula=_(
        "Agencies that run or support a station in the region on the day, wherever they are at home; "
        "each counts once in every region it serves."
    ),
    value=serving,
    permission=VIEW_AGENCY,
    better="up",
)
TOWNSHIPS_UNSERVED = Indicator(
    code="townships_unserved",
    label=_("Townships no agency serves"),
    unit=TOWNSHIPS,
    formula=_("Townships to cover in which no agency runs or supports a station on the day."),
    value=unserved,
    permission=VIEW_AGENCY,
    better="down",
)
STATIONS_BY_AGENCY = Indicator(
    code="stations_per_agency",
    label=_("Stations per agency"),
    unit=STATIONS_PER_AGENCY,
    formula=_("Stations in the plan at which an agency works ÷ agencies serving."),
    value=Ratio(stations_served, serving),
    permission=VIEW_AGENCY,
)
UNEVENNESS = Indicator(
    code="agencies_gini",
    label=_("Unevenness of agencies (Gini)"),
    unit=COEFFICIENT,
    formula=_(
        "Gini coefficient of the number of agencies in each township to cover: with the counts in rising "
        "order, 2 × Σ(place × count) ÷ (townships × Σ count) − (townships + 1) ÷ townships. 0: every "
        "township has as many; towards 1: one has all of them. Not defined where no agency works."
    ),
    value=spread,
    permission=VIEW_AGENCY,
    better="down",
)

INDICATORS = (
    AGENCIES_FIT,
    AGENCIES_FIT_SHARE,
    AGENCIES_SERVING,
    TOWNSHIPS_UNSERVED,
    STATIONS_BY_AGENCY,
    UNEVENNESS,
)
