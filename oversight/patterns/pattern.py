"""What a pattern is: where it looks, what it lists, and the reason in words."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.figures import rounded
from core.scope import Anyone
from core.texts import Text
from funding.models import Expenditure
from regions.models import Region

# More than somebody can judge in a day: the largest are listed, a narrower region or period shows others.
MOST_ITEMS = 50
MOST_ROWS = 50


@dataclass(frozen=True)
class Books:
    """The expenditures that ``user`` may see in a region and from the first to the last day."""

    user: Anyone
    region: Region
    first: date
    last: date

    @property
    def entries(self):
        """Every entry of the period, also reversals: their sums add up."""
        rows = Expenditure.objects.visible_to(self.user).under(self.region)
        return rows.filter(posted_on__range=(self.first, self.last)).order_by()

    @property
    def expenditures(self):
        """The postings of the period that stand."""
        return self.entries.standing()

    @property
    def years(self) -> range:
        """The years that the period touches."""
        return range(self.first.year, self.last.year + 1)


@dataclass(frozen=True)
class Row:
    """A line behind an item: an expenditure, or a sum of several."""

    code: str
    url: str
    day: date | None
    place: str
    payee: str
    purpose: str
    amount_yuan: Decimal

    @property
    def mark(self) -> str:
        """What of the row decides whether it is still the same."""
        return f"{self.code}|{self.day or ''}|{self.amount_yuan}"


@dataclass(frozen=True)
class Item:
    """Something listed: why, the rows, and the path of the smallest region that holds them all.

    ``subject`` are the records a finding about it would name, by field.
    """

    pattern: str
    reason: Text
    rows: tuple[Row, ...]
    path: str
    subject: tuple[tuple[str, int], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Stands for the pattern and its rows as they are now."""
        text = "\n".join([self.pattern, *sorted(row.mark for row in self.rows)])
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def total_yuan(self) -> Decimal:
        return sum((row.amount_yuan for row in self.rows), Decimal("0.00"))


@dataclass(frozen=True)
class Threshold:
    """A number from which on something is listed, as a municipal administrator may set it."""

    name: str
    label: Text
    default: str


@dataclass(frozen=True)
class Pattern:
    """A pattern with the function that finds it: ``find(books, rule)`` gives items, the largest first.

    It asks the database a fixed number of times, whatever there is.
    """

    code: str
    thresholds: tuple[Threshold, ...]
    find: Callable[[Books, object], Iterable[Item]]


def common_path(paths: Iterable[str]) -> str:
    """The path of the smallest region that holds all of ``paths``."""
    paths = sorted(set(paths))
    first, last = paths[0], paths[-1]
    shared = next((place for place, sign in enumerate(first) if last[place : place + 1] != sign), len(first))
    # A path is read in steps: city 4, county 6, township 9, community 12 signs.
    return first[: max(length for length in (0, 2, 4, 6, 9, 12) if length <= shared)]


def row_of(expenditure) -> Row:
    """An expenditure as a row; its allocation with region and station is loaded."""
    allocation = expenditure.disbursement.allocation
    return Row(
        code=expenditure.code,
        url=expenditure.get_absolute_url(),
        day=expenditure.posted_on,
        place=str(allocation.station or allocation.region.name),
        payee=expenditure.payee,
        purpose=expenditure.purpose,
        amount_yuan=rounded(expenditure.amount_yuan),
    )


def path_of(expenditure) -> str:
    """Where its money went."""
    return expenditure.disbursement.allocation.region.path


def item_of(code: str, expenditures, reason) -> Item:
    """An item whose rows are these expenditures."""
    subject: tuple[tuple[str, int], ...] = ()
    if len(expenditures) == 1:
        subject = (("expenditure", expenditures[0].pk),)
    stations = {one.disbursement.allocation.station_id for one in expenditures}
    if len(stations) == 1 and None not in stations:
        subject += (("station", stations.pop()),)
    return Item(
        pattern=code,
        reason=reason,
        rows=tuple(row_of(one) for one in expenditures),
        path=common_path(path_of(one) for one in expenditures),
        subject=subject,
    )
