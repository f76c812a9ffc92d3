"""Every refusal, through the page, by row and column."""

import pytest
from django.db import connection
from django.urls import reverse

from stations.models import Agency, Milestone, Station
from tests.exchange.files import STATION_HEADINGS, csv_text, errors_of, upload, workbook
from tests.regions.factories import make_region
from tests.stations.factories import make_agency, make_station

pytestmark = pytest.mark.django_db

GOOD = {
    "code": "",
    "name": "河东站",
    "township": "131102002",
    "service_model": "1138N",
    "venue_type": "own",
    "area_m2": 120,
}
CHINESE_HEADINGS = ["编码", "名称*", "乡镇 (街道)", "服务模式", "场地性质", "面积（平方米）"]


def row(**cells):
    return list((GOOD | cells).values())


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"name": ""}, "name", "A new record needs this."),
        ({"name": "站" * 101}, "name", "at most 100 characters"),
        ({"township": "999999999"}, "township", "Nothing with this code or name was found in your regions."),
        ({"township": "131102"}, "township", "Nothing with this code or name"),
        ({"township": "131102002 河西街道"}, "township", "Nothing with this code or name"),
        ({"township": 1.3110200200000001e17}, "township", "The spreadsheet has rounded"),
        ({"venue_type": "castle"}, "venue_type", "This is not one of: agency's own site, "),
        ({"area_m2": "much"}, "area_m2", "This is not a number."),
        ({"area_m2": 1.25}, "area_m2", "no more than 1 decimal place"),
        ({"area_m2": -1}, "area_m2", "greater than or equal to 0"),
        ({"code": "ST-131121100-1"}, "code", "No record of yours has this code."),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(cells, column, sentence, officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, row(), row(**cells)]))

    assert batch.status == "refused"
    ((number, name, message),) = errors_of(batch)
    assert (number, name) == (3, column)
    assert sentence in message
    assert not Station.objects.exists()


def test_every_error_of_the_file_is_told_at_once(officer):
    rows = [STATION_HEADINGS, row(name="", area_m2="x"), row(), row(township="?", venue_type="?")]

    batch = upload(officer, "stations", workbook(rows))

    assert [(number, column) for number, column, _message in errors_of(batch)] == [
        (2, "area_m2"),
        (2, "name"),
        (4, "venue_type"),
        (4, "township"),
    ]
    assert (batch.new_count, batch.refused_count) == (1, 2)


def test_a_record_twice_in_the_file_is_refused(officer, hedong):
    station = make_station(hedong)

    batch = upload(
        officer, "stations", workbook([["code", "name"], [station.code, "甲"], [station.code, "乙"]])
    )

    assert errors_of(batch) == [(3, "", "Row 2 of the file is about the same record.")]


def test_a_value_that_must_be_unique_twice_in_the_file_is_refused(officer, hedong):
    headings = [
        "name",
        "home_region",
        "uscc",
        "registration_level",
        "founder_type",
        "status",
        "registered_on",
    ]
    agency = ["甲社工", "131102", "52131100MJ00000018", "county", "professional", "active", "2021-01-04"]
    known = make_agency(hedong.parent)
    agency[2] = known.uscc[:-3] + "00" + known.uscc[-1]
    valid = make_agency(hedong.parent)
    rows = [headings, [*agency[:2], valid.uscc, *agency[3:]]]

    batch = upload(officer, "agencies", workbook(rows))

    ((number, column, message),) = errors_of(batch)
    assert (number, column) == (2, "uscc")
    assert "already exists" in message
    assert Agency.objects.count() == 2


def test_a_name_that_two_records_have_is_ambiguous(officer, taocheng):
    make_region("131102003", "河东街道")

    batch = upload(officer, "stations", workbook([STATION_HEADINGS, row(township="河东街道")]))

    assert errors_of(batch) == [(2, "township", "Several records have this name; write the code instead.")]


@pytest.mark.parametrize(
    "written", ["河东街道", "131102002 河东街道", "１３１１０２００２", 131102002, " 131102002　"]
)
def test_a_reference_is_a_code_a_clear_name_or_both(written, officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, row(township=written)]))

    assert errors_of(batch) == []


def test_merged_cells_and_broken_formulas_are_refused(officer):
    def fill(_book, sheet):
        sheet.merge_range(2, 1, 3, 1, "合并")
        sheet.write_formula(4, 5, "=1/0", value="#DIV/0!")
        sheet.write_formula(5, 5, "=A1", value="")
        sheet.write_formula(6, 5, "=60*2", value=120)

    rows = [STATION_HEADINGS, row(), row(name=None), row(name=None), row(), row(), row(name="末站")]
    batch = upload(officer, "stations", workbook(rows, fill))

    merged = "This cell is merged with others; unmerge them and fill each one."
    broken = "This formula shows an error or no result; write the value instead."
    assert errors_of(batch) == [
        (3, "name", merged),
        (4, "name", merged),
        (5, "area_m2", broken),
        (6, "area_m2", broken),
    ]


def test_the_last_row_counts_and_empty_rows_do_not(officer):
    rows = [STATION_HEADINGS, row(), [], ["", "  "], row(name="末站"), [" "]]

    batch = upload(officer, "stations", workbook(rows))

    assert (batch.total_count, batch.new_count) == (2, 2)
    assert [each.number for each in batch.rows.all()] == [2, 5]


def test_a_cell_outside_the_table_is_refused(officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, [*row(), "", "备注"]]))

    assert errors_of(batch) == [(2, "", "Column 8 has no heading; move or clear this cell.")]


@pytest.mark.parametrize(
    ("headings", "sentence"),
    [
        (["name", "nmae"], "The column “nmae” is not known."),
        (["name", "Name"], "The column “Name” is there twice."),
        (["foo", "bar"], "No heading of this kind of records was found. Start from the template."),
    ],
)
def test_a_heading_that_cannot_be_placed_refuses_the_file(headings, sentence, officer):
    batch = upload(officer, "stations", workbook([headings, ["甲", "乙"]]))

    assert (batch.status, batch.message) == ("refused", sentence)


def test_a_table_without_the_columns_that_name_its_records_is_refused(officer):
    batch = upload(officer, "milestones", workbook([["stage"], ["90"]]))

    assert batch.message == "The column “Station” is missing; it says which record a row is about."
    assert not Milestone.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "Save the workbook as .xlsx without a password, or as CSV."),
        (workbook([["name"]])[:-100], "The file is neither a workbook (.xlsx) nor CSV"),
        (b"\xff" * 100, "The file is neither a workbook (.xlsx) nor CSV"),
        (b'name,code\r\n"open', "a quotation mark is not closed"),
        (b"\r\n \r\n", "The file is empty."),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, sentence, officer):
    batch = upload(officer, "stations", content)

    assert batch.status == "refused"
    assert sentence in batch.message


def test_a_file_with_too_many_rows_is_refused(officer, monkeypatch):
    monkeypatch.setattr("exchange.importing.reading.MAX_ROWS", 2)
    monkeypatch.setattr("exchange.importing.reading.MAX_ROWS_EMBEDDED", 2)

    batch = upload(officer, "stations", workbook([["name"], ["甲"], ["乙"], ["丙"]]))

    assert "The file has more than 2 rows." in batch.message
    assert ("PostgreSQL" in batch.message) == (connection.vendor == "sqlite")


def test_the_page_says_how_many_rows_a_file_may_have(officer):
    page = officer.get(reverse("exchange:importbatch-create", args=["stations"])).content.decode()

    assert f"at most 20 MB and {'10,000' if connection.vendor == 'sqlite' else '50,000'} rows" in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("headings", [STATION_HEADINGS, CHINESE_HEADINGS])
def test_csv_is_read_in_every_usual_encoding(encoding, headings, officer):
    content = csv_text([headings, row(venue_type="独立场所")]).encode(encoding)

    batch = upload(officer, "stations", content, name="站点.csv")

    assert errors_of(batch) == []
    assert batch.new_count == 1


def test_the_marked_workbook_can_be_mended_and_sent_again(officer):
    first = upload(officer, "stations", workbook([STATION_HEADINGS, row(area_m2="x"), row()]))

    answer = officer.get(f"{first.get_absolute_url()}marked/")

    assert "attachment" in answer.headers["Content-Disposition"]
    second = upload(officer, "stations", answer.content)
    assert errors_of(second) == errors_of(first)


@pytest.mark.parametrize(
    "rows",
    [
        # The greatest number a cell holds becomes infinite on the way through its sixteen digits.
        [STATION_HEADINGS, row(area_m2=1.7976931348623157e308)],
        # No headings are found, and the row that should hold them is empty.
        [[], ["甲", "乙"], ["丙", "丁"]],
    ],
)
def test_a_marked_workbook_is_made_of_odd_files_too(rows, officer):
    batch = upload(officer, "stations", workbook(rows))

    answer = officer.get(f"{batch.get_absolute_url()}marked/")

    assert (batch.status, answer.status_code) == ("refused", 200)
    assert upload(officer, "stations", answer.content).status == "refused"


def test_of_a_file_that_is_gone_there_is_no_marked_workbook(officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, row(name="")]))
    batch.file.storage.delete(batch.file.name)

    assert officer.get(f"{batch.get_absolute_url()}marked/").status_code == 404


def test_of_a_file_that_cannot_be_read_there_is_no_marked_one(officer):
    batch = upload(officer, "stations", b"\xd0\xcf\x11\xe0", "old.xls")

    answer = officer.get(f"{batch.get_absolute_url()}marked/")

    assert (batch.status, answer.status_code) == ("refused", 404)


def test_a_new_record_without_what_it_lies_in_is_refused_and_breaks_nothing(officer):
    batch = upload(officer, "stations", workbook([["name", "township"], ["新站", ""]]))

    assert batch.status == "refused"
    assert (2, "township", "A new record needs this.") in errors_of(batch)
