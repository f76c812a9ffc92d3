"""What an official form is made of: a heading, columns of a kind, rows, a total and who signs."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise

from core.figures import DASH, grouped, percent, rounded
from core.scope import covers
from reports.official.period import Period


class Kind(StrEnum):
    """How the cells of a column are written; it decides their alignment and their format in a workbook."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    DECIMAL = "decimal"
    SHARE = "share"
    POINTS = "points"

    @property
    def is_figure(self) -> bool:
        """Whether its cells stand to the right."""
        return self not in (Kind.TEXT, Kind.DAY)


@dataclass(frozen=True)
class Column:
    """One column: its heading, the kind of its cells and its width on paper, in signs."""

    heading: str | Promise
    kind: Kind = Kind.TEXT
    width: int = 10


@dataclass(frozen=True)
class Sheet:
    """The body of a form: rows of plain values below ``columns``.

    ``total`` is the last line: sums, and sums over sums. An unknown value is None. ``note`` says what
    a reader of the paper cannot see. Where figures differ in kind from row to row, ``row_kinds`` says
    how those of each row are written. ``remarks`` are headings with words below the table.
    """

    columns: tuple[Column, ...]
    rows: list[list]
    total: list | None = None
    note: str | Promise = ""
    row_kinds: tuple[Kind, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()

    def kinds(self, number: int) -> list[Kind]:
        """How the cells of the row with this number are written."""
        kinds = [column.kind for column in self.columns]
        if number >= len(self.row_kinds):
            return kinds
        return [self.row_kinds[number] if kind.is_figure else kind for kind in kinds]

    @property
    def written_rows(self) -> list[list[tuple[Column, str]]]:
        """The rows as people write them, each cell with its column."""
        return [self._written(row) for row in self.rows]

    @property
    def written_total(self) -> list[tuple[Column, str]]:
        return self._written(self.total) if self.total else []

    def _written(self, row) -> list[tuple[Column, str]]:
        return [
            (column, written(column.kind, value)) for column, value in zip(self.columns, row, strict=True)
        ]


@dataclass(frozen=True)
class OfficialForm:
    """A form that the bureau asks for.

    ``sheet`` makes its body for a user, a region and a period; ``permission`` is what somebody must
    hold in the region to be given it. ``unit`` names the unit of its amounts, empty where it has none.
    """

    code: str
    title: str | Promise
    lead: str | Promise
    every: str
    permission: str
    sheet: Callable[[object, object, Period], Sheet]
    unit: str | Promise = ""
    # Whether its rows are people: then the workbook is noted in the access log.
    holds_people: bool = False

    def is_open_to(self, user, region) -> bool:
        """Whether ``user`` may be given it for all of ``region``; no query."""
        return covers(user, self.permission, region.path)


WRITERS = {
    Kind.NUMBER: "{:,}".format,
    Kind.DECIMAL: grouped,
    Kind.SHARE: percent,
    Kind.POINTS: lambda value: f"{rounded(value, Decimal('0.1')):+}",
}


def written(kind: Kind, value) -> str:
    """One cell as people write it; an unknown value is a dash, words stand in a column of any kind."""
    if value is None:
        return DASH
    if isinstance(value, str | Promise):
        return str(value)
    return WRITERS.get(kind, str)(value)
