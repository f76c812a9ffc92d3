"""资金台账: the money of the year by source, from the budget down to what was spent on what."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from funding.models import Allocation, Budget, Disbursement, Expenditure
from regions.models import Region
from reports.official.period import MONTH, Period
from reports.official.sheet import Column, Kind, OfficialForm, Sheet

NOTHING = Decimal("0.00")
# Each step of the chain, and how its rows reach the budget whose source they have.
STEPS = {
    "budget": (Budget, ""),
    "allocated": (Allocation, "budget__"),
    "disbursed": (Disbursement, "allocation__budget__"),
    "spent": (Expenditure, "disbursement__allocation__budget__"),
}
CATEGORY = "disbursement__allocation__category"


def sheet(user, region: Region, period: Period) -> Sheet:
    """One row a source and the kinds of use that money was spent on; five queries."""
    sums = {step: _by_source(user, region, period.on, step) for step in STEPS}
    spent_on = _by_category(user, region, period.on)
    categories = [one for one in Allocation.Category if any(one.value == key for _source, key in spent_on)]
    sources = [one for one in Budget.Source if any(one.value in found for found in sums.values())]
    rows = [
        _row(str(source.label), [source.value], period.on.year, sums, spent_on, categories)
        for source in sources
    ]
    every = [source.value for source in sources]
    total = _row(_("Total"), every, period.on.year, sums, spent_on, categories)
    note = _("Budgets are counted where they are held, all else where the money goes; reversals count off.")
    return Sheet(_columns(categories), rows, total, note)


def _columns(categories) -> tuple[Column, ...]:
    return (
        Column(_("Source of money"), width=18),
        Column(_("Year"), width=6),
        Column(_("Budget"), Kind.DECIMAL, 14),
        Column(_("Allocated"), Kind.DECIMAL, 14),
        Column(_("Disbursed"), Kind.DECIMAL, 14),
        Column(_("Spent"), Kind.DECIMAL, 14),
        *(Column(one.label, Kind.DECIMAL, 12) for one in categories),
        Column(_("Budget execution rate"), Kind.SHARE, 9),
        Column(_("Balance"), Kind.DECIMAL, 14),
        Column(_("Results achieved"), width=12),
    )


def _by_source(user, region, on, step) -> dict[str, Decimal]:
    model, prefix = STEPS[step]
    rows = _of_the_year(model, user, region, on)
    return dict(rows.values_list(f"{prefix}source").annotate(sum_yuan=Sum("amount_yuan")))


def _by_category(user, region, on) -> dict[tuple[str, str], Decimal]:
    rows = _of_the_year(Expenditure, user, region, on)
    sums = rows.values_list(f"{STEPS['spent'][1]}source", CATEGORY).annotate(sum_yuan=Sum("amount_yuan"))
    return {(source, category): amount for source, category, amount in sums}


def _of_the_year(model, user, region, on):
    return model.objects.visible_to(user).under(region).in_year(on.year).posted_by(on).order_by()


def _row(name, sources, year, sums, spent_on, categories) -> list:
    """The figures of ``sources`` added up; what is divided is sum by sum."""
    budget, allocated, disbursed, spent = (
        sum((found.get(source, NOTHING) for source in sources), NOTHING) for found in sums.values()
    )
    by_category: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    for (source, category), amount in spent_on.items():
        if source in sources:
            by_category[category] += amount
    return [
        name,
        str(year),
        budget,
        allocated,
        disbursed,
        spent,
        *(by_category[one.value] for one in categories),
        spent / allocated if allocated else None,
        allocated - spent,
        "",
    ]


FORM = OfficialForm(
    code="money",
    title=_("Ledger of funds"),
    lead=_("The year's money by source: budget, allocated, disbursed, spent on what, and what is left."),
    every=MONTH,
    permission="funding.view_budget",
    sheet=sheet,
    unit=_("yuan"),
)
