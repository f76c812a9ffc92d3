"""Overviews of regions that a test fills itself."""

from datetime import date

from bs4 import BeautifulSoup

from tests.regions.factories import make_region
from tests.stations.factories import make_station


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_figures_are_those_of_the_day(city, hedong, city_admin, client_of):
    make_station(hedong, operating_on=date(2022, 3, 1))
    leading = "section.figure-cards .figure-value"
    before = page_of(client_of(city_admin).get("/?on=2022-02-28"))
    after = page_of(client_of(city_admin).get("/?on=2022-03-01"))
    assert before.select_one(leading).get_text() == "0.0%"
    assert after.select_one(leading).get_text() == "100.0%"
    assert after.select_one("progress")["value"] == "100"


def test_an_overview_costs_the_same_for_more_rows(world, city_admin, client_of, count_queries):
    before = count_queries(client_of(city_admin), "/")
    for number in range(3, 9):
        township = make_region(f"13110200{number}")
        make_station(township, operating_on=date(2022, 3, 1))
    assert count_queries(client_of(city_admin), "/") == before
