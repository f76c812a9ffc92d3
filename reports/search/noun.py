"""A noun that can be searched, and its hits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Model, Q, Value, When
from django.urls import reverse
from django.utils.http import urlencode

from core.scope import permission_of, rows_of
from core.texts import Text


@dataclass(frozen=True)
class Hit:
    """One record found: its name, what tells it from others of that name, and where it is."""

    name: str
    detail: str
    url: str


@dataclass(frozen=True)
class SearchNoun:
    """A noun of the search.

    ``model``'s queryset has ``search(text)``; ``detail`` tells a record from others of its name, and says
    nothing that only its home region may see. ``related`` is what it needs beside the record.
    ``exact`` are the lookups that a whole code is compared with, each with an index; ``first`` the columns
    whose beginning brings a hit to the front. ``list_route`` is a list that understands ``?q=``.
    """

    label: Text
    icon: str
    model: type[Model]
    detail: Callable[[Any], str]
    related: tuple[str, ...] = ()
    exact: tuple[str, ...] = ("code",)
    first: tuple[str, ...] = ("name", "pinyin", "initials")
    list_route: str = ""
    url: Callable[[Any], str] = lambda record: record.get_absolute_url()

    @property
    def permission(self) -> str:
        return permission_of(self.model, "view")

    def called(self, user, code: str) -> list:
        """The records in scope whose code this is, as typed or in capitals: a queryset for each lookup.

        Apart, because each then reads its own index; joined by "or" they would read the whole table.
        """
        seen = rows_of(self.model).visible_to(user).order_by()
        return [seen.filter(**{f"{lookup}__in": [code, code.upper()]}) for lookup in self.exact]

    def hits(self, user, text: str):
        """The records in scope that match, those that begin with ``text`` first."""
        begins = Q()
        for column in self.first:
            begins |= Q(**{f"{column}__istartswith": text})
        place = Case(When(begins, then=Value(0)), default=Value(1))
        seen: Any = rows_of(self.model).visible_to(user)
        found = seen.search(text).select_related(*self.related)
        return found.order_by(place, *(self.model._meta.ordering or ()))

    def hit_of(self, record) -> Hit:
        return Hit(str(record), self.detail(record), self.url(record))

    def list_url(self, text: str) -> str:
        """The whole list with the filter set; empty where there is none."""
        return f"{reverse(self.list_route)}?{urlencode({'q': text})}" if self.list_route else ""
