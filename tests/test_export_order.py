"""Every list's file holds the rows of the page: the same filter, in the same order, all of them."""

import csv
import io
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.actions.saved_filter import list_of
from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.routes import ROUTES, text_of

pytestmark = pytest.mark.django_db


LISTS = [route for route in ROUTES if ":" in route and list_of(route)]


def table(client, route, **query):
    """The list's file as cells; one of people leaves by a form, and its last line says who took it."""
    answer = client.get(reverse(route), query)
    is_marked = answer.status_code == HTTPStatus.FOUND
    if is_marked:
        asked = {"file": query["export"], "numbers": "masked", "reason": ""}
        answer = client.post(answer["Location"], asked)
    assert answer.status_code == HTTPStatus.OK, route
    cells = list(csv.reader(io.StringIO(text_of(answer).lstrip("\ufeff"))))
    return cells[:-1] if is_marked else cells


def lines(client, route, **query):
    return table(client, route, **query)[1:]


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
    # Whose turn it is belongs to the moment, and is not in the file either.
    headings = [text for text in headings if text != "待谁办理"]

    in_file = table(client_of_city, route, export="csv")[0]
    # A file of people holds masked numbers besides.
    more = {"身份证号", "手机号码"} if route == "personnel:worker-list" else set()
    assert [heading for heading in in_file if heading not in more] == headings
    assert more <= set(in_file)
    assert not any(heading.isascii() for heading in headings)


@pytest.mark.parametrize("kind", ["csv", "edit-csv"])
@pytest.mark.parametrize("route", ["stations:station-list", "stations:agency-list", "personnel:worker-list"])
def test_a_file_is_filtered_and_ordered_also_for_editing(kind, route, client_of_city):
    every = lines(client_of_city, route, export=kind, sort="code")
    assert len(every) == 2
    assert lines(client_of_city, route, export=kind, sort="-code") == every[::-1]
    assert len(lines(client_of_city, route, export=kind, sort="-code", region="131121")) == 1
    assert lines(client_of_city, route, export=kind, sort="-code", page="2") == every[::-1]
