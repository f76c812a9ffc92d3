"""The system's Chromium: playwright drives it, so no browser is downloaded."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    # Tests may run as root and in containers, where Chromium's own sandbox cannot start.
    "--no-sandbox",
    "--disable-gpu",
    # The browser talks to the server under test and to nobody else.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)
