"""The main menu: grouped, only what is open, with one's place marked; it opens by keyboard and on a phone."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from core.templatetags.navigation import GROUPS, MenuGroup, MenuItem, menu

pytestmark = pytest.mark.django_db


def menu_of(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return page.find(id="menu").find("ul")


def group_labels(groups):
    return [str(group["label"]) for group in groups]


def test_every_page_of_the_menu_opens_for_the_administrator(city_admin, client_of):
    client = client_of(city_admin)

    for group in GROUPS:
        for entry in group.items:
            assert client.get(reverse(entry.route)).status_code == 200, entry.route


def test_a_viewer_is_not_shown_money_oversight_and_imports(viewer, city_admin):
    shown, everything = group_labels(menu(viewer, "/")), group_labels(menu(city_admin, "/"))

    assert set(everything) - set(shown) == {"Money", "Oversight", "Imports"}


def test_a_group_without_an_open_page_is_not_shown(city_admin, monkeypatch):
    groups = (
        MenuGroup("空", "home"),
        MenuGroup("关", "home", (MenuItem("关", "reports:matrix", "stations.fly_station"),)),
    )
    monkeypatch.setattr("core.templatetags.navigation.GROUPS", groups)

    assert menu(city_admin, "/") == []


def test_a_group_with_one_page_is_a_plain_link_and_with_more_it_unfolds(city_admin, client_of):
    bar = menu_of(client_of(city_admin), "/")

    imports = bar.find("a", href=reverse("exchange:importbatch-list"))
    assert imports.get_text(strip=True) == "Imports"
    assert imports.find_parent("details") is None
    stations = bar.find("a", href=reverse("stations:station-list")).find_parent("details")
    assert stations.find("summary").get_text(strip=True) == "Construction"


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/", [("/", "page")]),
        ("/stations/", [("/stations/", "page")]),
        ("/stations/plan/", [("/stations/", "true")]),
        ("/funding/allocations/", [("/funding/allocations/", "page")]),
        ("/funding/budgets/B-1/", [("/funding/budgets/", "true")]),
        ("/tasks/", []),
    ],
)
def test_the_page_one_is_in_is_marked_once(city_admin, path, marked):
    groups = menu(city_admin, path)

    links = [link for group in groups for link in group["links"] if link.current]
    assert [(link.url, link.current) for link in links] == marked
    assert sum(group["is_here"] for group in groups) == len(marked)
