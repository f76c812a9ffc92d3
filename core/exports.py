"""Tables as files: what a list shows, as CSV or as a workbook, row by row.

Cells that a spreadsheet would run as a formula are defused with an apostrophe.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy, override
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# In full width too, as spreadsheets of East Asia understand them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"
# The sign before the line that says who took a file away and when; imports pass over such a line.
WATERMARK = "※"
LONGEST_FOOTER = 250
# What a cell of a workbook holds at most, counted as spreadsheets do: signs beyond the first plane are two.
LONGEST_CELL = 32_767
CUT = gettext_lazy("… [cut off here: a cell holds no more; the CSV file has the whole text]")


def defused(value: object) -> int | float | Decimal | date | datetime | str:
    """The value as a cell may hold it: text that starts like a formula is made plain text.

    Text that looks defused already gets one apostrophe more, so that an import can take it off again.
    """
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal | date | datetime):
        return value
    text = str(value)
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def units(text: str) -> int:
    """How long a spreadsheet says that the text is."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def is_cut(text: str) -> bool:
    """Whether a text fills its cell to the last sign: its end is then missing, as far as anybody knows."""
    return LONGEST_CELL // 2 <= len(text) <= LONGEST_CELL and units(text) == LONGEST_CELL


def fitting(text: str) -> str:
    """The text as a cell of a workbook holds it: where it is too long, cut so that it says so.

    It then fills the cell exactly, and by that an import knows it and refuses it.
    """
    if len(text) <= LONGEST_CELL // 2 or units(text) <= LONGEST_CELL:
        return text
    room = LONGEST_CELL - len(str(CUT))
    kept, length = [], 0
    for sign in text:
        length += units(sign)
        if length > room:
            break
        kept.append(sign)
    written = "".join(kept)
    return f"{written}{'…' * (room - units(written))}{CUT}"


class _Echo:
    """A file that hands back what is written to it, for streaming."""

    def write(self, value: str) -> str:
        return value


def csv_response(
    name: str, rows: Iterable[Iterable[object]], *, watermark: str = ""
) -> StreamingHttpResponse:
    """``rows`` as a streamed CSV file in UTF-8 with the mark that Excel needs to read Chinese.

    ``watermark`` says who took it away and when, in a last line of its own.
    """
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield BOM
        for row in rows:
            yield writer.writerow([defused(cell) for cell in row])
        if watermark:
            yield writer.writerow([f"{WATERMARK} {watermark}"])

    response = StreamingHttpResponse(_in_language(get_language(), lines()), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.csv"'
    return response


def mark_workbook(book: xlsxwriter.Workbook, sheet: Worksheet, watermark: str) -> None:
    """Write who took the workbook away, and when, above and below each printed page and in its properties."""
    text = f"{WATERMARK} {watermark}"
    printed = text.replace("&", "&&")[:LONGEST_FOOTER]
    sheet.set_header(f"&R{printed}")
    sheet.set_footer(f"&L{printed}")
    book.set_properties({"comments": text})


def _in_language(language: str, lines: Iterator[str]) -> Iterator[str]:
    """Each line in the reader's language: what is streamed is made after the request has let go of it."""
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line


def xlsx_response(name: str, rows: Iterable[Iterable[object]], *, watermark: str = "") -> FileResponse:
    """``rows``, the first of them the heading, as a workbook with a frozen bold heading."""
    stream = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, bold if number == 0 else None, days)
        sheet.freeze_panes(1, 0)
        if watermark:
            mark_workbook(book, sheet, watermark)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{slugify(name)}.xlsx", content_type=XLSX_TYPE)


def _write(
    sheet: Worksheet, number: int, column: int, cell: object, style: Format | None, days: Format
) -> None:
    value = defused(cell)
    if isinstance(value, date):
        sheet.write_datetime(number, column, value, days)
    elif isinstance(value, str) and value:
        sheet.write_string(number, column, fitting(value), style)
    else:
        sheet.write(number, column, value, style)
