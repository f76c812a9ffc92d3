"""Files as tables: the first sheet of a workbook, or a CSV file in UTF-8 or GB18030.

Row and column numbers are those that a spreadsheet shows. A formula counts as its saved result.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import connection
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from core.exports import WATERMARK
from exchange.importing.errors import FileRefusedError
from exchange.resources.parsing import is_blank

DAMAGES = (CalamineError, zipfile.BadZipFile, KeyError, IndexError, ValueError, OSError)
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_ROWS = 50_000
# While an import is written to SQLite nobody else can write; others give up after twenty seconds.
MAX_ROWS_EMBEDDED = 10_000
MAX_COLUMNS = 200
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
FIRST_SHEET = re.compile(rb"<sheet\b[^>]*\br:id=\"([^\"]+)\"")
RELATION = re.compile(rb"<Relationship\b[^>]*>")
ATTRIBUTE = re.compile(rb"\b(Id|Target)=\"([^\"]+)\"")
ROW = re.compile(rb"<(?:\w+:)?row\b")
ERROR_CELL = re.compile(rb"<c r=\"([A-Z]+)([0-9]+)\"[^>]*\bt=\"e\"")
UNSAVED_FORMULA = re.compile(
    rb"<c r=\"([A-Z]+)([0-9]+)\"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)

Place = tuple[int, int]


@dataclass
class Sheet:
    """A table as it was read: rows by their number, and the places whose value cannot be trusted."""

    rows: list[tuple[int, list[Any]]]
    merged: set[Place] = field(default_factory=set)
    broken: set[Place] = field(default_factory=set)


def read(content: bytes) -> Sheet:
    """The rows of the file that are not empty; raises ``FileRefusedError``."""
    if len(content) > MAX_BYTES:
        raise FileRefusedError(_("The file is larger than 20 MB. Divide it."))
    if content.startswith(OLD_WORKBOOK):
        raise FileRefusedError(_("Save the workbook as .xlsx without a password, or as CSV."))
    sheet = _workbook(content) if zipfile.is_zipfile(io.BytesIO(content)) else Sheet(_csv_rows(content))
    if not sheet.rows:
        raise FileRefusedError(_("The file is empty."))
    return sheet


def rows_at_most(content: bytes) -> int:
    """How many rows the file may have below its heading, counted without reading it; 0 if unreadable."""
    try:
        if zipfile.is_zipfile(io.BytesIO(content)):
            return max(len(ROW.findall(_first_sheet_xml(content))) - 1, 0)
    except (FileRefusedError, *DAMAGES):
        return 0
    return max(content.count(b"\n"), content.count(b"\r"))


def _kept(rows: Iterable[list[Any]]) -> list[tuple[int, list[Any]]]:
    """The rows with something in them, with their numbers; not the line that says who exported them."""
    kept = []
    for number, cells in enumerate(rows, start=1):
        if all(is_blank(cell) for cell in cells) or str(cells[0]).startswith(WATERMARK):
            continue
        if len(cells) > MAX_COLUMNS and any(not is_blank(cell) for cell in cells[MAX_COLUMNS:]):
            raise FileRefusedError(_("The table has more than 200 columns."))
        kept.append((number, cells[:MAX_COLUMNS]))
        if len(kept) > most_rows() + 1:
            raise FileRefusedError(_too_long())
    return kept


def most_rows() -> int:
    """How many rows one file may have on the database at hand."""
    return MAX_ROWS_EMBEDDED if connection.vendor == "sqlite" else MAX_ROWS


def _too_long() -> str:
    if connection.vendor == "sqlite":
        return _(
            "The file has more than %(most)s rows. This portal stands on the embedded database, where nobody "
            "else can write while an import is written. Divide the file, or let the administrator move to "
            "PostgreSQL."
        ) % {"most": intcomma(most_rows())}
    return _("The file has more than %(most)s rows. Divide it.") % {"most": intcomma(most_rows())}


def _workbook(content: bytes) -> Sheet:
    try:
        sheet_xml = _first_sheet_xml(content)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            table = book.get_sheet_by_index(0)
            rows = _kept(table.to_python(skip_empty_area=False))
            merged = table.merged_cell_ranges or []
    except DAMAGES as damaged:
        raise FileRefusedError(_("This workbook cannot be read. Save it again as .xlsx.")) from damaged
    broken = {
        (int(row), _column_number(letters))
        for pattern in (ERROR_CELL, UNSAVED_FORMULA)
        for letters, row in pattern.findall(sheet_xml)
    }
    last_row = rows[-1][0] if rows else 0
    return Sheet(rows, _covered(merged, last_row), broken)


def _covered(ranges: Iterable[tuple[Place, Place]], last_row: int) -> set[Place]:
    """The places under merged cells, their first one included; whole merged columns end with the rows."""
    return {
        (row + 1, column + 1)
        for (top, left), (bottom, right) in ranges
        for row in range(top, min(bottom + 1, last_row))
        for column in range(left, min(right + 1, MAX_COLUMNS))
    }


def _first_sheet_xml(content: bytes) -> bytes:
    """The first sheet as it stands in the file: only there formulas and errors can be seen."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
            raise FileRefusedError(_("The workbook unpacks to more than 300 MB. Divide it."))
        sheet = FIRST_SHEET.search(parts.read("xl/workbook.xml"))
        if not sheet:
            return b""
        for relation in RELATION.findall(parts.read("xl/_rels/workbook.xml.rels")):
            attributes = dict(ATTRIBUTE.findall(relation))
            if attributes.get(b"Id") == sheet[1]:
                target = attributes.get(b"Target", b"").decode()
                return parts.read(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    return b""


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _csv_rows(content: bytes) -> list[tuple[int, list[Any]]]:
    written = _decoded(content)
    first_line = written.lstrip().partition("\n")[0]
    delimiter = max(",\t;", key=first_line.count)
    try:
        return _kept(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as damaged:
        raise FileRefusedError(
            _("This CSV file cannot be read: a quotation mark is not closed.")
        ) from damaged


def _decoded(content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith(UTF16_MARKS) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefusedError(_("The file is neither a workbook (.xlsx) nor CSV in UTF-8 or GB18030."))
