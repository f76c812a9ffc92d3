"""The nouns that other systems are told of: those with an endpoint, found in the map of the site.

The feed and the subscriptions to it both rest on this.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver

from core.scope import Anyone, permission_of

if TYPE_CHECKING:
    from core.api import ListViewSet

LIST = "-list"


@dataclass(frozen=True)
class ApiNoun:
    """A noun as the API names it, and the view set that reads it."""

    name: str
    viewset_class: "type[ListViewSet]"

    @property
    def model(self) -> type[Model]:
        return self.viewset_class.model

    def code_of(self, record: Any) -> str | None:
        """The code that tells the record or version apart; one without an address has none."""
        return getattr(record, "code", None) if hasattr(self.viewset_class, "retrieve") else None

    @property
    def label(self) -> str:
        """As the list of changes names it."""
        return self.model._meta.label_lower

    @property
    def permission(self) -> str:
        return permission_of(self.model, "view")

    def rows(self, request: "InternalRequest") -> QuerySet[Any]:
        """The records that the endpoint shows to whoever asks, as it reads them."""
        view = self._view(request)
        return view.select(view.get_queryset())

    def serialize(self, rows: Sequence[Any], request: "InternalRequest") -> list[dict[str, Any]]:
        """The rows as the endpoint shows them."""
        return self._view(request).serialize(rows)

    def _view(self, request: "InternalRequest") -> "ListViewSet":
        view = self.viewset_class()
        vars(view).update(request=request, format_kwarg=None, action="list", kwargs={})
        return view


@dataclass(frozen=True)
class InternalRequest:
    """What view sets need of a request, where nobody has asked by HTTP: who reads."""

    user: Anyone
    method: str = "GET"

    @property
    def query_params(self) -> dict[str, str]:
        return {}


@cache
def by_name() -> dict[str, ApiNoun]:
    """Every noun with an endpoint that lists its records."""
    found = {}
    for pattern in _patterns(get_resolver().url_patterns):
        viewset_class: Any = getattr(pattern.callback, "cls", None)
        name = (pattern.name or "").removesuffix(LIST)
        if name != pattern.name and hasattr(getattr(viewset_class, "model", None), "history"):
            found[name] = ApiNoun(name, viewset_class)
    return found


@cache
def by_label() -> dict[str, ApiNoun]:
    """The same by their models."""
    return {noun.label: noun for noun in by_name().values()}


def _patterns(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern
