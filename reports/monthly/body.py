"""What a return shows: figures line by line, frozen beside what the records say now, and the answers."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regions.models import Region
from reports.models import MonthlyReturn, questions
from reports.monthly.figures import OWN, Line, Statement, compute
from reports.monthly.items import SECTIONS, Item


@dataclass(frozen=True)
class Cell:
    """One figure of one line: ``value`` as the return has it, ``now`` as the records say."""

    item: Item
    line: str
    value: object
    now: object
    url: str
    is_on_both: bool = True

    @property
    def text(self) -> str:
        return self.item.unit.text(self.value)

    @property
    def now_text(self) -> str:
        return self.item.unit.text(self.now)

    @property
    def differs(self) -> bool:
        """Whether rows behind it changed since it was frozen; a line that is not there holds nothing."""
        return self.value != self.now and (self.is_on_both or bool(self.value or self.now))


@dataclass(frozen=True)
class Group:
    """A section with its rows: each item with a cell for every line."""

    title: str | Promise
    rows: list[tuple[Item, list[Cell]]]


@dataclass(frozen=True)
class Body:
    """A return as ``user`` may be told it, on the day ``on``."""

    user: object
    record: MonthlyReturn
    on: object

    @cached_property
    def figures_on(self):
        """The day of the figures: frozen ones have theirs, others are of the month's last day or today."""
        return self.record.figures_on if self.record.is_frozen else min(self.record.ends_on, self.on)

    @cached_property
    def now(self) -> Statement:
        """What the records say for the same day."""
        return compute(self.user, self.record.region, month=self.record.month, on=self.figures_on)

    @cached_property
    def statement(self) -> Statement:
        """The figures of the return: frozen, or those of the records while it is open."""
        if not self.record.is_frozen:
            return self.now
        return Statement.from_json(self.record.figures).visible_to(self.user, self.record.region)

    @cached_property
    def lines(self) -> list[tuple[Line, Line]]:
        """Every line as the return has it and as the records say now; a line may be new or gone."""
        kept, found = ({line.code: line for line in one.lines} for one in (self.statement, self.now))
        both = {code: kept.get(code) or found[code] for code in dict.fromkeys(chain(kept, found))}
        return [
            (kept.get(code) or empty(line), found.get(code) or empty(line)) for code, line in both.items()
        ]

    @property
    def headings(self) -> list[str]:
        """The names of the lines."""
        return [line.name or _("At this level") for line, _now in self.lines]

    @cached_property
    def groups(self) -> list[Group]:
        held = self.statement.lines[0].values
        groups = [
            Group(section.title, [(item, self._cells(item)) for item in section.items if item.code in held])
            for section in SECTIONS
        ]
        return [group for group in groups if group.rows]

    def _cells(self, item: Item) -> list[Cell]:
        return [
            Cell(
                item,
                heading,
                line.values.get(item.code),
                now.values.get(item.code),
                self._url(item, line),
                is_on_both=bool(line.values and now.values),
            )
            for heading, (line, now) in zip(self.headings, self.lines, strict=True)
        ]

    def _url(self, item: Item, line: Line) -> str:
        """The rows behind a figure; those at the county itself have no list of their own."""
        if line.code == OWN:
            return ""
        return item.rows_url(Region(code=line.code), self.figures_on)

    @cached_property
    def differing(self) -> list[Cell]:
        """The frozen figures that the records no longer say."""
        if not self.record.is_frozen:
            return []
        every = (cell for group in self.groups for _item, cells in group.rows for cell in cells)
        return [cell for cell in every if cell.differs]

    @property
    def answers(self) -> list:
        """Every question with its answer."""
        return questions.answered(self.record.answers)


def empty(line: Line) -> Line:
    """The same line without figures."""
    return Line(line.code, line.name, {})
