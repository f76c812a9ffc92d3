"""Tables as files."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
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
