"""Chromium for the tests of this directory."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import ARGUMENTS, NAMES, find_chromium
from tests.plugin import is_ci
from tests.world import make_two_counties

HERE = Path(__file__).parent
LAST_ANSWER_SECONDS = 10


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.heavy)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; a test opens a page of its own in it."""
    executable = find_chromium()
    if executable is None:
        (pytest.fail if is_ci() else pytest.skip)(f"Chromium is not installed: looked for {', '.join(NAMES)}")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # As long as playwright lives its event loop runs in this thread, where Django would refuse to work.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without cookies, as a Chinese user's small office screen shows it."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def world(transactional_db):
    return make_two_counties()[0]


@pytest.fixture(autouse=True)
def last_answers_given(transactional_db, live_server) -> Iterator[None]:
    """Wait for what the server still answers when the page is closed.

    The database is put back behind the test, and may not be under a running request.
    """
    yield
    for thread in threading.enumerate():
        if thread.name.endswith("(process_request_thread)"):
            thread.join(LAST_ANSWER_SECONDS)
