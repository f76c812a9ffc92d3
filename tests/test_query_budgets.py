"""Every page and endpoint keeps to its number of queries, as an officer of one county.

``query_budgets.json`` holds them; a number goes up only in a commit that says why. Growth with the
number of rows is tested beside each list.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from exchange.resources.endpoints import by_name
from tests.accounts.factories import make_user
from tests.routes import CITY_ONLY, address, example_arguments, release
from tests.test_access_matrix import READ_ONLY_PAGES

pytestmark = pytest.mark.django_db

BUDGETS = json.loads((Path(__file__).parent / "query_budgets.json").read_text())
API_LIST, PAGE_LIST, OVERVIEW = 8, 10, 25
# Not lists of one noun, see docs/decisions/0013-bars-of-what-combines-floors.md.
COMBINING_FLOORS = {"reports:task-list", "reports:indicator-list", "indicators-list"}
FEED, FEED_A_KIND = "changes-list", 5


def limit(route):
    """The bar of the design for this kind of route."""
    if route == FEED:
        return FEED_A_KIND * len(by_name())
    if route.endswith("-list") and route not in COMBINING_FLOORS:
        return PAGE_LIST if ":" in route else API_LIST
    return OVERVIEW


def test_every_page_and_endpoint_has_a_budget():
    assert set(BUDGETS) == set(READ_ONLY_PAGES)


@pytest.mark.parametrize("route", BUDGETS)
def test_no_budget_is_above_the_bar(route):
    assert BUDGETS[route] <= limit(route)


@pytest.mark.parametrize("route", BUDGETS)
def test_a_page_keeps_to_its_budget(route, two_counties, client_of):
    world = two_counties[0]
    if route in CITY_ONLY:
        officer = client_of(make_user("city", Role.MUNICIPAL_ADMIN, world.county.parent))
    else:
        officer = client_of(make_user("officer", Role.COUNTY_OFFICER, world.county))
    path = address(route, example_arguments(world))
    if route == FEED:
        # So that every kind of record is on the page.
        path += "?limit=1000"

    with CaptureQueriesContext(connection) as queries:
        assert release(officer.get(path)).status_code in (200, 302)

    # A savepoint is the test's, not the page's.
    asked = [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= BUDGETS[route], "\n".join(asked)
