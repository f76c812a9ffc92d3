"""Files for imports, and what a plan of the sheet in them is."""

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange.actions.job import ROWS_AT_ONCE
from exchange.models import ImportBatch

STATION_HEADINGS = ["code", "name", "township", "service_model", "venue_type", "area_m2"]


def workbook(rows, fill=None) -> bytes:
    """A workbook of these rows; ``fill`` may do more with book and sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
    ) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if fill:
            fill(book, sheet)
    return stream.getvalue()


def csv_text(rows) -> str:
    return "".join(",".join(str(cell) for cell in row) + "\r\n" for row in rows)


def upload(client, resource, content, name="file.xlsx") -> ImportBatch:
    """Send the file through the page; returns the batch as it was checked."""
    path = reverse("exchange:importbatch-create", args=[resource])
    answer = client.post(path, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return ImportBatch.objects.get(code=answer.headers["Location"].strip("/").split("/")[-1])


def do(client, batch, verb) -> ImportBatch:
    """Press a button of the import's page."""
    answer = client.post(reverse(f"exchange:importbatch-{verb}", args=[batch.code]))
    assert answer.status_code == 302
    batch.refresh_from_db()
    return batch


def errors_of(batch) -> list[tuple[int, str, str]]:
    """Row, column and sentence of every error."""
    return [(row.number, *error) for row in batch.rows.refused() for error in row.errors]


LONG = ROWS_AT_ONCE + 1
NEW_ROW = ["", "新站", "131102002", "1138N", "own", 120]


def long_file() -> bytes:
    """One record and very many empty lines: work for the worker."""
    return (csv_text([STATION_HEADINGS, NEW_ROW]) + LONG * "\r\n").encode()
