"""The 1138N matrix: what stands in it, what it adds up to, who sees it, and as a file."""

import csv
import io
from datetime import date

import pytest
from django.template import engines
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import RoleAssignment
from accounts.roles import Role
from indicators.reading import read
from indicators.stations import MODEL_COMPLETION
from regions.models import Region
from reports.panels.matrix import Matrix
from stations.models import Deliverable, Stage, Station
from tests.accounts.factories import make_user
from tests.regions.factories import make_region
from tests.reports.pages import cells, in_english, parsed, queries_of, rows, words
from tests.stations.factories import (
    account,
    make_deliverable,
    make_interruption,
    make_milestone,
    make_service_model,
    make_station,
    suspend,
)

ON = date(2022, 6, 30)
PLANNED_ON = date(2022, 1, 10)
ACCEPTED_ON = date(2022, 5, 4)
URL = "/model/?on=2022-06-30"


def make_planned(township, *, stage=None, built=(), **overrides) -> Station:
    """A station in the plan since January; ``built`` names the component of each accepted deliverable."""
    station = make_station(township, **overrides)
    make_milestone(station, achieved_on=PLANNED_ON)
    if stage:
        make_milestone(station, stage=stage, achieved_on=date(2022, 3, 1))
    for component in built:
        make_deliverable(station, component=component, accepted_on=ACCEPTED_ON)
    return station


@pytest.fixture
def stations(hedong, hexi, zaoqiang_town):
    """7/13, 2/13 with a surplus of one, and in the other county 3/13 with two electives."""
    return [
        make_planned(
            hedong,
            stage=Stage.OPERATING,
            built=["PLATFORM", "CORE_PROJECT", "CORE_PROJECT", *4 * ["COMMUNITY_ROOM"]],
        ),
        make_planned(hexi, built=["PLATFORM", "PLATFORM", "TALENT_BRAND"]),
        make_planned(zaoqiang_town, built=[*3 * ["CORE_PROJECT"], "ELECTIVE_PROJECT", "ELECTIVE_PROJECT"]),
    ]


@pytest.fixture
def page_of(client_of):
    def page(user, query=""):
        return parsed(in_english(client_of(user)).get(URL + query))

    return page


def file_of(client_of, user, query="", kind="csv"):
    """The lines of the exported file."""
    response = in_english(client_of(user)).get(f"{URL}&export={kind}{query}")
    content = b"".join(response.streaming_content)
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def heats(row):
    return [
        next((one for one in cell["class"] if one.startswith("heat-")), "") for cell in row(class_="cell")
    ]


# What stands in it


@pytest.mark.usefixtures("stations")
def test_the_city_sees_counties_with_sum_over_sum_and_a_total(page_of, city_admin):
    table = page_of(city_admin).find(class_="matrix")

    assert cells(table.thead.tr) == [
        "Station",
        "Stage",
        "综合服务平台",
        "人才培养品牌项目",
        "孵化培育核心项目",
        "社区社工室",
        "自选服务项目",
        "Completion",
    ]
    assert rows(table) == [
        ["桃城区", "2 stations", "2/2 +1", "1/2", "2/6", "4/16", "0", "9/26 34.6%"],
        ["河西街道社工站", "in the plan", "1/1 +1", "1/1", "0/3", "0/8", "0", "2/13 15.4%"],
        ["河东街道社工站", "operating", "1/1", "0/1", "2/3", "4/8", "0", "7/13 53.8%"],
        ["枣强县", "1 station", "0/1", "0/1", "3/3", "0/8", "2", "3/13 23.1%"],
        ["枣强镇社工站", "in the plan", "0/1", "0/1", "3/3", "0/8", "2", "3/13 23.1%"],
        ["Total", "3 stations", "2/3 +1", "1/3", "5/9", "4/24", "2", "12/39 30.8%"],
    ]


@pytest.mark.usefixtures("stations")
def test_the_more_is_built_the_darker_the_cell(page_of, city_admin):
    table = page_of(city_admin).find(class_="matrix")

    row = table.find("a", string="河东街道社工站").find_parent("tr")
    assert heats(row) == ["heat-10", "heat-0", "heat-6", "heat-5", "", "heat-5"]


def test_each_station_leads_to_its_page_and_each_county_to_its_stations(page_of, city_admin, stations):
    table = page_of(city_admin, "&stage=10").find(class_="matrix")

    assert table.find("a", string="河西街道社工站")["href"] == stations[1].get_absolute_url()
    assert table.find("a", string="桃城区")["href"] == "?on=2022-06-30&stage=10&region=131102"


@pytest.mark.usefixtures("stations")
def test_the_sums_are_those_of_the_indicator(city, city_admin, taocheng, zaoqiang, hedong):
    suspend(hedong.stations.get(), on=date(2022, 6, 1), reason="装修", by=city_admin)
    make_deliverable(make_station(hedong, name="未列入"), component="PLATFORM", accepted_on=ACCEPTED_ON)

    reading = read([MODEL_COMPLETION], user=city_admin, region=city, on=ON)
    planned = Station.objects.visible_to(city_admin).in_plan(ON)
    matrix = Matrix(city_admin, planned.with_stage_on(ON).with_claim(ON), ON)

    for line, path in [
        (matrix.total, None),
        (matrix.subtotals["131102"], taocheng.path),
        (matrix.subtotals["131121"], zaoqiang.path),
    ]:
        counted, required = (reading.part(part, path) for part in MODEL_COMPLETION.measures)
        assert (line.completion.counted, line.completion.required) == (counted, required)
    assert matrix.total.completion.counted == Deliverable.objects.counted(ON).count() - 1


@pytest.mark.usefixtures("stations")
def test_one_county_needs_no_subtotal(page_of, taocheng_officer):
    table = page_of(taocheng_officer).find(class_="matrix")

    assert [row[0] for row in rows(table)] == ["河西街道社工站", "河东街道社工站", "Total"]


def test_a_station_that_is_suspended_stays_and_says_so(page_of, taocheng_officer, stations):
    suspend(stations[0], on=date(2022, 6, 1), reason="装修", by=taocheng_officer)

    assert ["河东街道社工站", "operating suspended"] in [
        row[:2] for row in rows(page_of(taocheng_officer).find(class_="matrix"))
    ]


def test_a_closed_station_is_not_in_the_plan_any_more(page_of, taocheng_officer, stations):
    make_interruption(stations[0], kind="closed", started_on=date(2022, 6, 1))

    assert "河东街道社工站" not in words(page_of(taocheng_officer).main)
    assert "河东街道社工站" in words(page_of(taocheng_officer, "&on=2022-05-31").main)


@pytest.mark.usefixtures("stations")
def test_the_matrix_shows_the_day_that_is_asked_for(client_of, city_admin):
    client = in_english(client_of(city_admin))

    before = parsed(client.get("/model/?on=2022-05-03")).find(class_="matrix")
    too_early = parsed(client.get("/model/?on=2022-01-09"))

    assert rows(before)[-1][-1] == "0/39 0.0%"
    assert "No station in the plan fits" in words(too_early.main)


def test_models_share_the_columns_they_have_in_common(page_of, taocheng_officer, hedong, hexi):
    other = make_service_model(
        "1+14+N", [("PLATFORM", "平台", 1), ("ROOM", "社工点", 14), ("FREE", "自选", None)]
    )
    make_planned(hedong, built=["PLATFORM"])
    make_planned(hexi, service_model=other, built=["PLATFORM", "ROOM", "ROOM", "FREE"])

    table = page_of(taocheng_officer).find(class_="matrix")

    none = "not part of its model"
    model = "1138N 服务模式"
    assert cells(table.thead.tr)[2:-1][0] == "Model"
    assert [row[2:] for row in rows(table)] == [
        ["1+14+N", "1/1", "2/14", none, none, "1", none, none, "3/15 20.0%"],
        [model, "1/1", none, "0/1", "0/3", none, "0/8", "0", "1/13 7.7%"],
        ["", "2/2", "2/14", "0/1", "0/3", "1", "0/8", "0", "4/28 14.3%"],
    ]


# Filters


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("&region=131121", ["枣强镇社工站"]),
        ("&region=131102002", ["河东街道社工站"]),
        ("&stage=90", ["河东街道社工站"]),
        ("&stage=10&region=131102", ["河西街道社工站"]),
        ("&service_model=1138N&stage=90", ["河东街道社工站"]),
    ],
)
@pytest.mark.usefixtures("stations")
def test_the_filter_narrows_stations_and_sums(page_of, city_admin, query, expected):
    found = rows(page_of(city_admin, query).find(class_="matrix"))

    assert [row[0] for row in found[:-1]] == expected
    assert found[-1][1] == "1 station"


@pytest.mark.usefixtures("stations")
def test_the_stage_is_that_of_the_day(client_of, city_admin):
    client = in_english(client_of(city_admin))

    page = parsed(client.get("/model/?on=2022-02-28&stage=90"))

    assert "No station in the plan fits" in words(page.main)


@pytest.mark.parametrize("query", ["on=yesterday", "on=2099-01-01", "stage=11", "region=131199"])
@pytest.mark.usefixtures("stations")
def test_an_unreadable_filter_shows_its_message_and_no_rows(client_of, city_admin, query):
    response = in_english(client_of(city_admin)).get(f"/model/?{query}")

    assert response.status_code == 400
    assert "mend the marked field" in response.content.decode()
    assert "社工站</a>" not in response.content.decode()


def test_the_default_day_is_today(client_of, taocheng_officer, stations):
    make_interruption(stations[0], kind="closed", started_on=date(2022, 7, 1))

    page = parsed(in_english(client_of(taocheng_officer)).get("/model/"))

    assert "河西街道社工站" in words(page.main)
    assert "河东街道社工站" not in words(page.main)


# Scope


@pytest.mark.usefixtures("stations")
def test_an_officer_sees_nothing_of_another_county(client_of, taocheng_officer):
    client = in_english(client_of(taocheng_officer))

    page = client.get(URL).content.decode()

    assert "枣强" not in page
    assert client.get(f"{URL}&region=131121").status_code == 400
    assert "枣强" not in client.get(f"{URL}&region=131121").content.decode()


@pytest.mark.usefixtures("stations")
def test_a_township_officer_sees_the_own_station_and_no_county(page_of, hedong_officer):
    page = page_of(hedong_officer)

    assert [row[0] for row in rows(page.find(class_="matrix"))] == ["河东街道社工站", "Total"]
    assert "桃城区" not in words(page.main)


@pytest.mark.usefixtures("stations")
def test_a_county_that_is_not_in_scope_is_not_named(page_of, hedong, zaoqiang_town):
    """Two townships of two counties: grouped, but the counties themselves are nobody's business."""
    both = make_user("both", Role.TOWNSHIP_OFFICER, hedong)
    RoleAssignment.objects.create(user=both, role=Role.TOWNSHIP_OFFICER, region=zaoqiang_town)

    page = page_of(both)

    names = [row[0] for row in rows(page.find(class_="matrix"))]
    assert names == ["131102", "河东街道社工站", "131121", "枣强镇社工站", "Total"]
    assert "桃城区" not in words(page.main)
    assert "枣强县" not in words(page.main)


def test_somebody_without_a_role_may_not_ask(client_of, db):
    assert client_of(make_user("nobody")).get(URL).status_code == 403


def test_an_empty_matrix_says_what_to_do(page_of, taocheng_officer):
    assert "a station is in the plan once its first milestone is reached" in words(
        page_of(taocheng_officer).main
    )


def test_the_page_renders_without_a_missing_variable(page_of, city_admin, stations, monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "MISSING %s")

    assert "MISSING" not in page_of(city_admin).find(class_="matrix").get_text()


# As a file


@pytest.mark.usefixtures("stations")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_holds_what_the_filter_shows_as_numbers(client_of, city_admin, kind):
    heading, *lines = file_of(client_of, city_admin, kind=kind)

    assert heading[:10] == [
        "County-level unit",
        "Township",
        "Code",
        "Station",
        "Stage",
        "Does not count",
        "Service model",
        "综合服务平台 · accepted",
        "综合服务平台 · counted",
        "综合服务平台 · required",
    ]
    assert heading[-3:] == ["Counted", "Required", "Completion"]
    plain = [[*line[:4], *[float(cell) for cell in (*line[7:10], *line[-3:])]] for line in lines]
    assert plain == [
        ["桃城区", "河西街道", "ST-131102001-1", "河西街道社工站", 2, 1, 1, 2, 13, 0.1538],
        ["桃城区", "河东街道", "ST-131102002-1", "河东街道社工站", 1, 1, 1, 7, 13, 0.5385],
        ["桃城区", "", "", "Subtotal", 3, 2, 2, 9, 26, 0.3462],
        ["枣强县", "枣强镇", "ST-131121100-1", "枣强镇社工站", 0, 0, 1, 3, 13, 0.2308],
        ["枣强县", "", "", "Subtotal", 0, 0, 1, 3, 13, 0.2308],
        ["", "", "", "Total", 3, 2, 3, 12, 39, 0.3077],
    ]


@pytest.mark.usefixtures("stations")
def test_the_file_stays_in_scope_and_within_the_filter(client_of, taocheng_officer):
    lines = file_of(client_of, taocheng_officer, "&stage=90")

    assert [line[3] for line in lines[1:]] == ["河东街道社工站", "Total"]
    assert "枣强" not in str(lines)


def test_electives_have_no_required_number_in_the_file(client_of, taocheng_officer, stations):
    heading, *lines = file_of(client_of, taocheng_officer)

    assert lines[0][heading.index("自选服务项目 · required")] == ""


# Pages and growth


@pytest.fixture
def many(taocheng, zaoqiang):
    """60 stations in the first county, 5 in the second, each with a platform."""
    townships = [make_region(f"131102{number}", f"桃{number}镇") for number in range(100, 160)]
    townships += [make_region(f"131121{number}", f"枣{number}镇") for number in range(100, 105)]
    model = make_service_model()
    stations = Station.objects.bulk_create(
        Station(
            code=f"ST-{township.code}-1",
            name=f"{township.name}站",
            township=township,
            service_model=model,
        )
        for township in townships
    )
    platform = model.components.get(code="PLATFORM")
    reporter, acceptor = account("reporter"), account("acceptor")
    for station in stations:
        station.milestones.create(stage=Stage.PLANNED, achieved_on=PLANNED_ON, counts_from=PLANNED_ON)
    Deliverable.objects.bulk_create(
        Deliverable(
            code=f"DV-{station.code}",
            station=station,
            component=platform,
            name="平台",
            status=Deliverable.Status.ACCEPTED,
            reported_by=reporter,
            accepted_by=acceptor,
            accepted_on=ACCEPTED_ON,
        )
        for station in stations
    )


@pytest.mark.usefixtures("many")
def test_pages_hold_fifty_stations_while_the_sums_hold_all(page_of, city_admin):
    first, second = (rows(page_of(city_admin, f"&page={page}").find(class_="matrix")) for page in (1, 2))

    assert [len(first), first[0][0], first[1][0], first[50][0]] == [52, "桃城区", "桃100镇站", "桃149镇站"]
    assert [row[0] for row in second[:2]] == ["桃城区 (continued)", "桃150镇站"]
    assert [row[0] for row in second[11:13]] == ["枣强县", "枣100镇站"]
    assert (
        first[0][1:]
        == second[0][1:]
        == ["60 stations", "60/60", "0/60", "0/180", "0/480", "0", "60/780 7.7%"]
    )
    assert first[-1] == second[-1]
    assert first[-1][1:3] == ["65 stations", "65/65"]


@pytest.mark.usefixtures("many")
def test_a_page_that_is_not_there_is_the_last_one(page_of, city_admin):
    assert "Page 2 of 2" in words(page_of(city_admin, "&page=99").main)


@pytest.mark.usefixtures("many")
def test_the_file_holds_all_pages(client_of, city_admin):
    assert len(file_of(client_of, city_admin)) == 1 + 65 + 2 + 1


@pytest.mark.parametrize("kind", ["", "&export=xlsx"])
def test_the_matrix_asks_as_often_for_fifty_rows_as_for_one(client_of, city_admin, hedong, request, kind):
    make_planned(hedong, built=["PLATFORM"])
    make_planned(make_region("131121900", "枣外镇"), built=["PLATFORM"])
    client = client_of(city_admin)
    few = queries_of(client, URL + kind)

    request.getfixturevalue("many")

    many = queries_of(client, URL + kind)
    assert len(many) == len(few) <= 20, "\n".join(many)


def test_the_address_of_the_matrix(db):
    assert reverse("reports:matrix") == "/model/"
    assert Region.objects.count() == 0
