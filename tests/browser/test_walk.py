"""Ways through the pages in a real browser."""

from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.browser.window import PASSWORD, met_by, sign_in


def test_an_officer_drills_from_the_county_to_the_station(page, live_server, world):
    make_user("officer", Role.COUNTY_OFFICER, world.county, password=PASSWORD)
    met = met_by(page)
    sign_in(page, live_server, "officer")

    page.locator("main").get_by_role("link", name="河东街道").first.click()
    page.locator("main").get_by_role("link", name=world.station.name).first.click()

    assert page.url == live_server.url + reverse("reports:station", args=[world.station.code])
    page.locator("details.accepted summary").first.click()
    for text in (world.agency.name, world.worker.name, world.deliverable.name):
        assert page.get_by_text(text).first.is_visible()
    assert met == {"strangers": [], "errors": []}


def test_the_language_switch_works_on_the_sign_in_page(page, live_server, transactional_db):
    page.goto(f"{live_server.url}/accounts/login/")

    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_the_main_pages_work_without_javascript(browser, live_server, world):
    make_user("officer", Role.COUNTY_OFFICER, world.county, password=PASSWORD)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, "officer")

    page.goto(f"{live_server.url}/stations/")
    page.fill("main input[name=q]", "不存在")
    page.get_by_role("button", name="Apply filter").click()
    expect(page.locator(".empty-row")).to_be_visible()
    context.close()
