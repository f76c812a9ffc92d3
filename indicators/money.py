"""Indicators of the money of a year up to the day, each amount counted at the region it is for."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.scope import ScopedQuerySet
from funding.models import Allocation, Budget, Disbursement, Expenditure
from funding.rules.need import with_need
from indicators.indicator import Indicator, Ratio, Rows
from indicators.measures import Measure, RegionMeasure, Source
from indicators.stations import completed_stations
from indicators.units import SHARE, YUAN, YUAN_PER_RESIDENT, YUAN_PER_STATION
from stations.models import Station
from stations.models.station import StationQuerySet


def _of_the_year(rows: Any, on: date) -> ScopedQuerySet[Any]:
    """The year's rows, up to the day."""
    posted: ScopedQuerySet[Any] = rows.in_year(on.year).posted_by(on)
    return posted


def _list(noun: str, **params: str) -> Rows:
    """The list of the same rows on the floor of money."""
    return Rows(f"funding:{noun}-list", days=("until",), years=("year",), params=params)


def _stations_with_need(rows: StationQuerySet, on: date) -> StationQuerySet:
    """The stations in the plan on the day, with what they would cost and were given."""
    return with_need(rows.in_plan(on), on)


BUDGETS = Source("budgets", "money", Budget, _of_the_year)
ALLOCATIONS = Source("allocations", "money", Allocation, _of_the_year)
DISBURSEMENTS = Source("disbursements", "money", Disbursement, _of_the_year)
EXPENDITURES = Source("expenditures", "money", Expenditure, _of_the_year)
NEEDS = Source("station needs", "money", Station, _stations_with_need)

budget = Measure("budget", BUDGETS, column="amount_yuan")
allocated = Measure("allocated", ALLOCATIONS, column="amount_yuan")
disbursed = Measure("disbursed", DISBURSEMENTS, column="amount_yuan")
spent = Measure("spent", EXPENDITURES, column="amount_yuan")
spent_on_exam_training = Measure(
    "spent on exam training",
    EXPENDITURES,
    condition=lambda on: Q(disbursement__allocation__category=Allocation.Category.EXAM_TRAINING),
    column="amount_yuan",
)
need = Measure("need of stations", NEEDS, column="need_yuan")
arranged = Measure("arranged for stations", NEEDS, column="arranged_yuan")
gap = Measure("gap of stations", NEEDS, column="gap_yuan")
residents = RegionMeasure("residents", "population")

BUDGET = Indicator(
    code="budget",
    label=_("Budget"),
    unit=YUAN,
    formula=_(
        "Sum of the year's budgets approved on or before the day, counted at the region whose budget it is."
    ),
    value=budget,
    permission="funding.view_budget",
    rows=_list("budget"),
    better="up",
)
ALLOCATED = Indicator(
    code="allocated",
    label=_("Allocated"),
    unit=YUAN,
    formula=_(
        "Sum of the allocations from the year's budgets of any level, posted on or before the day,"
        " counted where the money goes; reversals count off."
    ),
    value=allocated,
    permission="funding.view_allocation",
    rows=_list("allocation"),
)
DISBURSED = Indicator(
    code="disbursed",
    label=_("Disbursed"),
    unit=YUAN,
    formula=_(
        "Sum of the disbursements from the year's budgets of any level, posted on or before the day,"
        " counted where the money goes; reversals count off."
    ),
    value=disbursed,
    permission="funding.view_disbursement",
    rows=_list("disbursement"),
)
SPENT = Indicator(
    code="spent",
    label=_("Spent"),
    unit=YUAN,
    formula=_(
        "Sum of the expenditures on the year's budgets of any level, posted on or before the day,"
        " counted where the money goes; reversals count off."
    ),
    value=spent,
    permission="funding.view_expenditure",
    rows=_list("expenditure"),
)
EXECUTION_RATE = Indicator(
    code="execution_rate",
    label=_("Budget execution rate"),
    unit=SHARE,
    formula=_("Spent ÷ allocated, in the year of the day and up to it."),
    value=Ratio(spent, allocated),
    permission="funding.view_expenditure",
    rows=SPENT.rows,
    better="up",
)
SPENT_PER_STATION = Indicator(
    code="spent_per_station",
    label=_("Spent per completed station"),
    unit=YUAN_PER_STATION,
    formula=_("Spent in the year up to the day ÷ stations completed on the day."),
    value=Ratio(spent, completed_stations),
    permission="funding.view_expenditure",
    rows=SPENT.rows,
)
SPENT_PER_RESIDENT = Indicator(
    code="spent_per_resident",
    label=_("Spent per resident"),
    unit=YUAN_PER_RESIDENT,
    formula=_("Spent in the year up to the day ÷ residents of the census; not known below the county."),
    value=Ratio(spent, residents),
    permission="funding.view_expenditure",
    rows=SPENT.rows,
)
EXAM_TRAINING_SHARE = Indicator(
    code="exam_training_share",
    label=_("Share of spending on exam training"),
    unit=SHARE,
    formula=_(
        "Expenditures from allocations for exam training ÷ all expenditures, in the year up to the day."
    ),
    value=Ratio(spent_on_exam_training, spent),
    permission="funding.view_expenditure",
    rows=_list("expenditure", category=Allocation.Category.EXAM_TRAINING.value),
    better="down",
)
# The stations with their need, their money and their gap, one a row.
OF_STATIONS = Rows("reports:money-stations", days=("on",))
FUNDING_NEED = Indicator(
    code="funding_need",
    label=_("Need of the stations"),
    unit=YUAN,
    formula=_(
        "Over the stations in the plan: what is missing of the service model × what it costs once"
        " + what is required × what it costs each year, by the unit costs in force on the day."
    ),
    value=need,
    permission="funding.view_allocation",
    rows=OF_STATIONS,
)
FUNDING_ARRANGED = Indicator(
    code="funding_arranged",
    label=_("Arranged for the stations"),
    unit=YUAN,
    formula=_(
        "Allocations to the stations in the plan from the year's budgets, posted on or before the day;"
        " what is allocated without naming a station is not counted."
    ),
    value=arranged,
    permission="funding.view_allocation",
    rows=OF_STATIONS,
    better="up",
)
FUNDING_GAP = Indicator(
    code="funding_gap",
    label=_("Funding gap of the stations"),
    unit=YUAN,
    formula=_("Need of the stations − what is arranged for them; below 0 more is arranged than needed."),
    value=gap,
    permission="funding.view_allocation",
    rows=OF_STATIONS,
    better="down",
)

INDICATORS = (
    BUDGET,
    ALLOCATED,
    DISBURSED,
    SPENT,
    EXECUTION_RATE,
    SPENT_PER_STATION,
    SPENT_PER_RESIDENT,
    EXAM_TRAINING_SHARE,
    FUNDING_NEED,
    FUNDING_ARRANGED,
    FUNDING_GAP,
)
