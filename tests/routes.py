"""Every route of the portal, the address of one example of it, and what it answers as text."""

import io
import zipfile

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.nouns import BY_API, NOUNS
from tests.nouns.noun import CHANGED, READ
from tests.nouns.pages import PAGES


def patterns_by_route(patterns=None, namespace="") -> dict[str, URLPattern]:
    """All patterns by the names of their routes, with their namespaces."""
    found = {}
    for pattern in patterns or get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= patterns_by_route(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            found[f"{namespace}{pattern.name}"] = pattern
    return found


PATTERNS = patterns_by_route()
ROUTES = list(PATTERNS)
API_NOUNS = {route.removesuffix("-list") for route in ROUTES if route.endswith("-list") and ":" not in route}


def of_endpoint(name: str) -> set[str]:
    """The routes of the endpoint of this noun."""
    return {route for route in ROUTES if route.startswith(f"{name}-")}


DECLARED = (*(noun.routes for noun in NOUNS), PAGES)
FILES = {route for routes in DECLARED for route in routes.files}
# Addresses below a record that hand out a file.
API_FILES = {route for name in BY_API for route in of_endpoint(name) & FILES}
API_VERBS = {
    route for name in API_NOUNS for route in of_endpoint(name) if not route.endswith(("-list", "-detail"))
} - API_FILES
# Nouns that other systems only read; the first two are no nouns of the tests, being made of others.
READ_ONLY_NOUNS = {"changes", "indicators"} | {name for name, noun in BY_API.items() if noun.over_api == READ}
# Nouns whose records the portal brings: they are changed and never entered.
CHANGED_NOUNS = {name for name, noun in BY_API.items() if noun.over_api == CHANGED}
# Routes that write when they are asked by POST; the verbs among them answer nothing else.
VERBS = {route for routes in DECLARED for route in routes.posted} | API_VERBS
WRITING = {route for routes in DECLARED for route in routes.written} | API_VERBS
WRITING |= {f"{name}-detail" for name in CHANGED_NOUNS}
WRITING |= {
    f"{name}-{kind}" for name in API_NOUNS - READ_ONLY_NOUNS - CHANGED_NOUNS for kind in ("list", "detail")
}
# What only the city may do: an officer of a county is refused.
CITY_ONLY = {route for routes in DECLARED for route in routes.city}
QUERIES = {route: query for routes in DECLARED for route, query in routes.query.items()}


def routes_of(noun) -> set[str]:
    """The addresses of a noun: its pages and its endpoint."""
    return {*noun.routes.all, *(of_endpoint(noun.api) if noun.api else ())}


def takes_code(route: str) -> bool:
    """Whether the address is that of one record."""
    return PATTERNS[route].pattern.regex.groups > 0


def example_arguments(world) -> dict[str, list]:
    """Arguments of the routes that need some: the records of one county."""
    arguments = {route: find(world) for route, find in PAGES.at.items()}
    for noun in NOUNS:
        for route in filter(takes_code, routes_of(noun)):
            if route not in noun.routes.at:
                arguments[route] = [getattr(world, noun.name).code]
        arguments |= {route: find(world) for route, find in noun.routes.at.items()}
    return arguments


def address(route: str, arguments: dict[str, list]) -> str:
    """The example's address."""
    return reverse(route, args=arguments.get(route, [])) + QUERIES.get(route, "")


def text_of(response) -> str:
    """Everything an answer carries, as text; a workbook is unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    return body.decode(errors="replace")


def release(response):
    """Read a stream to its end, which closes it; ``close`` would end the test's connection too."""
    for _ in getattr(response, "streaming_content", ()):
        pass
    return response
