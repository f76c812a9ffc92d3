"""Workbooks that people fill in: the template, records for editing, and a file with its errors marked.

All three have the same sheets: the table, what each column means, and (hidden) the drop-downs.
"""

import io
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from math import isfinite
from typing import Any

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from xlsxwriter.format import Format

from accounts.models import User
from core.exports import defused, fitting, mark_workbook
from exchange.importing.headings import MENDING, Layout, find_layout
from exchange.importing.reading import MAX_ROWS, Place, Sheet
from exchange.importing.references import within_scope
from exchange.models import ImportRow
from exchange.resources.parsing import Shown, is_blank
from exchange.resources.resource import BoundColumn, Resource

# Rows leave the memory as soon as the next one begins, so every sheet is written from top to bottom.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
OFFERED = 2000
LISTS = "Lists"
PROMPT_LENGTH, TITLE_LENGTH = 250, 30
WIDEST, NARROWEST = 40, 14
WRONG = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
# Stands where a value could not be trusted, so that nobody sends the blank by mistake, which clears a value.
MISSING = "#N/A"


class Book:
    """A workbook for one noun, as ``user`` may fill it in.

    ``uses_1904``: it counts days as the file that came does, so that bare numbers of days stay right.
    """

    def __init__(self, resource: Resource, user: User, *, uses_1904: bool = False) -> None:
        self.resource = resource
        self.user = user
        self.stream = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.stream, OPTIONS | {"date_1904": uses_1904})
        self.table = self.book.add_worksheet(str(resource)[:TITLE_LENGTH])
        self.help = self.book.add_worksheet(_("Help"))
        self.lists = self.book.add_worksheet(LISTS)
        self.lists.hide()
        self.offered: dict[int, list[object]] = {}
        self.bold = self.book.add_format({"bold": True, "bg_color": "#E6EEF8", "bottom": 1})
        self.text = self.book.add_format({"num_format": "@"})
        self.days = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.wrong = self.book.add_format(WRONG)
        self.wrong_day = self.book.add_format(WRONG | {"num_format": "yyyy-mm-dd"})
        self.shown: dict[tuple[str, bool], Format] = {}
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})

    def closed(self) -> bytes:
        """The finished file."""
        for row, options in enumerate(zip_longest(*self.offered.values())):
            for place, option in zip(self.offered, options, strict=True):
                self.lists.write(row, place, option)
        self.book.close()
        return self.stream.getvalue()

    def headings(self, columns: Sequence[BoundColumn]) -> None:
        """The first row and what holds for each column below it."""
        for place, column in enumerate(columns):
            star = "*" if column.is_required else ""
            self.table.write_string(0, place, f"{column.header}{star}", self.bold)
            width = min(max(NARROWEST, 2 * len(column.header) + 4), WIDEST)
            style = self.days if column.is_day else None if column.is_number else self.text
            self.table.set_column(place, place, width, style)
            self.offer(column, place)
        self.table.freeze_panes(1, 0)

    def offer(self, column: BoundColumn, place: int, *, below: int = 1) -> None:
        """A drop-down where a cell can hold few things, and the column's help beside the cell."""
        options = column.options or self._references(column)
        rule = {"validate": "any", "ignore_blank": True}
        if options:
            self.offered[place] = [defused(option) for option in options]
            letters = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
            source = f"={LISTS}!{letters}$1:{letters}${len(options)}"
            rule |= {"validate": "list", "source": source, "error_type": "warning"}
        prompt = "\n".join(part for part in (str(column.help), column.declared.example) if part)
        if prompt:
            rule |= {"input_title": column.header[:TITLE_LENGTH], "input_message": prompt[:PROMPT_LENGTH]}
        self.table.data_validation(below, place, below + MAX_ROWS, place, rule)

    def _references(self, column: BoundColumn) -> list[str]:
        if not column.is_reference:
            return []
        rows = within_scope(column, self.user)[: OFFERED + 1]
        offered = list(dict.fromkeys(column.text_of(row) for row in rows))
        return offered if len(offered) <= OFFERED else []

    def explain(self, columns: Sequence[BoundColumn]) -> None:
        """The sheet that says what each column means, with an example."""
        headings = [_("Column"), _("Needed for a new record"), _("What it means"), _("Example"), _("Choices")]
        self.help.write_row(0, 0, headings, self.bold)
        self.help.set_column(0, len(headings) - 1, 28, self.wrap)
        for row, column in enumerate(columns, start=1):
            needed = _("yes") if column.is_required else ""
            options = ", ".join(column.options)
            cells = [column.header, needed, str(column.help), column.declared.example, options]
            self.help.write_row(row, 0, [defused(cell) for cell in cells])

    def cell(self, row: int, place: int, value: object, *, is_wrong: bool = False) -> None:
        """One cell, as what it is: a day, a number or text; what no cell can hold as a number is text."""
        if isinstance(value, date):
            self.table.write_datetime(row, place, value, self.wrong_day if is_wrong else self.days)
        elif isinstance(value, Shown):
            self.table.write_number(row, place, value, self._shown(value.shown, is_wrong=is_wrong))
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool) and isfinite(value):
            self.table.write_number(row, place, value, self.wrong if is_wrong else None)
        elif value is None or value == "":
            self.table.write_blank(row, place, None, self.wrong if is_wrong else None)
        else:
            self.table.write_string(row, place, fitting(str(value)), self.wrong if is_wrong else self.text)

    def _shown(self, number_format: str, *, is_wrong: bool) -> Format:
        key = number_format, is_wrong
        if key not in self.shown:
            style = WRONG if is_wrong else {}
            self.shown[key] = self.book.add_format(style | {"num_format": number_format})
        return self.shown[key]


def template(resource: Resource, user: User) -> bytes:
    """An empty workbook with drop-downs, help and examples."""
    return for_editing(resource, user, [])


def for_editing(resource: Resource, user: User, records: Iterable[Any], *, watermark: str = "") -> bytes:
    """The records in the columns of the import; sent back as they are, they change nothing."""
    book = Book(resource, user)
    if watermark:
        mark_workbook(book.book, book.table, watermark)
    book.headings(resource.columns)
    book.explain(resource.columns)
    for number, record in enumerate(records, start=1):
        for place, column in enumerate(resource.columns):
            book.cell(number, place, defused(column.shown(record)))
    return book.closed()


def marked(resource: Resource, user: User, sheet: Sheet, rows: Iterable[ImportRow]) -> bytes:
    """The file's own cells, the wrong ones coloured, with what to mend beside each row."""
    book = Book(resource, user, uses_1904=sheet.uses_1904)
    layout = None
    try:
        layout = find_layout(resource, sheet)
    except ValidationError as error:
        # A comment needs a cell to hang on; the file's own first cell takes its place.
        book.table.write_blank(0, 0, None, book.wrong)
        book.table.write_comment(0, 0, "\n".join(error.messages))
    if layout:
        book.explain(resource.columns)
        for place, column in layout.columns.items():
            book.offer(column, place - 1, below=layout.heading_row)
    errors = {row.number: row.errors for row in rows}
    distrusted = _distrusted(sheet, layout) if layout else set()
    width = max(len(cells) for _number, cells in sheet.rows)
    for number, cells in sheet.rows:
        _mark_row(book, number - 1, cells, errors.get(number, []), layout, distrusted)
        if layout and number == layout.heading_row:
            book.table.write_string(number - 1, width, str(MENDING), book.bold)
        elif errors.get(number):
            written = "\n".join(_sentence(resource, *error) for error in errors[number])
            book.table.write_string(number - 1, width, written, book.wrong)
    book.table.set_column(width, width, WIDEST)
    return book.closed()


def _distrusted(sheet: Sheet, layout: Layout) -> set[Place]:
    return {
        (row, place)
        for row, place in sheet.broken | sheet.merged
        if row > layout.heading_row and place in layout.columns
    }


def _mark_row(
    book: Book,
    row: int,
    cells: Sequence[object],
    errors: Iterable[tuple[str, str]],
    layout: Layout | None,
    distrusted: AbstractSet[Place],
) -> None:
    wrong: dict[int, list[str]] = {}
    for name, message in errors:
        place = layout.place(name) if layout and name else None
        if place:
            wrong.setdefault(place, []).append(message)
    for place in range(1, max([len(cells), *wrong]) + 1):
        value = cells[place - 1] if place <= len(cells) else None
        if layout and place in layout.passed_over:
            value = None
        if is_blank(value) and (row + 1, place) in distrusted:
            value = MISSING
        book.cell(row, place - 1, value, is_wrong=place in wrong)
        if place in wrong:
            book.table.write_comment(row, place - 1, "\n".join(wrong[place]))


def _sentence(resource: Resource, name: str, message: str) -> str:
    headers = {column.name: column.header for column in resource.columns}
    return f"{headers[name]}: {message}" if name in headers else message
