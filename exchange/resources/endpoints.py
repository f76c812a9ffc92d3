"""The nouns that other systems are told of: those with an endpoint, found in the map of the site.

The feed and the subscriptions to it both rest on this.
"""

from dataclasses import dataclass
from functools import cache

from django.urls import URLResolver, get_resolver

from core.scope import permission_of

LIST = "-list"


@dataclass(frozen=True)
class ApiNoun:
    """A noun as the API names it, and the view set that reads it."""

    name: str
    viewset_class: type

    @property
    def model(self):
        return self.viewset_class.model

    def code_of(self, record) -> str | None:
        """The code that tells the record or version apart; one without an address has none."""
        return getattr(record, "code", None) if hasattr(self.viewset_class, "retrieve") else None

    @property
    def label(self) -> str:
        """As the list of changes names it."""
        return self.model._meta.label_lower

    @property
    def permission(self) -> str:
        return permission_of(self.model, "view")

    def rows(self, request):
        """The records that the endpoint shows to whoever asks, as it reads them."""
        view = self._view(request)
        return view.select(view.get_queryset())

    def serialize(self, rows, request) -> list[dict]:
        """The rows as the endpoint shows them."""
        return self._view(request).serialize(rows)

    def _view(self, request):
        view = self.viewset_class()
        view.request, view.format_kwarg, view.action, view.kwargs = request, None, "list", {}
        return view


@dataclass(frozen=True)
class InternalRequest:
    """What view sets need of a request, where nobody has asked by HTTP: who reads."""

    user: object
    method: str = "GET"

    @property
    def query_params(self) -> dict:
        return {}


@cache
def by_name() -> dict[str, ApiNoun]:
    """Every noun with an endpoint that lists its records."""
    found = {}
    for pattern in _patterns(get_resolver().url_patterns):
        viewset_class = getattr(pattern.callback, "cls", None)
        name = (pattern.name or "").removesuffix(LIST)
        if name != pattern.name and hasattr(getattr(viewset_class, "model", None), "history"):
            found[name] = ApiNoun(name, viewset_class)
    return found


@cache
def by_label() -> dict[str, ApiNoun]:
    """The same by their models."""
    return {noun.label: noun for noun in by_name().values()}


def _patterns(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern
