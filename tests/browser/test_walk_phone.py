"""All pages on a phone; a file for each size, as it takes its time."""

from tests.browser.walk import open_all_pages
from tests.browser.window import PHONE


def test_all_pages_open_without_asking_strangers_and_without_errors(page, live_server, world):
    open_all_pages(page, live_server, world, PHONE)
