"""Who has returned which month: the completeness board of the city, and a county's own year."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core import months
from core.scope import Anyone, covers, paths_for
from regions.models import Region
from reports.models import MonthlyReturn, ReturnRule

VIEW, ADD = "reports.view_monthlyreturn", "reports.add_monthlyreturn"
TONES: dict[str, str] = {
    MonthlyReturn.Status.DRAFT: "secondary",
    MonthlyReturn.Status.SUBMITTED: "blue",
    MonthlyReturn.Status.RETURNED: "orange",
    MonthlyReturn.Status.APPROVED: "green",
}


@dataclass(frozen=True)
class Cell:
    """A county's return for a month as it stands on the day ``on``; without ``due_on`` none is asked for."""

    region: Region
    month: date
    on: date
    due_on: date | None
    record: MonthlyReturn | None
    can_open: bool

    @property
    def is_asked(self) -> bool:
        """Whether the month has begun and a return for it is asked for."""
        return self.record is not None or (self.due_on is not None and self.month <= self.on)

    @property
    def is_submitted(self) -> bool:
        """Whether the city has it."""
        return self.record is not None and self.record.is_frozen

    @property
    def is_approved(self) -> bool:
        """Whether the city approved it."""
        return (
            self.record is not None
            and self.is_submitted
            and self.record.status == MonthlyReturn.Status.APPROVED
        )

    @property
    def is_late(self) -> bool:
        """Whether it came after its due day, or has not come by the day after it."""
        if self.record:
            return self.record.is_late(self.on)
        return self.is_asked and self.due_on is not None and self.on > self.due_on

    @property
    def tone(self) -> str:
        """The colour of its badge."""
        return TONES[self.record.status] if self.record else "secondary"

    @property
    def label(self) -> str:
        return self.record.get_status_display() if self.record else _("not opened")

    @property
    def url(self) -> str:
        """The return, or where it is opened; empty where there is nothing to open."""
        if self.record:
            return self.record.get_absolute_url()
        return open_url(self.region, self.month) if self.can_open else ""

    @property
    def text(self) -> str:
        """All of it in words, for a file."""
        if not self.is_asked:
            return ""
        words = [self.label]
        if self.record and self.record.submitted_on:
            words.append(self.record.submitted_on.isoformat())
        if self.is_late:
            words.append(_("late"))
        if self.record and self.record.times_returned:
            words.append(_("returned %(count)d×") % {"count": self.record.times_returned})
        return " ".join(str(word) for word in words)


@dataclass(frozen=True)
class Count:
    """Of the returns asked for a month: how many the city has, has approved, and how many are late."""

    asked: int
    submitted: int
    approved: int
    late: int


@dataclass(frozen=True)
class Board:
    """The counties in ``user``'s scope by the months of a year, on the day ``on``; three queries."""

    user: Anyone
    year: int
    on: date

    @property
    def months(self) -> list[date]:
        return months.of_year(self.year)

    @cached_property
    def records(self) -> dict[tuple[int, date], MonthlyReturn]:
        """The returns of the year, by county and month."""
        rows = MonthlyReturn.objects.visible_to(self.user).in_year(self.year).for_listing()
        return {(record.region_id, record.month): record for record in rows.without_figures()}

    @cached_property
    def counties(self) -> list[Region]:
        """The counties of the list, and those closed since that made a return in the year."""
        found = {one.pk: one for one in counties(self.user, VIEW)}
        found |= {record.region_id: record.region for record in self.records.values()}
        return sorted(found.values(), key=lambda region: region.path)

    @cached_property
    def rows(self) -> list[tuple[Region, list[Cell]]]:
        """A line for each county."""
        deadlines = ReturnRule.objects.by_month()
        return [
            (county, self._cells(county, deadlines, can_open=covers(self.user, ADD, county.path)))
            for county in self.counties
        ]

    def _cells(self, county, deadlines, *, can_open) -> list[Cell]:
        return [self._cell(county, month, deadlines, can_open) for month in self.months]

    def _cell(self, county, month, deadlines, can_open) -> Cell:
        record = self.records.get((county.pk, month))
        return Cell(
            region=county,
            month=month,
            on=self.on,
            due_on=record.due_on if record else deadlines.due_on(month),
            record=record,
            can_open=can_open and month <= self.on,
        )

    @cached_property
    def counts(self) -> list[Count]:
        """The line below: for each month, over all counties."""
        return [count([cells[number] for _county, cells in self.rows]) for number in range(len(self.months))]

    @cached_property
    def awaiting(self) -> list[MonthlyReturn]:
        """What is submitted and awaits the city, the longest first."""
        found = [record for record in self.records.values() if record.status == record.Status.SUBMITTED]
        return sorted(found, key=lambda record: (record.submitted_on, record.code))

    def as_rows(self):
        """The board as a file holds it."""
        yield [_("County-level unit"), *map(months.written, self.months)]
        for county, cells in self.rows:
            yield [county.name, *(cell.text for cell in cells)]
        counts = [f"{one.submitted}/{one.asked}" if one.asked else "" for one in self.counts]
        yield [_("Submitted"), *counts]


def count(cells: list[Cell]) -> Count:
    """What the cells of a month add up to."""
    asked = [cell for cell in cells if cell.is_asked]
    return Count(
        asked=len(asked),
        submitted=sum(cell.is_submitted for cell in asked),
        approved=sum(cell.is_approved for cell in asked),
        late=sum(cell.is_late for cell in asked),
    )


def counties(user, permission: str):
    """The county-level units in which ``user`` holds the permission."""
    current = Region.objects.current().filter(level=Region.Level.COUNTY)
    return current.in_paths(paths_for(user, permission)).order_by("path")


def open_url(region: Region, month: date) -> str:
    """Where the return of a county for a month is opened."""
    query = urlencode({"region": region.code, "month": f"{month:%Y-%m}"})
    return f"{reverse('reports:monthlyreturn-open')}?{query}"


@dataclass(frozen=True)
class LatestMonth:
    """The returns of the latest month that has ended, for the overview of a region."""

    month: date
    cells: list[Cell]

    @property
    def own(self) -> Cell | None:
        """The return of a county by itself."""
        return self.cells[0] if len(self.cells) == 1 else None

    @property
    def count(self) -> Count:
        return count(self.cells)


def latest_month(user, region: Region, on: date) -> LatestMonth | None:
    """What ``region`` has returned for the month before the day ``on``; None where no return is asked for."""
    if region.level not in (Region.Level.COUNTY, Region.Level.CITY):
        return None
    month = months.before(on)
    board = Board(user, month.year, on)
    cells = [cells[month.month - 1] for county, cells in board.rows if region.covers(county)]
    asked = [cell for cell in cells if cell.is_asked]
    return LatestMonth(month, asked) if asked else None
