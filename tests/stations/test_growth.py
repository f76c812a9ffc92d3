"""The number of queries is the same for one row and for many, and within the budget."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stations.models import Agency, Stage
from tests.stations import factories

MANY = 50
API_BUDGET, PAGE_BUDGET = 8, 10
ENDPOINTS = ["stations", "agencies", "engagements", "milestones", "deliverables", "service-models"]
ENDPOINTS += ["construction-standards", "standard-answers"]
PAGES = ["stations:station-list", "stations:agency-list"]


def add_rows(township, number):
    """Stations of the township, each with an agency, milestones and a deliverable."""
    for _row in range(number):
        place = f"第{Agency.objects.count() + 1}社工站"
        station = factories.make_station(township, name=place, operating_on=date(2022, 3, 1))
        factories.make_milestone(station, stage=Stage.FITTED, planned_on=date(2022, 2, 1))
        factories.make_engagement(factories.make_agency(township), station)
        factories.make_deliverable(station, accepted_on=date(2022, 5, 4))
        standard = factories.make_standard({}, is_current=False)
        factories.make_answer(station, standard.items.get(), "yes")


def queries(client, path, query):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(path, query)
        assert response.status_code == 200
    return len(captured)


def paths():
    pages = [(reverse(name), {}, PAGE_BUDGET) for name in PAGES]
    pages.append((reverse(PAGES[0]), {"completed_on": "2022-12-31", "region": "131102"}, PAGE_BUDGET))
    return pages + [(f"/api/v1/{noun}/", {}, API_BUDGET) for noun in ENDPOINTS]


@pytest.fixture
def grown(hedong, taocheng_officer, client_of):
    """Queries of each path with one row and with many, as a county officer."""
    client = client_of(taocheng_officer)
    add_rows(hedong, 1)
    few = {str(path): queries(client, *path[:2]) for path in paths()}
    add_rows(hedong, MANY - 1)
    many = {str(path): queries(client, *path[:2]) for path in paths()}
    return few, many


def test_lists_and_endpoints_cost_the_same_for_one_row_and_for_fifty(grown):
    few, many = grown
    assert few == many


def test_lists_and_endpoints_stay_within_their_budget(grown):
    few, _many = grown
    budgets = {str(path): path[2] for path in paths()}
    assert {path: number for path, number in few.items() if number > budgets[path]} == {}
