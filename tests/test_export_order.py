"""Every list's file holds the rows of the page: the same filter, in the same order, all of them."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.actions import list_of
from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.routes import route_names, text_of

pytestmark = pytest.mark.django_db


LISTS = [route for route in route_names() if ":" in route and list_of(route)]


def lines(client, route, **query):
    answer = client.get(reverse(route), query)
    assert answer.status_code == 200, route
    return list(csv.reader(io.StringIO(text_of(answer).lstrip("\ufeff"))))[1:]


@pytest.fixture
def client_of_city(two_counties, client_of):
    city = two_counties[0].county.parent
    return client_of(make_user("admin", Role.MUNICIPAL_ADMIN, city))


@pytest.mark.parametrize("route", LISTS)
def test_a_file_is_in_the_order_of_the_page(route, client_of_city):
    columns = list_of(route).table_class.base_columns.items()
    sortable = [name for name, column in columns if column.orderable is not False]

    turned = 0
    for name in sortable:
        up = lines(client_of_city, route, export="csv", sort=name)
        down = lines(client_of_city, route, export="csv", sort=f"-{name}")
        assert sorted(up) == sorted(down)
        turned += up != down
    assert turned, sortable


@pytest.mark.parametrize("route", LISTS)
def test_a_file_has_the_headings_of_the_page_in_its_language(route, client_of_city, settings):
    client_of_city.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    page = BeautifulSoup(client_of_city.get(reverse(route)).content, "html.parser")
    # A column of boxes to tick has none and is not in the file.
    headings = [text for cell in page.select("thead th") if (text := cell.get_text(strip=True))]

    file = text_of(client_of_city.get(reverse(route), {"export": "csv"})).lstrip("\ufeff")

    assert next(csv.reader(io.StringIO(file))) == headings
    assert not any(heading.isascii() for heading in headings)


@pytest.mark.parametrize("kind", ["csv", "edit-csv"])
@pytest.mark.parametrize("route", ["stations:station-list", "stations:agency-list", "personnel:worker-list"])
def test_a_file_is_filtered_and_ordered_also_for_editing(kind, route, client_of_city):
    every = lines(client_of_city, route, export=kind, sort="code")
    assert len(every) == 2
    assert lines(client_of_city, route, export=kind, sort="-code") == every[::-1]
    assert len(lines(client_of_city, route, export=kind, sort="-code", region="131121")) == 1
    assert lines(client_of_city, route, export=kind, sort="-code", page="2") == every[::-1]
