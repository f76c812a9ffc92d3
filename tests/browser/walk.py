"""Every page in a real browser: nothing is asked of another host, nothing breaks, nothing is too wide."""

from itertools import cycle

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.browser.window import DESKTOP, PASSWORD, PHONE, met_by, settled_overflow, sign_in
from tests.routes import DECLARED, address, example_arguments

# Every page that shows and every form with a face of its own; of the admin, one of each kind.
PAGES = [
    *(route for routes in DECLARED for route in (*routes.pages, *routes.forms)),
    "admin:index",
    "admin:stations_station_changelist",
    "admin:stations_station_add",
    "admin:funding_allocation_add",
]
# A page is looked at when it has asked for nothing for half a second; meanwhile the next ones are opened.
TABS = 3
# A page waits for those of the other tabs too.
PATIENCE_MS = 30_000


class Tab:
    """One after another of the pages."""

    def __init__(self, page):
        self.page, self.met, self.route = page, met_by(page), None

    def open(self, route, url):
        self.route = route
        assert self.page.goto(url).status == 200, route

    def look(self) -> dict[str, int]:
        """See that the page is complete and met with nothing; returns by how much it is too wide.

        It is loaded on the wide screen and measured on the narrow one too, without loading it anew.
        """
        self.page.wait_for_load_state("networkidle")
        assert self.met == {"strangers": [], "errors": []}, self.route
        if not self.route or self.route.startswith(("admin:", "api-")):
            return {}
        found = {}
        for size in (PHONE, DESKTOP):
            self.page.set_viewport_size(size)
            if (pixels := settled_overflow(self.page)) > 0:
                found[f"{self.route} at {size['width']}"] = pixels
        assert self.met == {"strangers": [], "errors": []}, self.route
        return found


def open_all_pages(page, live_server, world):
    """Walk through all pages as an administrator of the city, in both sizes."""
    make_user("admin", Role.MUNICIPAL_ADMIN, world.county.parent, is_staff=True, password=PASSWORD)
    tabs = [Tab(one) for one in (page, *(page.context.new_page() for _number in range(TABS - 1)))]
    for tab in tabs:
        tab.page.set_viewport_size(DESKTOP)
        tab.page.set_default_timeout(PATIENCE_MS)
    sign_in(page, live_server, "admin")

    arguments, too_wide = example_arguments(world), {}
    for route, tab in zip(PAGES, cycle(tabs), strict=False):
        too_wide |= tab.look()
        tab.open(route, live_server.url + address(route, arguments))
    for tab in tabs:
        too_wide |= tab.look()
    assert not too_wide, too_wide
