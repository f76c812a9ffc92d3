"""The search box in a real browser: by keyboard, on a phone, without JavaScript."""

import pytest

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.browser.window import DESKTOP, PASSWORD, PHONE, overflow, sign_in
from tests.world import make_two_counties

OPTIONS = "#search-options [role=option]"


@pytest.fixture
def world(transactional_db):
    world = make_two_counties()[0]
    make_user("officer", Role.COUNTY_OFFICER, world.county, password=PASSWORD)
    return world


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_record_is_reached_by_keyboard_alone(page, live_server, world, size):
    errors = []
    page.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size(size)
    sign_in(page, live_server, "officer")
    box = page.locator("#search-box")
    assert box.get_attribute("aria-expanded") == "false"

    page.keyboard.press("/")
    page.keyboard.type("tcsgz")
    page.wait_for_selector(OPTIONS)
    assert box.get_attribute("aria-expanded") == "true"
    assert overflow(page) <= 0
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{OPTIONS}[aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert world.station.name in chosen.inner_text()
    page.keyboard.press("ArrowUp")
    assert chosen.count() == 0
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{live_server.url}{world.station.get_absolute_url()}")
    assert errors == []


def test_escape_closes_the_suggestions_and_enter_asks_for_the_page(page, live_server, world):
    sign_in(page, live_server, "officer")
    page.keyboard.press("/")
    page.keyboard.type("桃城")
    page.wait_for_selector(OPTIONS)

    page.keyboard.press("Escape")
    assert not page.is_visible("#search-options")
    assert page.input_value("#search-box") == "桃城"
    page.keyboard.press("Enter")

    page.wait_for_selector(".search-groups")
    assert "/search/?q=" in page.url


def test_a_suggestion_can_be_clicked_and_leaving_the_box_closes_them(page, live_server, world):
    sign_in(page, live_server, "officer")
    page.fill("#search-box", "hdjd")
    page.wait_for_selector(OPTIONS)
    page.mouse.click(1300, 700)
    assert not page.is_visible("#search-options")

    page.fill("#search-box", "hedong")
    page.click(f"{OPTIONS}[href='{world.township.get_absolute_url()}']")
    page.wait_for_url(f"{live_server.url}{world.township.get_absolute_url()}")


def test_a_slash_in_a_field_stays_a_slash(page, live_server, world):
    sign_in(page, live_server, "officer")
    page.goto(f"{live_server.url}/stations/")
    page.focus("main input[name=q]")

    page.keyboard.type("a/b")

    assert page.input_value("main input[name=q]") == "a/b"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_search_works_without_javascript(browser, live_server, world, size):
    context = browser.new_context(java_script_enabled=False, viewport=size)
    page = context.new_page()
    sign_in(page, live_server, "officer")

    page.fill("#search-box", "hdjd")
    page.press("#search-box", "Enter")
    page.locator(".search-groups").get_by_role("link", name="河东街道").first.click()

    page.wait_for_url(f"{live_server.url}{world.township.get_absolute_url()}")
    context.close()
