"""The money of a region at a glance: where it comes from and goes, against the calendar and the years."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures import YUAN_PER_WAN, rounded, wan
from funding.models import Allocation, Budget, Disbursement, Expenditure
from funding.rules.need import unassigned
from funding.rules.warnings import SLOW_BY, behind_calendar, below_last_year, elapsed_share, outside_term
from indicators import money
from indicators.reading import Reading, read, totals
from regions.models import Region
from reports.panels.figures import Line, lines, total_figure, total_line
from reports.panels.overview import Card

NOTHING = Decimal("0.00")
CARDS = (
    (gettext_lazy("Execution"), "coin-yuan", money.EXECUTION_RATE, (money.ALLOCATED, money.SPENT)),
    (gettext_lazy("Chain"), "arrow-narrow-right", money.BUDGET, (money.ALLOCATED, money.DISBURSED)),
    (
        gettext_lazy("Per station and per resident"),
        "building-community",
        money.SPENT_PER_STATION,
        (money.SPENT_PER_RESIDENT, money.EXAM_TRAINING_SHARE),
    ),
    (
        gettext_lazy("Need and gap"),
        "alert-triangle",
        money.FUNDING_GAP,
        (money.FUNDING_NEED, money.FUNDING_ARRANGED),
    ),
)
COLUMNS = (
    money.BUDGET,
    money.ALLOCATED,
    money.DISBURSED,
    money.SPENT,
    money.EXECUTION_RATE,
    money.SPENT_PER_STATION,
    money.SPENT_PER_RESIDENT,
    money.FUNDING_NEED,
    money.FUNDING_GAP,
)
YEARLY = (
    money.BUDGET,
    money.ALLOCATED,
    money.DISBURSED,
    money.SPENT,
    money.EXECUTION_RATE,
    money.SPENT_PER_STATION,
    money.SPENT_PER_RESIDENT,
)
YEARS = 5
# Each step of the chain: its model, and how its rows reach the allocation.
STEPS = {
    "allocated": (Allocation, ""),
    "disbursed": (Disbursement, "allocation__"),
    "spent": (Expenditure, "disbursement__allocation__"),
}


@dataclass(frozen=True)
class Flow:
    """What a source gives for a use in the year: a band of the picture and a row of the table."""

    source: str | Promise
    category: str | Promise
    allocated: Decimal
    disbursed: Decimal
    spent: Decimal
    url: str = ""

    @property
    def execution(self) -> Decimal | None:
        """Spent of allocated; not known where nothing is allocated."""
        return self.spent / self.allocated if self.allocated else None


@dataclass(frozen=True)
class Pace:
    """Execution beside the part of the year that has passed."""

    rate: Decimal | None
    elapsed: Decimal

    @property
    def is_slow(self) -> bool:
        """More than 20 points behind the calendar."""
        return self.rate is not None and self.rate < self.elapsed - SLOW_BY

    @property
    def points(self) -> Decimal | None:
        """By how many points the rate is ahead of the calendar; below 0 behind it."""
        return None if self.rate is None else rounded((self.rate - self.elapsed) * 100, Decimal("0.1"))

    @property
    def percents(self) -> tuple[Decimal, Decimal]:
        """Rate and calendar as 0 to 100, for the meters."""
        rate = min(max(self.rate or NOTHING, NOTHING), Decimal(1))
        return rounded(rate * 100), rounded(self.elapsed * 100)


@dataclass(frozen=True)
class MoneyOverview:
    """The page's figures for a region on a day, as far as ``user`` may be told them."""

    user: object
    region: Region
    on: date

    @cached_property
    def reading(self) -> Reading:
        wanted = [one for _title, _icon, leading, others in CARDS for one in (leading, *others)]
        return read([*wanted, *COLUMNS], user=self.user, region=self.region, on=self.on)

    @property
    def cards(self) -> list[Card]:
        return [
            Card(
                title,
                icon,
                total_figure(self.reading, leading),
                [total_figure(self.reading, one) for one in others],
            )
            for title, icon, leading, others in CARDS
        ]

    @property
    def pace(self) -> Pace:
        return Pace(self.reading.value(money.EXECUTION_RATE), elapsed_share(self.on))

    columns = COLUMNS

    @property
    def lines(self) -> list[Line]:
        """The regions right below; they and the line of the level itself add up to the total."""
        if not self.reading.children:
            return []
        return lines(self.reading, list(COLUMNS), ranked_by=money.EXECUTION_RATE, own_name=_("At this level"))

    @property
    def total(self) -> Line:
        return total_line(self.reading, list(COLUMNS), _("Total"))

    @cached_property
    def unassigned(self) -> Decimal:
        """What is allocated in the year without naming a station."""
        return unassigned(Allocation.objects.visible_to(self.user).under(self.region), self.on)

    # Sources to uses.

    @cached_property
    def flows(self) -> list[Flow]:
        """One row for each source and use, in the order of the lists; three queries."""
        sums = {step: self._sums(step) for step in STEPS}
        keys = {key for found in sums.values() for key in found}
        return [
            self._flow(source, category, sums)
            for source in Budget.Source
            for category in Allocation.Category
            if (source.value, category.value) in keys
        ]

    @property
    def flow_total(self) -> Flow:
        """All rows together."""
        return Flow(
            _("Total"),
            "",
            *(sum((getattr(one, step) for one in self.flows), NOTHING) for step in STEPS),
        )

    def _sums(self, step: str) -> dict[tuple[str, str], Decimal]:
        model, prefix = STEPS[step]
        rows = model.objects.visible_to(self.user).under(self.region).in_year(self.on.year).posted_by(self.on)
        groups = rows.order_by().values_list(f"{prefix}budget__source", f"{prefix}category")
        return {
            (source, category): rounded(yuan)
            for source, category, yuan in groups.annotate(yuan=Sum("amount_yuan"))
        }

    def _flow(self, source, category, sums) -> Flow:
        query = {"region": self.region.code, "year": self.on.year, "until": self.on.isoformat()}
        query |= {"source": source.value, "category": category.value}
        return Flow(
            source.label,
            category.label,
            *(found.get((source.value, category.value), NOTHING) for found in sums.values()),
            url=f"{reverse('funding:allocation-list')}?{urlencode(query)}",
        )

    @property
    def chart(self) -> dict:
        """The bands of the picture in 万元; what nothing flows through is left out."""
        bands = [one for one in self.flows if one.allocated > 0]
        names = dict.fromkeys([f"{one.source}" for one in bands])
        uses = dict.fromkeys([f"{one.category}" for one in bands])
        return {
            "unit": str(money.ALLOCATED.unit.label),
            "nodes": [{"name": f"s:{name}", "label": name, "depth": 0} for name in names]
            + [{"name": f"c:{name}", "label": name, "depth": 1} for name in uses],
            "links": [
                {
                    "source": f"s:{one.source}",
                    "target": f"c:{one.category}",
                    "value": float(rounded(one.allocated / YUAN_PER_WAN, Decimal("0.0001"))),
                    "text": wan(one.allocated),
                    "url": one.url,
                }
                for one in bands
            ],
        }

    # Year on year.

    @cached_property
    def years(self) -> list["YearLine"]:
        """The same day of this year and the years before: figures and the growth of what is spent."""
        days = [same_day(self.on, self.on.year - back) for back in range(YEARS)]
        found = totals([(one, day) for day in days for one in YEARLY], user=self.user, region=self.region)
        return [
            YearLine(
                day,
                [one.unit.text(found.get((one, day))) for one in YEARLY],
                _growth(found, day, days[place + 1] if place + 1 < len(days) else None),
            )
            for place, day in enumerate(days)
        ]

    yearly = YEARLY

    # What deserves a look.

    @cached_property
    def warnings(self) -> dict:
        """The warnings about money that lie in the region."""
        budgets = Budget.objects.visible_to(self.user).under(self.region)
        spent = Expenditure.objects.visible_to(self.user).under(self.region)
        return {
            "shrunk": below_last_year(budgets, self.on),
            "slow": behind_calendar(budgets, self.on).for_listing(),
            "outside": outside_term(spent, self.on).for_listing(),
        }

    def as_rows(self):
        """The flows for a file: plain amounts in yuan."""
        yield [_("Source of money"), _("Kind of use"), _("Allocated"), _("Disbursed"), _("Spent")]
        for one in [*self.flows, self.flow_total]:
            yield [str(one.source), str(one.category), one.allocated, one.disbursed, one.spent]


@dataclass(frozen=True)
class YearLine:
    """The figures of one year up to the same day, and how much more was spent than a year earlier."""

    day: date
    texts: list[str]
    growth: Decimal | None


def _growth(found, day: date, before: date | None) -> Decimal | None:
    """Spent against the year before, as a share; not known without a year before."""
    earlier = found.get((money.SPENT, before)) if before else None
    return found[(money.SPENT, day)] / earlier - 1 if earlier else None


def same_day(day: date, year: int) -> date:
    """The day in another year; of 29 February the 28th."""
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)
