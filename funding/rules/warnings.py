"""What deserves a look, as of a day: for the pages of this floor and for those above it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from funding.models import Budget, Expenditure
from funding.models.choices import Source

SLOW_BY = Decimal("0.20")


@dataclass(frozen=True)
class Shrunk:
    """A region that was granted less from a source than the year before."""

    region_code: str
    region_name: str
    source: str
    year: int
    granted_yuan: Decimal
    before_yuan: Decimal

    @property
    def source_label(self):
        return Source(self.source).label


def elapsed_share(on: date) -> Decimal:
    """Which part of its year has passed at the end of the day."""
    first = date(on.year, 1, 1)
    days = (date(on.year + 1, 1, 1) - first).days
    return Decimal((on - first).days + 1) / days


def below_last_year(budgets, on: date) -> list[Shrunk]:
    """Regions and sources of ``budgets`` granted less in the day's year than in all the year before.

    One query; what the year before had no budget for is not compared, nor what this year has none yet.
    """
    rows = budgets.filter(year__in=(on.year - 1, on.year), approved_on__lte=on).yearly()
    granted = {(row["region__code"], row["source"], row["year"]): row for row in rows}
    found = []
    for (code, source, year), row in granted.items():
        before = granted.get((code, source, year - 1))
        if before and row["granted_yuan"] < before["granted_yuan"]:
            found.append(
                Shrunk(code, row["region__name"], source, year, row["granted_yuan"], before["granted_yuan"])
            )
    return found


def behind_calendar(budgets, on: date):
    """Budgets of the day's year whose execution is more than 20 points behind the calendar.

    A queryset with the figures of ``as_of``; none before a fifth of the year has passed.
    """
    least = elapsed_share(on) - SLOW_BY
    rows = budgets.in_year(on.year).as_of(on)
    return rows.slower_than(least) if least > 0 else rows.none()


def outside_term(expenditures, on: date):
    """What was spent by the day under a contract before its term began or after it ended."""
    return expenditures.outside_term(on)


def warnings_for(user, on: date) -> dict:
    """All three for what ``user`` may see: ``shrunk``, ``slow``, ``outside``."""
    budgets = Budget.objects.visible_to(user)
    return {
        "shrunk": below_last_year(budgets, on),
        "slow": behind_calendar(budgets, on).for_listing(),
        "outside": outside_term(Expenditure.objects.visible_to(user), on).for_listing(),
    }
