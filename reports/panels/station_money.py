"""The money of one station: from the budgets it comes from down to what was spent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse

from core.figures import rounded
from core.scope import covers
from funding.models import Allocation, Budget, Disbursement, Expenditure
from stations.models import Station

NOTHING = Decimal("0.00")
# Each step of the chain, and how its entries reach the allocation they draw on.
CHAIN = {
    "allocated": (Allocation, ""),
    "disbursed": (Disbursement, "allocation__"),
    "spent": (Expenditure, "disbursement__allocation__"),
}


@dataclass(frozen=True)
class Source:
    """A budget as far as it may be told: its amount and page only to whoever may see the budget itself."""

    year: int
    source: str
    code: str
    amount_yuan: Decimal | None
    url: str

    @property
    def source_label(self):
        return Budget.Source(self.source).label


@dataclass(frozen=True)
class MoneyLine:
    """Sums of one line in yuan, with the list of the allocations behind them."""

    allocated: Decimal
    disbursed: Decimal
    spent: Decimal
    url: str
    budget: Source | None = None
    label: str = ""

    @property
    def execution(self) -> Decimal | None:
        """Spent of allocated; not known where nothing is allocated."""
        return self.spent / self.allocated if self.allocated else None


@dataclass(frozen=True)
class StationMoney:
    """What a station was given, by budget and by kind of use, and in all."""

    by_budget: tuple[MoneyLine, ...]
    by_category: tuple[MoneyLine, ...]
    total: MoneyLine


def station_money(user, station: Station, on: date) -> StationMoney:
    """The money of ``station`` posted by the day ``on``; three queries, however many entries there are."""
    sums = {step: _sums(user, station, on, step) for step in CHAIN}
    budgets = _budgets(user, sums["allocated"])
    categories = dict(Allocation.Category.choices)
    lines = [
        _line(sums, lambda row, pk=pk: row["budget"] == pk, _url(station, year=one.year), budget=one)
        for pk, one in budgets.items()
    ]
    kinds = [
        _line(sums, lambda row, key=key: row["category"] == key, _url(station, category=key), label=label)
        for key, label in categories.items()
        if any(row["category"] == key for row in sums["allocated"])
    ]
    return StationMoney(
        by_budget=tuple(lines),
        by_category=tuple(sorted(kinds, key=lambda line: -line.allocated)),
        total=_line(sums, lambda row: True, _url(station)),
    )


def _sums(user, station, on, step) -> list[dict]:
    """The sums of one step of the chain, by budget and category."""
    model, prefix = CHAIN[step]
    budget = f"{prefix}budget"
    rows = model.objects.visible_to(user).filter(**{f"{prefix}station": station}).posted_by(on)
    columns = {
        "budget": f"{budget}_id",
        "category": f"{prefix}category",
        "code": f"{budget}__code",
        "year": f"{budget}__year",
        "source": f"{budget}__source",
        "budget_yuan": f"{budget}__amount_yuan",
        "path": f"{budget}__region__path",
    }
    groups = rows.order_by().values_list(*columns.values()).annotate(sum_yuan=Sum("amount_yuan"))
    return [dict(zip([*columns, "sum_yuan"], row, strict=True)) for row in groups]


def _budgets(user, rows: list[dict]) -> dict[int, Source]:
    """The budgets that the rows draw on, the latest year first."""
    found = {}
    for row in sorted(rows, key=lambda row: (-row["year"], row["code"])):
        is_open = covers(user, "funding.view_budget", row["path"])
        found[row["budget"]] = Source(
            year=row["year"],
            source=row["source"],
            code=row["code"],
            amount_yuan=row["budget_yuan"] if is_open else None,
            url=reverse("funding:budget-detail", args=[row["code"]]) if is_open else "",
        )
    return found


def _line(sums: dict[str, list[dict]], belongs: Callable[[dict], bool], url: str, **words) -> MoneyLine:
    figures = {
        step: rounded(sum((row["sum_yuan"] for row in rows if belongs(row)), NOTHING))
        for step, rows in sums.items()
    }
    return MoneyLine(**figures, url=url, **words)


def _url(station: Station, **more) -> str:
    return f"{reverse('funding:allocation-list')}?{urlencode({'station': station.code, **more})}"
