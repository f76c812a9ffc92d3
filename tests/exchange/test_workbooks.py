"""What a workbook may be, and how each thing in it counts, in the check as in the import."""

import io
import signal
import time
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from exchange.importing import reading
from services.models import ServiceRecord
from stations.models import Milestone
from tests.exchange.files import csv_text, do, errors_of, upload, workbook
from tests.exchange.spelling import DAY, PERCENT, ZEROS, Cell, Spelling, areas, book, of, sheet_xml, table
from tests.services.factories import make_field, make_target_group
from tests.stations.factories import make_station

pytestmark = pytest.mark.django_db

BROKEN = "This formula shows an error or no result; write the value instead."
ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]>'


@pytest.fixture
def station(hedong):
    return make_station(hedong, area_m2=45)


# --- how far it reaches -----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["T1048576", "A60000", "XEZ1040001", "GR20001", "XFD4000"])
@pytest.mark.parametrize("text", ["x", " "])
def test_a_cell_far_away_refuses_the_file_by_its_address(address, text, officer, station):
    rows = sheet_xml(areas(station, 50), Spelling()).decode()
    number = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{number}"><c r="{address}" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'

    batch = upload(officer, "stations", book([rows.replace("</sheetData>", far).encode()]))

    assert batch.status == "refused"
    assert f"The table reaches to the cell {address}" in batch.message


def test_a_blank_far_to_the_right_does_no_harm(officer, station):
    rows = sheet_xml(areas(station, 50), Spelling()).decode()
    far = '<c r="XFD2" t="inlineStr"><is><t> </t></is></c></row></sheetData>'

    batch = upload(officer, "stations", book([rows.replace("</row></sheetData>", far).encode()]))

    assert (batch.status, batch.changed_count) == ("checked", 1)


def test_more_than_200_columns_are_refused(officer):
    batch = upload(officer, "stations", workbook([["name"] * 201]))

    assert batch.message == "The table has more than 200 columns."


def test_merged_cells_cost_no_more_than_the_table(officer, station):
    rows = areas(station, 50)
    far = Spelling().mark("mergeCells", (), Spelling().mark("mergeCell", [("ref", "A5:XFD1048576")]))
    batch = upload(officer, "stations", book([sheet_xml(rows, Spelling(), tail=far)]))
    assert batch.status == "checked"

    many = "".join(Spelling().mark("mergeCell", [("ref", f"A{row}:B{row}")]) for row in range(3, 10_010))
    batch = upload(officer, "stations", book([sheet_xml(rows, Spelling(), tail=many)]))
    assert batch.message == "Too many cells are merged. Unmerge them and fill each one."


def test_a_long_comment_is_read_in_the_time_of_its_length(officer, station):
    sheet = sheet_xml(areas(station, 50), Spelling()).decode()
    cells = '<c r="A1" t="n"><f>1</f>' * 100_000
    comment = f"<!--{cells}--><sheetData>".encode()

    before = time.process_time()
    batch = upload(officer, "stations", book([sheet.encode().replace(b"<sheetData>", comment)]))

    assert batch.status == "checked"
    assert time.process_time() - before < 5


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_part_that_declares_entities_is_refused(part, officer, station):
    whole = of(areas(station, 50))
    content = rewritten(whole, part, lambda xml: xml.replace("?>", f"?>{ENTITIES}", 1))

    batch = upload(officer, "stations", content)

    assert batch.message == "This workbook cannot be read. Save it again as .xlsx."


def rewritten(content, part, change) -> bytes:
    """The workbook with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            xml = old.read(name).decode()
            new.writestr(name, change(xml) if name == part else xml)
    return stream.getvalue()


@pytest.mark.parametrize(
    "end",
    [
        f"import os, signal; os.kill(os.getpid(), signal.{signal.SIGKILL.name})",
        "import os; os.abort()",
        "print('{')",
        "import time; time.sleep(60)",
        "from exchange.importing import workbook_process as p; p.limit(); bytearray(2 * p.MAX_MEMORY)",
    ],
)
def test_the_end_of_the_reading_process_is_a_sentence(end, officer, station, monkeypatch):
    monkeypatch.setattr(reading, "READER", [reading.READER[0], "-c", end])
    monkeypatch.setattr(reading, "PATIENCE_S", 2)

    batch = upload(officer, "stations", of(areas(station, 50)))

    assert batch.status == "refused"
    assert "takes more memory or time than it may" in batch.message


def test_where_the_process_ends_in_the_import_nothing_is_written(officer, station, monkeypatch):
    batch = upload(officer, "stations", of(areas(station, 50)))
    monkeypatch.setattr(reading, "READER", [reading.READER[0], "-c", "import os; os.abort()"])

    batch = do(officer, batch, "commit")

    assert batch.status == "checked"
    assert "takes more memory or time than it may" in batch.message
    station.refresh_from_db()
    assert station.area_m2 == 45


def test_the_reading_process_knows_nothing_of_the_portal(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "of the portal")
    monkeypatch.setattr(
        reading, "READER", [reading.READER[0], "-c", "import os, json; print(json.dumps(dict(os.environ)))"]
    )

    assert "SECRET_KEY" not in reading._read_apart(b"")[0]


# --- formulas and errors ----------------------------------------------------------------------------------

UNSAVED = Cell(formula="100+20")
ERROR = Cell(value="#N/A", kind="e", formula="VLOOKUP(1,A1:A1,1)")


@pytest.mark.parametrize(
    "cell", [UNSAVED, ERROR, Cell(value="#N/A", kind="e"), Cell(text="#REF!"), Cell("###")]
)
@pytest.mark.parametrize(
    "spelling", [Spelling(), Spelling(prefix="x:"), Spelling(is_turned=True, quote="'", has_addresses=False)]
)
def test_a_formula_without_result_clears_nothing(cell, spelling, officer, station):
    batch = upload(officer, "stations", of(areas(station, cell), spelling))

    assert errors_of(batch) == [(2, "area_m2", BROKEN)]
    assert do(officer, batch, "commit").status == "refused"


def test_a_row_of_nothing_but_a_broken_formula_is_refused_too(officer, station):
    batch = upload(officer, "stations", of([*areas(station, 50), [None, UNSAVED], [None, None, ERROR]]))

    assert (3, "area_m2", BROKEN) in errors_of(batch)
    assert (4, "", "Column 3 has no heading; move or clear this cell.") in errors_of(batch)


def test_a_formula_over_several_cells_without_results_clears_none_of_them(officer, station):
    array = Cell(formula="A1:A3*1", formula_says=(("t", "array"), ("ref", "B2:B3")))
    other = make_station(station.township, area_m2=30)
    rows = table(["code", "area_m2"], [station.code, array], [other.code, Cell()])

    batch = upload(officer, "stations", of(rows))

    assert errors_of(batch) == [(2, "area_m2", BROKEN), (3, "area_m2", BROKEN)]


def test_an_error_saved_in_a_csv_file_is_an_error_too(officer, station):
    batch = upload(officer, "stations", csv_text([["code", "address"], [station.code, "#REF!"]]).encode())

    assert errors_of(batch) == [(2, "address", BROKEN)]


def test_a_zero_from_a_formula_is_taken_and_told(officer, station):
    batch = upload(officer, "stations", of(areas(station, Cell(value="0", formula="100+20"))))

    assert (batch.status, batch.changed_count) == ("checked", 1)
    assert batch.notes.startswith("Row 2, Area (m²): The 0 is the saved result of a formula")
    assert "To look at before the import" in officer.get(batch.get_absolute_url()).content.decode()


def test_in_the_marked_workbook_a_broken_cell_stays_broken(officer, station):
    first = upload(officer, "stations", of(areas(station, UNSAVED)))

    second = upload(officer, "stations", officer.get(f"{first.get_absolute_url()}marked/").content)

    assert errors_of(second) == errors_of(first)


# --- which sheet, which rows ------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_first_visible_sheet_is_read_and_the_page_says_so(state, officer, station):
    sheets = [sheet_xml(areas(station, area), Spelling()) for area in (11, 120)]

    batch = do(officer, upload(officer, "stations", book(sheets, states=(state,))), "commit")

    station.refresh_from_db()
    assert station.area_m2 == 120
    assert batch.notes == "The sheet “表2” was read; not read: “表1” (hidden)."


def test_a_second_sheet_with_something_in_it_is_named_and_an_empty_one_is_not(officer, station):
    sheets = [sheet_xml(rows, Spelling()) for rows in (areas(station, 50), areas(station, 60), [])]

    batch = upload(officer, "stations", book(sheets))

    assert batch.notes == "The sheet “表1” was read; not read: “表2”."


def test_a_workbook_without_visible_sheet_is_refused(officer, station):
    content = of(areas(station, 50), states=("hidden",))

    assert "has no visible sheet" in upload(officer, "stations", content).message


def test_the_sheets_of_the_portals_own_workbooks_are_not_named(officer, station):
    content = officer.get(reverse("stations:station-list") + "?export=edit-xlsx").content

    batch = upload(officer, "stations", content)

    assert (batch.unchanged_count, batch.notes) == (1, "")


def test_hidden_rows_and_columns_count_and_the_page_says_how_many(officer, station):
    hide = Spelling().mark("cols", (), Spelling().mark("col", [("min", "2"), ("max", "2"), ("hidden", "1")]))
    sheet = sheet_xml(areas(station, 50), Spelling(), hidden_rows={2}, tail=hide)

    batch = upload(officer, "stations", book([sheet]))

    assert batch.changed_count == 1
    assert batch.notes.splitlines() == [
        "1 row that is hidden or filtered out in the file counts as well.",
        "1 column that is hidden in the file counts as well.",
    ]


# --- days and numbers -------------------------------------------------------------------------------------


def test_days_count_by_the_calendar_of_the_workbook(officer, station):
    rows = table(
        ["station", "stage", "planned_on"],
        [station.code, 20, Cell(value="43280", style=DAY)],
        [station.code, 30, 43280],
    )
    content = of(rows, uses_1904=True)

    do(officer, upload(officer, "milestones", content), "commit")

    assert set(Milestone.objects.filter(station=station).values_list("planned_on", flat=True)) == {
        date(2022, 6, 30)
    }


def test_the_marked_workbook_counts_days_as_the_file_did(officer, station):
    rows = table(["station", "stage", "planned_on"], [station.code, 20, 43280], [station.code, "?", 43280])
    batch = upload(officer, "milestones", of(rows, uses_1904=True))
    content = officer.get(f"{batch.get_absolute_url()}marked/").content

    again = upload(officer, "milestones", content)

    assert errors_of(again) == errors_of(batch)
    assert again.rows.get(number=2).differences == batch.rows.get(number=2).differences


RECORD = ["station", "served_on", "method", "nature", "field", "groups", "hours"]


def record(station, **cells):
    values = {
        "station": station.code,
        "served_on": "2022-06-08",
        "method": "visit",
        "nature": "professional",
        "field": "ELDER_CARE",
        "groups": "ELDER",
        "hours": 2.5,
        "person_count": 8,
        "attendance_count": 8,
    } | cells
    return table(list(values), list(values.values()))


@pytest.mark.parametrize(
    ("cell", "satisfaction"),
    [
        (Cell(value="1", style=PERCENT), 100),
        (Cell(value="0.95", style=PERCENT), 95),
        (Cell(value="0.29", style=PERCENT), 29),
        (Cell("95%"), 95),
        (Cell("９５％"), 95),
        (Cell(value="95"), 95),
    ],
)
def test_a_cell_that_shows_95_percent_counts_as_95(cell, satisfaction, officer, station):
    make_target_group()
    make_field()

    batch = upload(officer, "service-records", of(record(station, satisfaction=cell)))

    assert errors_of(batch) == []
    do(officer, batch, "commit")
    assert ServiceRecord.objects.get().satisfaction == satisfaction


def test_a_percentage_in_another_column_is_refused_with_what_it_shows(officer, station):
    batch = upload(officer, "stations", of(areas(station, Cell(value="0.45", style=PERCENT))))

    ((_row, column, sentence),) = errors_of(batch)
    assert column == "area_m2"
    assert sentence.startswith("This cell shows 45%, but the column holds no percentages.")


def test_a_time_where_a_number_is_meant_is_refused_with_the_way_to_write_it(officer, station):
    content = workbook([["code", "area_m2"]], lambda book, sheet: write_time(book, sheet, station))

    ((_row, column, sentence),) = errors_of(upload(officer, "stations", content))

    assert column == "area_m2"
    assert "hours are written like 1.5" in sentence


def write_time(book, sheet, station):
    sheet.write(1, 0, station.code)
    sheet.write_number(1, 1, 0.0625, book.add_format({"num_format": "h:mm"}))


def test_a_code_is_read_with_the_zeros_that_its_format_shows(officer, station):
    rows = table(["code", "address"], [station.code, Cell(value="12", style=ZEROS)])

    batch = do(officer, upload(officer, "stations", of(rows)), "commit")

    station.refresh_from_db()
    assert (batch.status, station.address) == ("committed", "0012")
