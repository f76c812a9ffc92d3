"""The official forms: the same body on the page and in the workbook, in scope, with Σ ÷ Σ below."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from personnel.models import PersonalDataAccess, Posting
from reports.official import CATALOGUE
from reports.official.period import MONTH, QUARTER, YEAR, Period
from stations.models import Milestone, Stage, Station
from tests.accounts.factories import make_user
from tests.personnel.factories import make_posting, make_worker
from tests.small_city import ON
from tests.stations.factories import make_agency, make_engagement

DAY = {"on": ON.isoformat()}


def page(client, code, **query):
    response = client.get(reverse("reports:official-form", args=[code]), DAY | query)
    assert response.status_code == 200, response.content[:500]
    return BeautifulSoup(response.content, "html.parser")


def body(client, code, **query) -> list[list[str]]:
    """The cells of the form, line by line, the heading first and the total last."""
    table = page(client, code, **query).select_one("table.official-form")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tr")]


def workbook(client, code, **query) -> bytes:
    address = reverse("reports:official-form", args=[code])
    if CATALOGUE[code].holds_people:
        response = client.post(f"{address}?{urlencode(DAY | query)}")
    else:
        response = client.get(address, DAY | {"export": "xlsx"} | query)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def cells_of(content: bytes) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.fixture
def world(kept_world, db):
    return kept_world


@pytest.fixture
def of_city(world, client_of, city):
    return client_of(make_user("city", "municipal_admin", city))


@pytest.fixture
def of_taocheng(world, client_of, taocheng):
    return client_of(make_user("taocheng", "county_officer", taocheng))


def test_a_month_a_quarter_and_a_year_know_where_they_start():
    on = date(2022, 11, 17)
    assert [Period(kind, on).starts_on for kind in (MONTH, QUARTER, YEAR)] == [
        date(2022, 11, 1),
        date(2022, 10, 1),
        date(2022, 1, 1),
    ]
    assert Period(MONTH, date(2022, 1, 31)).day_before == date(2021, 12, 31)
    assert [str(Period(kind, on)) for kind in (MONTH, QUARTER, YEAR)] == [
        "2022-11",
        "2022, quarter 4",
        "2022",
    ]


def test_all_forms_are_listed_for_the_city(of_city):
    response = of_city.get(reverse("reports:official-list"), DAY)
    soup = BeautifulSoup(response.content, "html.parser")
    assert len(soup.select("tbody tr")) == len(CATALOGUE)


def test_the_ledger_of_progress_has_a_row_for_every_station_in_the_plan(of_city, city):
    heading, *rows, total = body(of_city, "progress")
    assert len(rows) == Station.objects.in_plan(ON).count()
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert total[1] == "Total"
    column = heading.index("Money (10,000 yuan)")
    assert sum(Decimal(row[column].replace(",", "")) for row in rows) == Decimal(total[column])


def test_a_row_tells_stage_dates_operator_and_people(of_city, hexi, taocheng):
    station = Station.objects.get(township=hexi, stage=Stage.OPERATING)
    station.area_m2 = Decimal("120.5")
    station.save()
    agency = make_agency(taocheng, name="衡水众合社工中心")
    make_engagement(agency, station, started_on=date(2022, 1, 1))
    head = make_worker(taocheng, name="王站长")
    make_posting(head, station, role=Posting.Role.HEAD, started_on=date(2022, 2, 1))

    heading, *rows = body(of_city, "progress")
    row = dict(zip(heading, next(row for row in rows if row[3] == station.name), strict=True))

    milestone = Milestone.objects.get(station=station, stage=Stage.OPERATING)
    assert row["Operating agency"] == agency.name
    assert row["Area (m²)"] == "120.50"
    assert row["Stage"] == Stage.OPERATING.label
    assert row["Achieved on"] == milestone.achieved_on.isoformat()
    assert row["Full-time"] == "1"
    assert row["Person in charge"] == "王站长"


def test_what_happened_after_the_day_is_not_told(of_city, hexi):
    station = Station.objects.get(township=hexi, stage=Stage.OPERATING)
    before = Milestone.objects.get(station=station, stage=Stage.OPERATING).achieved_on
    earlier = date.fromordinal(before.toordinal() - 1)
    heading, *rows, _total = body(of_city, "progress", on=earlier.isoformat())
    found = [row for row in rows if row[3] == station.name]
    assert all(row[heading.index("Achieved on")] != before.isoformat() for row in found)


def test_an_overdue_milestone_is_a_problem_with_its_cause(of_city, hexi):
    station = Station.objects.get(township=hexi, stage=Stage.FUNDED)
    late = Milestone.objects.overdue(ON).filter(station=station).order_by("stage").first()
    Milestone.objects.filter(pk=late.pk).update(
        delay_cause=Milestone.DelayCause.choices[0][0], delay_note="等批复"
    )
    heading, *rows, _total = body(of_city, "progress")
    row = next(row for row in rows if row[3] == station.name)
    assert (
        f"{Stage(late.stage).label} {Milestone.DelayCause.choices[0][1]} 等批复"
        in row[heading.index("Problems")]
    )


def test_the_bulletin_divides_sum_by_sum_and_says_what_is_new(of_city):
    heading, *rows, total = body(of_city, "coverage", period=YEAR)
    figures = {row[0]: dict(zip(heading, row, strict=True)) for row in [*rows, total]}
    covered = sum(int(row[2]) for row in rows)
    townships = sum(int(row[1]) for row in rows)
    assert figures["Total"]["Coverage rate"] == f"{covered / townships * 100:.1f}%"
    assert figures["Total"]["Newly covered"] == str(covered)
    assert figures["枣强县"]["Rank"] == "1"
    assert figures["Total"]["Change (points)"].startswith("+")


def test_nothing_is_new_in_a_month_without_an_opening(of_city):
    heading, *_rows, total = body(of_city, "coverage", period=MONTH)
    assert total[heading.index("Newly covered")] == "0"
    assert total[heading.index("Change (points)")] == "+0.0"


def test_the_usual_period_of_a_form_is_chosen_until_another_is(of_city):
    chosen = "select[name=period] option[selected]"
    assert page(of_city, "agencies").select_one(chosen)["value"] == QUARTER
    assert page(of_city, "agencies", period=YEAR).select_one(chosen)["value"] == YEAR


def test_the_register_of_people_masks_the_certificates(of_city):
    heading, *rows = body(of_city, "people")
    assert rows
    numbers = [row[heading.index("Certificate number")] for row in rows]
    assert all("*" in number for number in numbers)
    assert {row[heading.index("At a station")] for row in rows} == {"yes", "no"}


def test_the_register_of_agencies_divides_certified_by_full_time(of_city, taocheng):
    agency = make_agency(taocheng, name="两人社工中心", registered_on=date(2021, 1, 1))
    for name in ("甲", "乙"):
        make_worker(taocheng, name=name, agency=agency, employment_type="full_time")
    heading, *rows, total = body(of_city, "agencies")
    row = dict(zip(heading, next(row for row in rows if row[1] == agency.name), strict=True))
    assert (row["Full-time"], row["Certified"], row["Certified share"]) == ("2", "0", "0.0%")
    assert total[heading.index("Full-time")] == str(sum(int(one[heading.index("Full-time")]) for one in rows))


def test_the_ledger_of_funds_adds_up(of_city):
    heading, *rows, total = body(of_city, "money")
    for name in ("Budget", "Allocated", "Disbursed", "Spent", "Balance"):
        column = heading.index(name)
        cells = [Decimal(row[column].replace(",", "")) for row in [*rows, total]]
        assert sum(cells[:-1]) == cells[-1]
    row = dict(zip(heading, total, strict=True))
    amounts = {name: Decimal(row[name].replace(",", "")) for name in ("Allocated", "Spent", "Balance")}
    assert amounts["Allocated"] - amounts["Spent"] == amounts["Balance"]
    assert row["Budget execution rate"] == f"{amounts['Spent'] / amounts['Allocated'] * 100:.1f}%"


@pytest.mark.parametrize("code", list(CATALOGUE))
def test_the_workbook_holds_what_the_page_shows_ready_to_be_printed(of_city, code):
    content = workbook(of_city, code)
    heading, *rows = body(of_city, code)
    cells = cells_of(content)
    assert cells[0][0].startswith("衡水市 ")
    assert "as of 2022-06-30" in cells[1][0]
    assert cells[2] == heading
    # Words are the same in both; figures are numbers in the workbook, and what is unknown is left blank.
    for held, shown in zip(cells[3 : 3 + len(rows)], rows, strict=True):
        words = [(cell, text) for cell, text in zip(held, shown, strict=True) if isinstance(cell, str)]
        assert [cell for cell, _text in words] == [text.replace("—", "") for _cell, text in words]
        assert any(cell for cell, _text in words)
    assert any(str(row[0]).startswith("Unit (seal)") for row in cells[3 + len(rows) :])


@pytest.mark.parametrize("code", list(CATALOGUE))
def test_the_workbook_is_set_up_for_the_printer(of_city, code):
    book = zipfile.ZipFile(io.BytesIO(workbook(of_city, code)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"' in sheet
    assert "$3:$3" in book.read("xl/workbook.xml").decode()


def test_numbers_in_the_workbook_are_numbers(of_city):
    total = next(row for row in cells_of(workbook(of_city, "coverage")) if row[0] == "Total")
    assert isinstance(total[1], float)
    assert isinstance(total[4], float)


def test_text_that_looks_like_a_formula_is_defused_in_the_workbook(of_city, hexi):
    Station.objects.filter(township=hexi, stage=Stage.FUNDED).update(name="=1+1")
    names = [row[3] for row in cells_of(workbook(of_city, "progress"))[3:]]
    assert "'=1+1" in names


@pytest.mark.parametrize("code", list(CATALOGUE))
def test_an_officer_sees_nothing_of_another_county(of_taocheng, code):
    assert "枣强" not in str(page(of_taocheng, code))
    other = of_taocheng.get(reverse("reports:official-form", args=[code]), {"region": "131121"})
    assert other.status_code == 404


def test_readers_without_money_get_every_form_but_that_of_funds(world, client_of, city):
    client = client_of(make_user("viewer", "viewer", city))
    soup = BeautifulSoup(client.get(reverse("reports:official-list"), DAY).content, "html.parser")
    assert len(soup.select("tbody tr")) == len(CATALOGUE) - 1
    assert client.get(reverse("reports:official-form", args=["money"]), DAY).status_code == 403
    heading, *rows, total = body(client, "progress")
    assert {row[heading.index("Money (10,000 yuan)")] for row in [*rows, total]} == {"—"}


@pytest.mark.parametrize("query", [{"on": "soon"}, {"on": "2999-01-01"}, {"period": "week"}])
def test_an_unclear_day_or_period_is_said(of_city, query):
    response = of_city.get(reverse("reports:official-form", args=["progress"]), query)
    assert response.status_code == 400
    assert BeautifulSoup(response.content, "html.parser").select(".alert-danger")


def test_an_unknown_form_is_not_found(of_city):
    assert of_city.get(reverse("reports:official-form", args=["nothing"])).status_code == 404


def test_an_empty_region_says_so(of_city):
    soup = page(of_city, "progress", on="2001-01-01")
    assert "hold nothing" in soup.select_one(".empty-row").get_text()


@pytest.mark.parametrize("code", list(CATALOGUE))
def test_the_number_of_queries_does_not_grow(of_city, hexi, taocheng, code, django_assert_max_num_queries):
    address = reverse("reports:official-form", args=[code])
    of_city.get(address, DAY)
    with CaptureQueriesContext(connection) as few:
        of_city.get(address, DAY)
    agency = make_agency(taocheng, name="又一家", registered_on=date(2021, 1, 1))
    station = Station.objects.get(township=hexi, stage=Stage.OPERATING)
    make_engagement(agency, station, started_on=date(2022, 1, 1))
    for number in range(4):
        make_posting(make_worker(taocheng, name=f"工{number}"), station, started_on=date(2022, 2, 1))
    with django_assert_max_num_queries(len(few)):
        of_city.get(address, DAY)


def test_the_register_of_people_is_taken_away_by_post_alone_and_noted(of_taocheng, taocheng):
    address = reverse("reports:official-form", args=["people"])
    by_address = of_taocheng.get(address, DAY | {"export": "xlsx"})
    assert by_address["Content-Type"].startswith("text/html")
    assert not PersonalDataAccess.objects.exists()

    content = workbook(of_taocheng, "people")

    entry = PersonalDataAccess.objects.get()
    people = len(body(of_taocheng, "people")) - 1
    assert (entry.kind, entry.persons, entry.region.code) == ("masked_export", people, taocheng.code)
    assert "Exported by" in zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml").decode()


def test_a_form_without_people_is_not_asked_for_by_post(of_city):
    assert of_city.post(reverse("reports:official-form", args=["progress"])).status_code == 405
    assert not PersonalDataAccess.objects.exists()
