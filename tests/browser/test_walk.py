"""Every page in a real browser, in both sizes: nothing is asked of another host, nothing breaks."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.routes import address, example_arguments
from tests.world import make_two_counties

PASSWORD = "石榴树下的水井-2022"
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
PAGES = [
    "reports:overview",
    "changes:record",
    "changes:request",
    "changes:version-revert",
    "reports:region",
    "reports:station",
    "reports:matrix",
    "reports:indicator-list",
    "reports:indicator-detail",
    "reports:publishedfigure-list",
    "reports:search",
    "reports:monthlyreturn-list",
    "reports:monthlyreturn-open",
    "reports:monthlyreturn-detail",
    "regions:region-list",
    "stations:station-list",
    "stations:agency-list",
    "reports:agency",
    "reports:agencies-overview",
    "stations:base-list",
    "stations:base-detail",
    "stations:base-enter",
    "personnel:credit-list",
    "personnel:credit-enter",
    "personnel:course-list",
    "personnel:course-detail",
    "personnel:course-edit",
    "personnel:course-enrol",
    "personnel:course-attendance",
    "personnel:supervisor-list",
    "personnel:supervision-list",
    "personnel:supervision-detail",
    "personnel:supervision-create",
    "stations:deliverable-evidence",
    "stations:milestone-evidence",
    "stations:station-standard",
    "personnel:worker-list",
    "personnel:worker-detail",
    "personnel:worker-add",
    "personnel:worker-reveal",
    "personnel:worker-export",
    "personnel:certificate-list",
    "personnel:certificate-register",
    "personnel:position-list",
    "personnel:position-appoint",
    "personnel:posting-transfer",
    "personnel:station-posts",
    "personnel:access-log",
    "reports:people-overview",
    "reports:people-trend",
    "reports:services",
    "services:need-list",
    "services:need-detail",
    "services:plan-list",
    "services:plan-detail",
    "services:case-list",
    "services:group-list",
    "services:record-list",
    "services:record-create",
    "services:week",
    "oversight:overview",
    "oversight:inspection-list",
    "oversight:inspection-detail",
    "oversight:finding-list",
    "oversight:finding-detail",
    "oversight:pattern",
    "oversight:rule-list",
    "funding:budget-list",
    "funding:budget-detail",
    "funding:allocation-list",
    "funding:allocation-detail",
    "funding:disbursement-list",
    "funding:disbursement-detail",
    "funding:expenditure-list",
    "funding:expenditure-detail",
    "funding:budget-new",
    "funding:budget-allocate",
    "funding:allocation-request",
    "funding:paymentrequest-list",
    "funding:paymentrequest-detail",
    "funding:contract-list",
    "funding:contract-detail",
    "funding:contract-new",
    "funding:year-list",
    "funding:year-detail",
    "funding:rule-list",
    "funding:warnings",
    "funding:ledger",
    "funding:unitcost-list",
    "funding:unitcost-new",
    "reports:money",
    "reports:money-stations",
    "reports:money-need",
    "account-me",
    "account_change_password",
    "mfa_index",
    "api-docs",
    "admin:index",
    "admin:stations_station_changelist",
    "admin:stations_station_add",
    "admin:funding_allocation_add",
]


@pytest.fixture
def world(transactional_db):
    return make_two_counties()[0]


@pytest.fixture
def seen(page):
    """What the browser met on its way: requests to strangers, and errors."""
    met = {"strangers": [], "errors": []}

    def note(request):
        if not request.url.startswith(("http://localhost", "http://127.0.0.1", "data:", "blob:")):
            met["strangers"].append(request.url)

    page.on("request", note)
    page.on("pageerror", lambda error: met["errors"].append(str(error)))
    page.on(
        "console", lambda message: met["errors"].append(message.text) if message.type == "error" else None
    )
    return met


def sign_in(page, live_server, username):
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(f"{live_server.url}/")


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_all_pages_open_without_asking_strangers_and_without_errors(page, live_server, world, seen, size):
    make_user("admin", Role.MUNICIPAL_ADMIN, world.county.parent, is_staff=True, password=PASSWORD)
    page.set_viewport_size(size)
    sign_in(page, live_server, "admin")

    too_wide = {}
    for route in PAGES:
        answer = page.goto(live_server.url + address(route, example_arguments(world)))
        page.wait_for_load_state("networkidle")
        assert answer.status == 200, route
        if not route.startswith(("admin:", "api-")) and (pixels := overflow(page)) > 0:
            too_wide[route] = pixels
        assert seen == {"strangers": [], "errors": []}, route
    assert too_wide == {}


def test_an_officer_drills_from_the_county_to_the_station(page, live_server, world, seen):
    make_user("officer", Role.COUNTY_OFFICER, world.county, password=PASSWORD)
    sign_in(page, live_server, "officer")

    page.locator("main").get_by_role("link", name="河东街道").first.click()
    page.locator("main").get_by_role("link", name=world.station.name).first.click()

    assert page.url == live_server.url + reverse("reports:station", args=[world.station.code])
    page.locator("details.accepted summary").first.click()
    for text in (world.agency.name, world.worker.name, world.deliverable.name):
        assert page.get_by_text(text).first.is_visible()
    assert seen == {"strangers": [], "errors": []}


def test_the_language_switch_works_on_the_sign_in_page(page, live_server, transactional_db):
    page.goto(f"{live_server.url}/accounts/login/")

    page.get_by_role("button", name="中文").click()
    assert page.get_by_role("heading", name="登录").is_visible()
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", name="Sign in").is_visible()


def test_the_main_pages_work_without_javascript(browser, live_server, world):
    make_user("officer", Role.COUNTY_OFFICER, world.county, password=PASSWORD)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, "officer")

    page.goto(f"{live_server.url}/stations/")
    page.fill("main input[name=q]", "不存在")
    page.get_by_role("button", name="Apply filter").click()
    assert page.locator(".empty-row").is_visible()
    context.close()
