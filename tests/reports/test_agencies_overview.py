"""How unevenly agencies are distributed, whom they serve, and the pages that say so."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.catalogue import CATALOGUE
from indicators.pooled import gini
from indicators.reading import read
from tests.reports.pages import cells, in_english, panel, parsed, queries_of, words
from tests.stations.agencies import make_base, make_incubation, make_rating, make_rule, make_support
from tests.stations.factories import make_agency, make_engagement, make_station

ON = date(2022, 6, 30)


def value(code, user, region):
    indicator = CATALOGUE[code]
    return read([indicator], user=user, region=region, on=ON).value(indicator)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], None),
        ([0, 0], None),
        ([3, 3, 3], Decimal(0)),
        ([0, 0, 0, 4], Decimal("0.75")),
        ([1, 3], Decimal("0.25")),
        ([3, 1], Decimal("0.25")),
    ],
)
def test_the_vectors_of_the_gini_coefficient(counts, expected):
    assert gini(counts) == expected


@pytest.fixture
def served(hedong, hexi, zaoqiang_town, taocheng):
    """One agency in both counties, another one beside it in 河东街道; 河西街道 has nobody."""
    wide, near = make_agency(taocheng), make_agency(taocheng)
    here, there = make_station(hedong, operating_on=date(2022, 3, 1)), make_station(zaoqiang_town)
    make_engagement(wide, here)
    make_engagement(near, here, role="supporter")
    make_engagement(wide, there)
    make_engagement(near, there, role="supporter", ended_on=date(2022, 6, 29))
    return wide


def test_an_agency_counts_once_in_every_region_it_serves(served, city_admin, city, taocheng, zaoqiang):
    assert value("agencies_serving", city_admin, city) == 2
    assert value("agencies_serving", city_admin, taocheng) == 2
    assert value("agencies_serving", city_admin, zaoqiang) == 1


def test_children_and_their_region_say_the_same(served, city_admin, city, taocheng, zaoqiang):
    codes = ["agencies_serving", "agencies_gini", "townships_unserved"]
    reading = read([CATALOGUE[code] for code in codes], user=city_admin, region=city, on=ON)
    for region in (taocheng, zaoqiang):
        for code in codes:
            assert reading.value(CATALOGUE[code], region.path) == value(code, city_admin, region)


def test_unevenness_is_over_all_townships(served, city_admin, city, zaoqiang):
    assert value("agencies_gini", city_admin, city) == gini([2, 0, 1])
    assert value("agencies_gini", city_admin, zaoqiang) == 0


def test_townships_nobody_serves_are_the_rows_behind_the_figure(served, city_admin, city, client_of):
    assert value("townships_unserved", city_admin, city) == 1
    page = client_of(city_admin).get(f"/reports/indicators/townships_unserved/rows/?region=131100&on={ON}")
    assert [row.record.name for row in page.context["table"].rows] == ["河西街道"]


def test_the_overview_names_loads_and_gaps(served, city_admin, client_of):
    page = parsed(in_english(client_of(city_admin)).get(f"/agencies/overview/?on={ON}"))

    assert "河西街道 桃城区" in words(panel(page, "unserved"))
    rows = [cells(row) for row in panel(page, "loads").select("tbody tr")]
    assert [row[1] for row in rows] == ["2", "1"]
    assert rows[0][0] == served.name
    assert "social-work professionals 2" in words(panel(page, "founder-types"))


def test_the_overview_costs_the_same_with_more_agencies(served, city_admin, client_of, hexi, taocheng):
    client = client_of(city_admin)
    url = f"/agencies/overview/?on={ON}"
    before = len(queries_of(client, url))
    for _number in range(5):
        make_engagement(make_agency(taocheng), make_station(hexi, name="新站"))
    assert len(queries_of(client, url)) == before <= 25


def test_an_officer_sees_only_the_own_county(served, zaoqiang_officer, zaoqiang, client_of):
    client = client_of(zaoqiang_officer)
    assert "河西" not in client.get(f"/agencies/overview/?on={ON}").content.decode()
    assert client.get(f"/agencies/overview/?region=131102&on={ON}").status_code == 404


def test_the_page_of_an_agency_says_how_it_stands(taocheng_officer, taocheng, client_of):
    make_rule()
    agency = make_agency(taocheng, capital_yuan=5_000)
    make_rating(agency)
    make_support(make_incubation(agency, make_base(taocheng)))
    page = parsed(in_english(client_of(taocheng_officer)).get(agency.get_absolute_url()))

    fitness = words(panel(page, "fitness"))
    assert "冀民规〔2020〕1号" in fitness
    assert "at least 10,000.00 5,000.00 not met" in fitness
    assert "No founder is recorded." in fitness
    assert "3A" in words(panel(page, "founders"))
    assert "5,000.00" in words(panel(page, "incubation"))


def test_elsewhere_the_page_keeps_what_is_the_home_regions_alone(
    zaoqiang_officer, taocheng, zaoqiang_town, client_of
):
    agency = make_agency(taocheng, capital_yuan=5_000)
    make_engagement(agency, make_station(zaoqiang_town))
    page = parsed(in_english(client_of(zaoqiang_officer)).get(agency.get_absolute_url()))

    assert panel(page, "fitness") is None
    assert "5,000.00" not in page.get_text()
