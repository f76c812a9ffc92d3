from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from accounts.models import RoleAssignment
from accounts.roles import Role
from regions.models import Boundary
from tests.accounts.factories import make_user
from tests.regions.factories import make_region
from tests.reports.factories import make_published_figure
from tests.small_city import ON
from tests.stations.factories import make_community, make_deliverable, make_station

DAY = f"on={ON}"
SQUARE = {"type": "Polygon", "coordinates": [[[115, 37], [116, 37], [116, 38], [115, 38], [115, 37]]]}


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(response):
    return response.content.decode()


@pytest.fixture
def world(kept_world, db):
    return kept_world


@pytest.fixture
def outlines(taocheng, zaoqiang):
    for region in (taocheng, zaoqiang):
        Boundary.objects.create(region=region, geometry=SQUARE, source="天地图")


def test_the_front_page_shows_the_own_region(world, taocheng_officer, client_of):
    page = page_of(client_of(taocheng_officer).get("/"))
    assert page.h1.get_text().strip().startswith("桃城区")


def test_whoever_has_several_regions_is_offered_a_switch(taocheng, zaoqiang, client_of):
    user = make_user("both", Role.COUNTY_OFFICER, taocheng)
    RoleAssignment.objects.create(user=user, role=Role.VIEWER, region=zaoqiang)
    page = page_of(client_of(user).get("/"))
    for code in ("131102", "131121"):
        assert page.select_one(f"a[href='/regions/{code}/']")


def test_a_superuser_starts_at_the_root_of_the_list(city, client_of):
    user = make_user("root", is_superuser=True)
    assert page_of(client_of(user).get("/")).h1.get_text().strip().startswith("衡水市")


def test_an_account_without_a_region_is_told_whom_to_ask(city, client_of):
    response = client_of(make_user("newcomer")).get("/")
    assert response.status_code == 200
    assert [template.name for template in response.templates][0] == "reports/overview/no_region.html"
    assert "衡水市" not in page_of(response).main.get_text()


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, city):
    assert client.get("/").status_code == 302
    assert client.get("/regions/131100/boundaries.json").status_code == 302


@pytest.mark.parametrize("path", ["", "boundaries.json"])
def test_another_county_does_not_exist_for_a_county_officer(path, world, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    assert client.get(f"/regions/131121/{path}").status_code == 404
    assert client.get(f"/regions/131121100/{path}").status_code == 404
    assert client.get(f"/regions/131100/{path}").status_code == 404
    assert client.get(f"/regions/999999/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/regions/131102/",
        "/regions/131102002/",
        "/regions/131102/boundaries.json",
        "/reports/indicators/",
        "/reports/indicators/agencies/",
        "/reports/indicators/coverage_rate/?export=csv",
        "/reports/published-figures/",
        "/api/v1/indicators/",
        "/api/v1/indicators/agencies/",
        "/api/v1/published-figures/",
    ],
)
def test_a_county_officer_never_reads_another_countys_name_nor_the_citys_figures(
    path, world, zaoqiang, taocheng_officer, outlines, client_of
):
    make_published_figure(world, source="全市通报")
    make_published_figure(zaoqiang, source="枣强县通报")
    response = client_of(taocheng_officer).get(path)
    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    assert "枣强" not in content.decode()
    assert "全市通报" not in content.decode()


def test_the_way_down_stays_within_scope(world, hedong, taocheng_officer, city_admin, client_of):
    page = page_of(client_of(taocheng_officer).get("/regions/131102002/"))
    assert [item.get_text() for item in page.select(".breadcrumb li")] == ["桃城区", "河东街道"]
    page = page_of(client_of(city_admin).get("/regions/131102002/"))
    assert [item.get_text() for item in page.select(".breadcrumb li")] == ["衡水市", "桃城区", "河东街道"]


@pytest.mark.parametrize("on", ["yesterday", "2022-13-01", "30.06.2022", "2099-01-01", "1900-01-01"])
def test_a_day_that_makes_no_sense_is_refused_with_a_sentence(on, world, city_admin, client_of):
    for path in ("/", "/regions/131102/", "/reports/indicators/", "/reports/indicators/agencies/"):
        response = client_of(city_admin).get(path, {"on": on})
        assert response.status_code == 400
        page = BeautifulSoup(response.content, "html.parser")
        assert page.select_one("[role=alert]").get_text(strip=True)
        assert not page.select(".figure-value")


def test_an_indicator_that_does_not_exist_is_refused(world, city_admin, client_of):
    assert client_of(city_admin).get("/?indicator=happiness").status_code == 400


def test_every_figure_opens_its_rows_and_unfolds_its_formula(world, city_admin, client_of):
    page = page_of(client_of(city_admin).get(f"/?{DAY}"))
    links = page.select(".figure-cards .figure-value, .figure-cards dd a")
    assert len(links) == len(page.select(".figure-cards details.formula"))
    assert all("region=131100" in link["href"] for link in links)
    completed = page.select_one("a[href*='completed_on=2022-06-30']")
    assert completed["href"] == "/stations/?region=131100&completed_on=2022-06-30"


def test_the_table_adds_up_with_a_line_for_the_level_itself(world, city_admin, client_of):
    page = page_of(client_of(city_admin).get(f"/?{DAY}"))
    heads = [cell.a["href"].partition("indicator=")[2] for cell in page.select(".regions-table thead th")[2:]]
    column = heads.index("agencies") + 2
    figures = [row.find_all(["td", "th"])[column].get_text() for row in page.select(".regions-table tr")[1:]]
    names = [row.th.get_text().strip() for row in page.select(".regions-table tbody tr")]
    assert names[:2] == ["桃城区", "枣强县"]
    assert len(names) == 3
    assert figures == ["1", "1", "1", "3"]


def test_the_chosen_indicator_ranks_the_table_and_fills_the_chart(world, city_admin, client_of):
    url = f"/?{DAY}&indicator=certified_senior"
    page = page_of(client_of(city_admin).get(url))
    rows = page.select(".regions-table tbody tr")
    assert [row.td.get_text() for row in rows] == ["1", "1", "—"]
    chart = page.find(id="chart-data")
    assert chart["type"] == "application/json"
    assert "桃城区" in chart.get_text().encode().decode("unicode_escape")
    assert page.select_one("th.is-chosen a")["href"].endswith("indicator=certified_senior")


def test_counties_without_an_outline_stand_beside_the_map(world, outlines, city_admin, client_of):
    make_region("131171", "高新区")
    page = page_of(client_of(city_admin).get(f"/?{DAY}"))
    side = page.select_one(".chart-side")
    assert [link.get_text() for link in side.select("li a")] == ["高新区"]
    assert "天地图" in side.get_text()


def test_without_outlines_the_children_are_drawn_as_bars(world, outlines, city_admin, client_of):
    page = page_of(client_of(city_admin).get(f"/regions/131102/?{DAY}"))
    assert page.select_one("#chart.chart-bars")
    assert not page.select(".chart-side li")


def test_outlines_are_those_right_below_as_geojson(world, outlines, city_admin, taocheng_officer, client_of):
    response = client_of(city_admin).get("/regions/131100/boundaries.json")
    assert response.headers["Cache-Control"].startswith("private")
    features = response.json()["features"]
    assert [feature["properties"]["name"] for feature in features] == ["桃城区", "枣强县"]
    assert features[0]["geometry"] == SQUARE
    assert client_of(taocheng_officer).get("/regions/131102/boundaries.json").json()["features"] == []


def test_published_figures_stand_beside_the_records(world, city_admin, client_of):
    make_published_figure(world, value=4)
    make_published_figure(world, indicator="agencies", value=23, as_of=date(2021, 12, 31))
    page = page_of(client_of(city_admin).get("/"))
    rows = page.select("[aria-labelledby=published] tbody tr")
    assert [len(row.select(".bg-green-lt")) for row in rows] == [0, 1]
    assert "−20" in rows[0].get_text()
    days = [link["href"] for link in page.select(".day-links a")]
    assert days == ["?", "?on=2021-12-31", "?on=2022-06-30"]


def test_components_show_required_accepted_and_what_counts(world, city_admin, client_of):
    page = page_of(client_of(city_admin).get(f"/?{DAY}"))
    rows = page.select("[aria-labelledby=model-title] tbody tr")
    cells = [[cell.get_text(strip=True) for cell in row.find_all("td")][:3] for row in rows]
    # 14 stations in the plan; one of them has 1 platform, 4 projects and 2 rooms.
    assert [row[0] for row in cells] == ["14", "14", "42", "112", "N"]
    assert [row[1] for row in cells] == ["1", "0", "4", "2", "0"]
    assert [row[2] for row in cells] == ["1", "0", "3", "2", "—"]


def test_the_ten_longest_overdue_are_shown_and_all_linked(world, city_admin, client_of):
    page = page_of(client_of(city_admin).get(f"/?{DAY}"))
    section = page.select_one("[aria-labelledby=overdue-title]")
    late = [int(row.find_all("td")[4].get_text()) for row in section.select("tbody tr")]
    assert len(late) == 10
    assert late == sorted(late, reverse=True)
    assert late[0] == 60
    assert section.select_one(".card-actions a")["href"].startswith(
        "/reports/indicators/milestones_overdue/rows/"
    )


def test_a_viewer_sees_no_money(world, viewer, client_of):
    make_published_figure(world, indicator="spent", value=Decimal("1"), source="财政公报")
    for path in ("/", "/reports/indicators/", "/reports/published-figures/", "/api/v1/indicators/"):
        text = text_of(client_of(viewer).get(path))
        assert "/funding/" not in text
        assert "execution_rate" not in text
        assert "财政公报" not in text
    client = client_of(viewer)
    assert client.get("/?indicator=spent").status_code == 400
    assert client.get("/reports/indicators/spent/").status_code == 403
    assert client.get("/reports/indicators/spent/rows/").status_code == 403
    assert client.get("/api/v1/indicators/spent/").status_code == 403


def test_a_township_shows_its_stations_and_communities(world, hedong, hedong_officer, client_of):
    station = make_station(hedong, name="河东示范站")
    make_deliverable(station, component="COMMUNITY_ROOM", accepted_on=date(2022, 5, 1), name="康复社工室")
    make_community(hedong, name="新社区")
    page = page_of(client_of(hedong_officer).get(f"/?{DAY}"))
    assert "河东示范站" in page.select_one("[aria-labelledby=stations-title]").get_text()
    communities = page.select_one("[aria-labelledby=communities-title]").get_text()
    assert "康复社工室" in communities
    assert "新社区" in communities
    assert not page.select("#chart, .regions-table")


def test_a_community_shows_its_room_and_no_figures(world, hedong, city_admin, client_of):
    room = make_deliverable(hedong.stations.first(), component="COMMUNITY_ROOM", name="红旗社工室")
    page = page_of(client_of(city_admin).get(f"/regions/{room.community.code}/"))
    assert "红旗社工室" in page.main.get_text()
    assert not page.select(".figure-value")


def test_pages_hold_nothing_inline(world, outlines, city_admin, client_of):
    for path in ("/", "/regions/131102/", "/regions/131102002/", "/reports/indicators/agencies/"):
        page = page_of(client_of(city_admin).get(path))
        assert not page.select("[style], style, [onclick]")
        inline = page.select("script:not([src])")
        assert all(script["type"] == "application/json" for script in inline)


@pytest.mark.parametrize("path", ["/", "/regions/131102/", "/regions/131102002/"])
def test_an_overview_costs_at_most_25_queries(
    path, world, outlines, city_admin, taocheng_officer, client_of, django_assert_max_num_queries
):
    for month in range(1, 7):
        for region in (world, taocheng_officer.assignments[0].region):
            make_published_figure(region, as_of=date(2022, month, 1))
            make_published_figure(region, indicator="agencies", as_of=date(2021, month, 1))
            make_published_figure(region, indicator="execution_rate", value=1, as_of=date(2021, month, 2))
    for user in (city_admin, taocheng_officer):
        client = client_of(user)
        with django_assert_max_num_queries(25) as queries:
            assert client.get(path).status_code == 200
    assert len(queries) > 5
