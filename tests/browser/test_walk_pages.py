"""All pages on a small office screen and on a phone; a file of its own, as it takes its time."""

from tests.browser.walk import open_all_pages


def test_all_pages_open_without_asking_strangers_and_without_errors(page, live_server, world):
    open_all_pages(page, live_server, world)
