"""Every page and endpoint keeps to its number of queries, as an officer of one county.

``query_budgets.json`` holds them; a number goes up only in a commit that says why. Growth with the
number of rows is tested beside each list.
"""

import json
from pathlib import Path

import pytest

from exchange.resources.endpoints import by_name
from tests.answers.test_access_matrix import READ_ONLY_PAGES
from tests.routes import CITY_ONLY, address

BUDGETS = json.loads((Path(__file__).parents[1] / "query_budgets.json").read_text())
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
def test_a_page_keeps_to_its_budget(route, cast, answers):
    # Every kind of record is on the page of the feed.
    query = {"limit": "1000"} if route == FEED else {}
    name = "administrator" if route in CITY_ONLY else "editor"

    answer = answers.of(name, address(route, cast.arguments[0]), query)

    assert answer.status in (200, 302)
    assert len(answer.queries) <= BUDGETS[route], "\n".join(answer.queries)
