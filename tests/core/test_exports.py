"""Tables as files."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from core import exports

ROWS = [["名称", "日期", "金额"], ["=1+1", date(2022, 6, 30), Decimal("12.50")], ["@cmd", None, -3]]


def test_a_csv_file_opens_in_excel_and_runs_nothing():
    body = b"".join(exports.csv_response("stations", ROWS).streaming_content).decode("utf-8")

    assert body.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))
    assert rows == [["名称", "日期", "金额"], ["'=1+1", "2022-06-30", "12.50"], ["'@cmd", "", "-3"]]


def test_a_workbook_keeps_dates_and_numbers_and_runs_nothing():
    response = exports.xlsx_response("stations", ROWS)

    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1] == ["'=1+1", date(2022, 6, 30), 12.5]
    assert rows[2] == ["'@cmd", "", -3]


@pytest.mark.parametrize("name", ["stations", "workers"])
def test_a_file_is_named_after_its_list(name):
    assert f'filename="{name}.csv"' in exports.csv_response(name, ROWS)["Content-Disposition"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_what_a_spreadsheet_would_run_is_plain_text_in_every_file(start):
    rows = [["名称"], [f"{start}SUM(1)"]]

    body = b"".join(exports.csv_response("stations", rows).streaming_content).decode("utf-8")

    assert list(csv.reader(io.StringIO(body.removeprefix("\ufeff"), newline="")))[1] == [f"'{start}SUM(1)"]
    assert cells_of(exports.xlsx_response("stations", rows))[1][0].startswith("'")


@pytest.mark.parametrize("text", ["长" * 40_000, "😀" * 20_000, "长" * 32_768, "😀" * 16_384])
def test_a_text_longer_than_a_cell_is_cut_so_that_it_says_so(text):
    with translation.override("en"):
        cell = cells_of(exports.xlsx_response("stations", [["名称"], [text]]))[1][0]

    assert len(cell.encode("utf-16-le")) // 2 == 32_767
    assert exports.is_cut(cell)
    assert cell.endswith("[cut off here: a cell holds no more; the CSV file has the whole text]")
    assert text.startswith(cell[:10_000])


@pytest.mark.parametrize("text", ["长" * 32_766, "😀" * 16_383])
def test_a_text_that_fits_its_cell_is_whole(text):
    assert cells_of(exports.xlsx_response("stations", [["名称"], [text]]))[1][0] == text
    assert not exports.is_cut(text)


def cells_of(response):
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    return book.get_sheet_by_index(0).to_python()
