"""The main menu in a real browser: by keyboard, on a phone, without JavaScript."""

import pytest

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.browser.window import DESKTOP, PASSWORD, PHONE, overflow, sign_in
from tests.world import make_two_counties

STATIONS = "#menu a[href='/stations/']"
GROUP = "#menu details:has(a[href='/stations/']) > summary"


@pytest.fixture
def _world(transactional_db):
    world = make_two_counties()[0]
    make_user("admin", Role.MUNICIPAL_ADMIN, world.county.parent, is_staff=True, password=PASSWORD)


@pytest.mark.usefixtures("_world")
def test_the_menu_opens_and_closes_by_keyboard(page, live_server):
    sign_in(page, live_server, "admin")

    page.focus(GROUP)
    page.keyboard.press("Enter")
    assert page.is_visible(STATIONS)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.is_visible(STATIONS)
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"

    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/stations/")


@pytest.mark.usefixtures("_world")
def test_a_group_closes_when_another_opens_or_the_page_is_clicked(page, live_server):
    sign_in(page, live_server, "admin")

    page.click(GROUP)
    page.click("#menu details:has(a[href='/funding/budgets/']) > summary")
    assert page.locator("#menu details[open]").count() == 1
    page.mouse.click(1300, 700)
    assert page.locator("#menu details[open]").count() == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.usefixtures("_world")
def test_the_menu_opens_without_javascript(browser, live_server, size):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", viewport=size)
    page = context.new_page()
    sign_in(page, live_server, "admin")

    page.click(GROUP)
    page.click(STATIONS)
    page.wait_for_url(f"{live_server.url}/stations/")
    assert overflow(page) <= 0
    context.close()


@pytest.mark.usefixtures("_world")
def test_the_bar_is_one_line_on_an_office_screen(page, live_server):
    sign_in(page, live_server, "admin")

    assert page.locator("header.portal-bar").bounding_box()["height"] < 70
