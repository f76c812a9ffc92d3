"""What the check says of texts and odd files, and what its page shows."""

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from python_calamine import CalamineWorkbook

from exchange.actions import commit_batch
from exchange.actions.import_batch import begin
from tests.exchange.files import STATION_HEADINGS, csv_text, errors_of, upload, workbook
from tests.exchange.spelling import Cell, areas, of, table
from tests.stations.factories import make_station

pytestmark = pytest.mark.django_db

NEW = ["", "新站", "131102002", "1138N", "own"]


@pytest.fixture
def station(hedong):
    return make_station(hedong, area_m2=45)


@pytest.mark.parametrize("text", ["长" * 32_767, "😀" * 16_383 + "尾"])
def test_a_text_that_fills_its_cell_counts_as_cut_off(text, officer, station):
    batch = upload(officer, "stations", of(table(["code", "remarks"], [station.code, text])))
    if batch.message:
        batch = upload(officer, "stations", of(table(["code", "address"], [station.code, text])))

    ((_row, _column, sentence),) = errors_of(batch)
    assert sentence.startswith("This text is as long as a cell can be (32,767 characters)")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("示例?村站", "“示例?村站” holds a “?” where a sign was probably lost"),
        ("示例\ue000村站", "holds a sign that not everybody sees alike (U+E000)"),
        ("示例\u202e站一\u202c", "“示例站一” holds a sign that not everybody sees alike (U+202E)"),
    ],
)
def test_odd_signs_in_a_name_are_told_in_the_check(name, sentence, officer):
    batch = upload(officer, "stations", csv_text([STATION_HEADINGS[:5], ["", name, *NEW[2:]]]).encode())

    assert batch.status == "checked"
    assert batch.notes.startswith("Row 2, Name: ")
    assert sentence in batch.notes


@pytest.mark.parametrize(
    "content",
    [
        b"<html><meta charset=utf-8><table><tr><td>code</td></tr></table></html>",
        b'\xef\xbb\xbf<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
    ],
)
def test_a_web_page_that_calls_itself_a_workbook_says_what_to_do(content, officer):
    batch = upload(officer, "stations", content, "stations.xls")

    assert batch.message.endswith("Open it and save it as .xlsx.")


def test_a_field_too_long_for_a_csv_file_is_called_that(officer):
    content = csv_text([["code", "name"], ["", "站" * 131_073]]).encode()

    batch = upload(officer, "stations", content)

    assert batch.message.startswith("Line 2 of this CSV file has a field of over 131,072 characters.")


def test_the_drop_downs_are_kept_in_the_marked_workbook(officer, station):
    batch = upload(officer, "stations", of(table(["code", "venue_type"], [station.code, "castle"])))

    content = officer.get(f"{batch.get_absolute_url()}marked/").content

    sheets = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert sheets.get_sheet_by_name("Lists").to_python()
    assert b"dataValidation" in parts_of(content)["xl/worksheets/sheet1.xml"]


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_what_was_checked_is_what_is_imported(officer, station):
    batch = upload(officer, "stations", of(areas(station, Cell(value="0", formula="1"))))

    commit_batch(begin(batch, "commit"), by=batch.user)

    station.refresh_from_db()
    assert station.area_m2 == 0


def test_the_page_collects_the_errors_counts_their_rows_and_takes_the_mended_file(officer, station):
    rows = [STATION_HEADINGS, ["", "好站", *NEW[2:], 90]]
    rows += [["", "", *NEW[2:], "x"], ["", "丙站", *NEW[2:], "x"], ["", "丁站", "?", *NEW[3:], 80]]
    batch = upload(officer, "stations", workbook(rows))

    page = BeautifulSoup(officer.get(batch.get_absolute_url()).content, "html.parser")

    assert page.find(id="errors").get_text(strip=True) == "3 rows with errors"
    table = page.find(id="errors").find_parent("section").find("tbody")
    told = [[cell.get_text(" ", strip=True) for cell in row.find_all("td")] for row in table.find_all("tr")]
    assert told[0] == ["Area (m²)", "This is not a number. Write digits, without a unit.", "2", "3, 4"]
    assert [line[2:] for line in told[1:]] == [["1", "3"], ["1", "5"]]
    listed = page.find(id="rows").find_parent("section").find("tbody").find_all("tr")
    assert [row.find("td").get_text(strip=True) for row in listed] == ["3", "4", "5", "2"]
    again = page.find("input", type="file").find_parent("form")
    assert again["action"] == reverse("exchange:importbatch-create", args=["stations"])
    marked = reverse("exchange:importbatch-marked", args=[batch.code])
    assert len(page.find_all("a", href=marked)) == 1
