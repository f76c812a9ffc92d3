"""The nouns that other systems are told of: those with an endpoint, found in the map of the site.

The feed and the subscriptions to it both rest on this.
"""

from dataclasses import dataclass
from functools import cache

from django.urls import URLResolver, get_resolver

from core.scope import permission_of

LIST = "-list"


@dataclass(frozen=True)
class Noun:
    """A noun as the API names it, and the endpoint that reads it."""

    name: str
    endpoint: type

    @property
    def model(self):
        return self.endpoint.model

    def code_of(self, record) -> str | None:
        """The code that tells the record or version apart; one without an address has none."""
        return getattr(record, "code", None) if hasattr(self.endpoint, "retrieve") else None

    @property
    def label(self) -> str:
        """As the list of changes names it."""
        return self.model._meta.label_lower

    @property
    def permission(self) -> str:
        return permission_of(self.model, "view")

    def rows(self, reader):
        """The records that the endpoint shows to ``reader``, as it reads them."""
        view = self._view(reader)
        return view.select(view.get_queryset())

    def serialize(self, rows, reader) -> list[dict]:
        """The rows as the endpoint shows them."""
        return self._view(reader).serialize(rows)

    def _view(self, reader):
        view = self.endpoint()
        view.request, view.format_kwarg, view.action, view.kwargs = reader, None, "list", {}
        return view


@dataclass(frozen=True)
class Reader:
    """Somebody who reads, also where nobody has asked by HTTP: what endpoints know of a request."""

    user: object
    method: str = "GET"

    @property
    def query_params(self) -> dict:
        return {}


@cache
def by_name() -> dict[str, Noun]:
    """Every noun with an endpoint that lists its records."""
    found = {}
    for pattern in _patterns(get_resolver().url_patterns):
        endpoint = getattr(pattern.callback, "cls", None)
        name = (pattern.name or "").removesuffix(LIST)
        if name != pattern.name and getattr(endpoint, "model", None) and hasattr(endpoint.model, "history"):
            found[name] = Noun(name, endpoint)
    return found


@cache
def by_label() -> dict[str, Noun]:
    """The same by their models."""
    return {noun.label: noun for noun in by_name().values()}


def _patterns(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern
