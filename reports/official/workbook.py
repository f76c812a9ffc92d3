"""An official form as a workbook that is ready to be printed, signed and sealed: A4 across, one page wide."""

import io
from datetime import date

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _

from core.exports import WATERMARK, XLSX_TYPE, defused
from reports.official.sheet import Kind, Sheet

A4 = 9
LINE_HEIGHT = 15
TITLE, SUBTITLE, HEADING = 0, 1, 2
NUMBER_FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.DECIMAL: "#,##0.00",
    Kind.SHARE: "0.0%",
    Kind.POINTS: "+0.0;-0.0;0.0",
    Kind.DAY: "yyyy-mm-dd",
}
FONT = {"font_name": "SimSun", "font_size": 10, "valign": "vcenter"}
FRAMED = FONT | {"border": 1, "text_wrap": True}


def workbook_response(name: str, head, sheet: Sheet, *, watermark: str = "") -> FileResponse:
    """The form as a file; ``head`` says what stands above and below the table, see ``Head``.

    ``watermark`` says who took it away and when, below each printed page and in the properties.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(str(head.title)[:31])
        _set_up(page, sheet)
        if watermark:
            text = f"{WATERMARK} {watermark}"
            page.set_footer(f"&L{text.replace('&', '&&')}&C&P / &N")
            book.set_properties({"comments": text})
        _write_head(book, page, head, sheet)
        last = _write_body(book, page, sheet)
        _write_foot(book, page, head, sheet, last + 1)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)


def _set_up(page, sheet) -> None:
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADING)
    page.freeze_panes(HEADING + 1, 0)
    page.set_footer("&C&P / &N")
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)


def _write_head(book, page, head, sheet) -> None:
    last = len(sheet.columns) - 1
    title = book.add_format(FONT | {"bold": True, "font_size": 16, "align": "center"})
    page.merge_range(TITLE, 0, TITLE, last, str(head.title), title)
    page.set_row(TITLE, 28)
    page.write(SUBTITLE, 0, " · ".join(head.facts), book.add_format(FONT))
    heading = book.add_format(FRAMED | {"bold": True, "align": "center", "bg_color": "#EEF2F7"})
    for number, column in enumerate(sheet.columns):
        page.write(HEADING, number, str(column.heading), heading)


def _write_body(book, page, sheet) -> int:
    """Write the rows and the total; returns the last line."""
    lines: list[tuple[list, list[Kind], dict]] = [
        (row, sheet.kinds(number), {}) for number, row in enumerate(sheet.rows)
    ]
    if sheet.total:
        lines.append((sheet.total, [column.kind for column in sheet.columns], {"bold": True}))
    line = HEADING
    formats = {}
    for line, (row, kinds, more) in enumerate(lines, start=HEADING + 1):
        for number, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            key = (kind, *more)
            if key not in formats:
                formats[key] = book.add_format(_style(kind) | more)
            _write(page, line, number, value, formats[key])
    return line


def _style(kind: Kind) -> dict:
    style = FRAMED | {"align": "right" if kind.is_figure else "left"}
    return style | ({"num_format": NUMBER_FORMATS[kind]} if kind in NUMBER_FORMATS else {})


def _write(page, line, number, value, style) -> None:
    cell = defused(value)
    if isinstance(cell, date):
        page.write_datetime(line, number, cell, style)
    elif cell == "":
        page.write_blank(line, number, None, style)
    else:
        page.write(line, number, cell, style)


def _write_foot(book, page, head, sheet, line: int) -> None:
    style = book.add_format(FONT)
    if sheet.note:
        page.write(line, 0, f"{_('Note')}: {sheet.note}", style)
        line += 1
    line = _write_remarks(book, page, sheet, line)
    page.write(line + 1, 0, "          ".join(f"{role}: ____________" for role in head.signers), style)


def _write_remarks(book, page, sheet, line: int) -> int:
    """Each remark below the table, over its whole width; returns the next line."""
    style = book.add_format(FRAMED | {"valign": "top"})
    signs = sum(column.width for column in sheet.columns)
    for heading, words in sheet.remarks:
        text = str(defused(f"{heading}: {words}"))
        page.merge_range(line, 0, line, len(sheet.columns) - 1, text, style)
        # A Chinese character is as wide as two signs; a merged cell does not grow by itself.
        rows = sum(1 + 2 * len(part) // signs for part in text.splitlines())
        page.set_row(line, LINE_HEIGHT * rows)
        line += 1
    return line
