"""What the tests of this directory do with a window of the browser."""

PASSWORD = "石榴树下的水井-2022"
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
LOOKS, LOOK_MS = 20, 100


def sign_in(page, live_server, username):
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(f"{live_server.url}/")


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def settled_overflow(page):
    """The same in a window that has just got another size: charts take a moment to draw themselves anew."""
    for _time in range(LOOKS):
        if overflow(page) <= 0:
            return 0
        page.wait_for_timeout(LOOK_MS)
    return overflow(page)


def met_by(page) -> dict[str, list[str]]:
    """What the page will meet on its way from now on: requests to strangers, and errors."""
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
