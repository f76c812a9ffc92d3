"""Sending files in a real browser: with the progress bar, with a refusal, and without JavaScript."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from stations.models import Evidence
from tests.accounts.factories import make_user
from tests.browser.window import PASSWORD, sign_in
from tests.stations import files
from tests.world import make_two_counties


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def address(transactional_db, live_server):
    world = make_two_counties()[0]
    make_user("officer", Role.COUNTY_OFFICER, world.county, password=PASSWORD)
    path = reverse("stations:deliverable-evidence", args=[world.station.code, world.deliverable.code])
    return live_server.url + path


def chosen(*pairs):
    return [{"name": name, "mimeType": "", "buffer": content} for name, content in pairs]


def test_files_are_sent_with_a_progress_bar_and_shown(page, live_server, address):
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
    sign_in(page, live_server, "officer")
    page.goto(address)
    before = page.locator(".evidence-tiles li").count()
    page.evaluate("document.body.dataset.same = 'page'")

    page.set_input_files("input[type=file]", chosen(("坏.jpg", files.HTML), ("好.pdf", files.PDF)))
    page.click("#upload [type=submit]")
    page.wait_for_selector("#files-errors li >> text=坏.jpg")
    assert page.locator(".evidence-tiles li").count() == before

    red, blue = (files.picture("JPEG", colour=colour) for colour in ((255, 0, 0), (0, 0, 255)))
    page.set_input_files("input[type=file]", chosen(("红.jpg", red), ("蓝.jpg", blue)))
    page.click("#upload [type=submit]")
    page.wait_for_selector(".evidence-tiles >> text=蓝")
    page.wait_for_load_state("networkidle")

    assert page.locator(".evidence-tiles li").count() == before + 2
    # The answer was put in place; the browser did not leave the page.
    assert page.evaluate("document.body.dataset.same") == "page"
    assert page.evaluate("document.querySelector('.evidence-tiles img').naturalWidth") > 0
    assert errors == []


def test_a_file_that_is_too_large_is_not_even_sent(page, live_server, address):
    sign_in(page, live_server, "officer")
    page.goto(address)
    page.evaluate("document.getElementById('upload').dataset.maxBytes = '10'")
    page.set_input_files("input[type=file]", chosen(("大.pdf", files.PDF)))
    page.click("#upload [type=submit]")

    assert "大.pdf" in page.inner_text("#files-errors")
    assert not Evidence.objects.filter(title="大").exists()


def test_a_lost_connection_is_said_and_the_choice_stays(page, live_server, address):
    sign_in(page, live_server, "officer")
    page.goto(address)
    page.set_input_files("input[type=file]", chosen(("好.pdf", files.PDF)))
    page.route("**/evidence/", lambda route: route.abort())
    page.click("#upload [type=submit]")
    page.wait_for_selector("#files-errors li")

    assert page.is_enabled("#upload [type=submit]")
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1


def test_files_are_sent_without_javascript_too(browser, live_server, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, "officer")
    page.goto(address)
    page.set_input_files("input[type=file]", chosen(("批复.pdf", files.PDF)))
    page.click("#upload [type=submit]")
    page.wait_for_selector(".evidence-tiles >> text=批复")
    context.close()
