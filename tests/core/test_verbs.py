"""Pages of verbs: a list leads to the page on which its records are entered and back, in the same words."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver

from core.verbs import EnterView, ManyListMixin, ManyView
from core.views import ScopedListView


def views(patterns=None, namespace=""):
    """The classes of all pages with the names of their routes."""
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from views(pattern.url_patterns, inner)
        elif view := getattr(pattern.callback, "view_class", None):
            yield f"{namespace}{pattern.name}", view


VIEWS = dict(views())
ENTERING = {route: view for route, view in VIEWS.items() if issubclass(view, EnterView)}
LEADING = {
    route: view for route, view in VIEWS.items() if issubclass(view, ScopedListView) and view.enter_route
}
MANY = {route: view for route, view in VIEWS.items() if issubclass(view, ManyView)}
# Its list is a board of counties by months.
BOARD = "reports:monthlyreturn-list"


class Reader:
    """Somebody who may do nothing."""

    def has_perm(self, permission, record=None):
        return False


@pytest.mark.parametrize("route", LEADING)
def test_a_list_leads_to_the_page_that_enters_its_records(route):
    listing = LEADING[route]
    page = ENTERING[listing.enter_route]

    assert (page.model, page.list_route, page.title) == (listing.model, route, listing.enter_label)


@pytest.mark.parametrize("route", [route for route, view in ENTERING.items() if view.list_route != BOARD])
def test_the_way_back_is_named_like_the_list(route):
    page = ENTERING[route]
    listing = VIEWS[page.list_route]

    assert (listing.model, listing.title) == (page.model, page.list_title)


@pytest.mark.parametrize("route", MANY)
def test_a_verb_on_many_stands_under_its_own_route(route):
    view = MANY[route]

    assert view.route == route
    assert view.list_route in VIEWS


def test_a_list_with_a_bar_shows_the_verb_on_its_own_rows():
    for route, listing in VIEWS.items():
        if issubclass(listing, ManyListMixin):
            assert (listing.many.model, listing.many.list_route) == (listing.model, route)


@pytest.mark.parametrize("route", MANY)
def test_a_verb_on_many_is_asked_by_post_and_needs_its_permission(route):
    view, factory = MANY[route].as_view(), RequestFactory()

    assert view(factory.get("/")).headers["Allow"] == "POST"
    asked = factory.post("/", {"codes": ["X-1"], "on": "2022-06-01"})
    asked.user = Reader()
    with pytest.raises(PermissionDenied):
        view(asked)
