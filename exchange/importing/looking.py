"""What the XML of a workbook says beside its values: addresses, formulas, errors, formats, what is hidden.

One pass over each part, before anything is laid out in memory. Without Django.
"""

import re
import zipfile
from dataclasses import dataclass, field

from core.office import Attributes, UnreadableError, Walker, attribute, is_true, relations_of

ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
# What stands in quotation marks, behind a backslash or in brackets is no sign of a number format.
LITERALS = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
PERCENT_FORMATS = {9: "0%", 10: "0.00%"}
ZEROS = re.compile(r"0{2,}")
TEXTS = {"s", "str", "inlineStr"}
TYPES = {*TEXTS, "n", "b", "d", "e"}

Place = tuple[int, int]
Range = tuple[int, int, int, int]


class TooFarError(Exception):
    """Something stands too far from the beginning of the table; the argument is its address."""


class TooManyMergedError(Exception):
    """More ranges are merged than anybody meant."""


@dataclass
class Tab:
    """One sheet as the workbook lists it."""

    name: str
    part: str
    is_visible: bool
    is_table: bool


class Book(Walker):
    """The workbook's list of sheets and its calendar."""

    def __init__(self, package: zipfile.ZipFile, part: str) -> None:
        super().__init__()
        self.uses_1904 = False
        self.tabs: list[Tab] = []
        self.styles = ""
        self._targets = {relation.key: relation for relation in relations_of(package, part)}
        self.walk(package, part)
        for relation in self._targets.values():
            if relation.kind == "styles" and not relation.is_external:
                self.styles = relation.target

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.uses_1904 = is_true(attributes.get("date1904", ""))
        if name != "sheet":
            return
        relation = self._targets.get(attribute(attributes, "id"))
        if relation is None or relation.is_external:
            raise UnreadableError("A sheet is not where the workbook says.")
        is_visible = attributes.get("state", "visible") == "visible"
        is_table = relation.kind == "worksheet"
        self.tabs.append(Tab(attributes.get("name", ""), relation.target, is_visible, is_table))


class Styles(Walker):
    """The number formats that change what is seen, by the number of the cell's style."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._is_in_cells = False
        self._count = 0

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._is_in_cells = True
        elif name == "xf" and self._is_in_cells:
            if shown := self._shown(attributes.get("numFmtId", "0")):
                self.formats[str(self._count)] = shown
            self._count += 1

    def ended(self, name: str) -> None:
        if name == "cellXfs":
            self._is_in_cells = False

    def _shown(self, number: str) -> str:
        if number not in self._codes:
            return PERCENT_FORMATS.get(int(number), "") if number.isdigit() else ""
        bare = LITERALS.sub("", self._codes[number].partition(";")[0])
        if "%" in bare:
            return "0.00%" if "." in bare else "0%"
        return bare if ZEROS.fullmatch(bare) else ""


@dataclass
class Limits:
    """How far a table may reach."""

    last_row: int
    places: int
    ranges: int
    covered: int


@dataclass
class Seen:
    """What a pass over a sheet has found."""

    last_row: int = 0
    last_column: int = 0
    # By row the columns that hold something, as bits: surely, and perhaps, as texts kept elsewhere may be
    # empty.
    filled: dict[int, int] = field(default_factory=dict)
    perhaps: dict[int, int] = field(default_factory=dict)
    # Places whose value cannot be trusted: an error, a formula without result, an address used twice.
    broken: set[Place] = field(default_factory=set)
    zeros: set[Place] = field(default_factory=set)
    formats: dict[Place, str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


class Cells(Walker):
    """The pass over a sheet."""

    def __init__(self, formats: dict[str, str], limits: Limits) -> None:
        super().__init__()
        self.formats = formats
        self.limits = limits
        self.seen = Seen()
        self._row = self._column = 0
        self._cell: Attributes | None = None
        self._written = self._row_written = ""
        self._columns: dict[str, int] = {}
        self._is_reading = False
        self._is_formula = self._is_phonetic = False
        self._array = ""
        self._arrays: list[tuple[Place, str]] = []

    def _started(self, name: str, attributes: Attributes) -> None:
        local = self._local.get(name) or self._name(name)
        # Of a hundred elements ninety are cells and what is in them.
        if local == "c":
            self._begin_cell(attributes)
        elif local in ("v", "t"):
            self._is_reading = self._cell is not None and not self._is_phonetic
        elif local:
            self.started(local, attributes)

    def _ended(self, name: str) -> None:
        local = self._local[name]
        if local == "c":
            self._end_cell()
        elif local in ("v", "t"):
            self._is_reading = False
        elif local == "rPh":
            self._is_phonetic = False

    def started(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self._begin_row(attributes)
        elif name == "f" and self._cell is not None:
            self._is_formula = True
            self._array = attributes.get("ref", "") if attributes.get("t") in ("array", "dataTable") else ""
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "rPh":
            self._is_phonetic = True
        elif name == "col" and is_true(attributes.get("hidden", "")):
            self.seen.hidden_columns.append(
                (_number(attributes.get("min", "")), _number(attributes.get("max", "")))
            )

    def text(self, written: str) -> None:
        if self._is_reading:
            self._written += written

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
        self._column, self._row_written = 0, ""
        if is_true(attributes.get("hidden", "")):
            self.seen.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        address = attributes.get("r")
        if address is None:
            self._column += 1
        else:
            letters = address.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = place_of(address)[1]
            row = address[len(letters) :]
            if row != self._row_written:
                self._row, self._row_written = place_of(address)[0], row
            self._column = column
        self._cell = attributes
        self._written = ""
        self._is_formula, self._array = False, ""

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        written, kind = self._written, cell.get("t", "n")
        if self._array:
            self._arrays.append(((self._row, self._column), self._array))
        if kind in TEXTS and written and not self._is_formula:
            self._reach()
            self._fill(kind)
        elif _is_broken(kind, written, is_formula=self._is_formula):
            self._reach()
            self.seen.broken.add((self._row, self._column))
        elif written:
            self._reach()
            self._fill(kind)
            if kind == "n":
                self._note_number(written, cell)

    def _note_number(self, written: str, cell: Attributes) -> None:
        if self._is_formula and float(written) == 0:
            self.seen.zeros.add((self._row, self._column))
        shown = self.formats.get(cell.get("s", "0")) if self.formats else None
        if shown:
            self.seen.formats[self._row, self._column] = shown

    def _reach(self) -> None:
        """Widen the table; refuse it as soon as it reaches too far."""
        seen = self.seen
        if self._row <= seen.last_row and self._column <= seen.last_column:
            return
        seen.last_row, seen.last_column = max(seen.last_row, self._row), max(seen.last_column, self._column)
        if seen.last_row > self.limits.last_row or seen.last_row * seen.last_column > self.limits.places:
            raise TooFarError(address_of((self._row, self._column)))

    def _fill(self, kind: str) -> None:
        filled = self.seen.perhaps if kind == "s" else self.seen.filled
        row, bit = self._row, 1 << self._column
        before = filled.get(row, 0)
        other = self.seen.filled if kind == "s" else self.seen.perhaps
        if (before | other.get(row, 0)) & bit:
            self.seen.broken.add((row, self._column))
        filled[row] = before | bit

    def _merge(self, written: str) -> None:
        self.seen.merged.append(range_of(written))
        if len(self.seen.merged) > self.limits.ranges:
            raise TooManyMergedError

    def finish(self) -> Seen:
        """What was seen, with what only the whole sheet tells."""
        seen = self.seen
        seen.merged = [clipped for each in seen.merged if (clipped := _clipped(each, seen))]
        if sum(_size(each) for each in seen.merged) > self.limits.covered:
            raise TooManyMergedError
        for place, written in self._arrays:
            # A formula over several places has its results in each of them; without the first there is none.
            if place in seen.broken and (clipped := _clipped(range_of(written), seen)):
                seen.broken |= set(places_of(clipped))
        return seen


def look_at(package: zipfile.ZipFile, part: str, formats: dict[str, str], limits: Limits) -> Seen:
    """A pass over the sheet in ``part``; raises what is wrong with all of it."""
    cells = Cells(formats, limits)
    cells.walk(package, part)
    return cells.finish()


class _FirstCellError(Exception):
    """Enough was seen."""


class _AnyCell(Cells):
    def _reach(self) -> None:
        raise _FirstCellError


def holds_something(package: zipfile.ZipFile, part: str, limits: Limits) -> bool:
    """Whether a sheet has anything in it; what cannot be read counts as something."""
    try:
        _AnyCell({}, limits).walk(package, part)
    except (_FirstCellError, UnreadableError):
        return True
    return False


def _is_broken(kind: str, written: str, *, is_formula: bool) -> bool:
    if kind == "e" or kind not in TYPES or (is_formula and not written):
        return True
    return kind == "n" and bool(written) and not _is_number(written)


def _is_number(written: str) -> bool:
    try:
        float(written)
    except ValueError:
        return False
    return True


def _number(written: str) -> int:
    if not written.isdecimal():
        raise UnreadableError(f"“{written[:20]}” is no number of a row or column.")
    return int(written)


def place_of(written: str) -> Place:
    """Row and column of an address such as ``B2``."""
    match = ADDRESS.fullmatch(written.strip().upper())
    if not match:
        raise UnreadableError(f"“{written[:20]}” is no address of a cell.")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def address_of(place: Place) -> str:
    """The address as a spreadsheet writes it."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def range_of(written: str) -> Range:
    """First row and column, last row and column."""
    first, _colon, last = written.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def places_of(covered: Range) -> list[Place]:
    """Every place of a range."""
    top, left, bottom, right = covered
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def _clipped(covered: Range, seen: Seen) -> Range | None:
    top, left, bottom, right = covered
    bottom, right = min(bottom, seen.last_row), min(right, seen.last_column)
    return (top, left, bottom, right) if top <= bottom and left <= right else None


def _size(covered: Range) -> int:
    top, left, bottom, right = covered
    return (bottom - top + 1) * (right - left + 1)
