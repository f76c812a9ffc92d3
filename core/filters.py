"""What the filters of all floors have in common."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from core.forms import day_input
from core.pinyin import plain
from core.scope import ScopedQuerySet


class ScopedFilterSet(django_filters.FilterSet):
    """Filters that a page and an endpoint share; every choice list starts from the scope rule.

    Declare choices of records with ``ScopedChoiceFilter``.
    """

    @classmethod
    def narrows(cls, asked: Iterable[str]) -> bool:
        """Whether a question with these parameters may leave rows out."""
        return any(name in cls.base_filters for name in asked)


def visible_choices(queryset: ScopedQuerySet[Any]) -> Callable[[HttpRequest | None], ScopedQuerySet[Any]]:
    """The queryset of a choice filter, narrowed to what the asking user may see."""

    def narrowed(request: HttpRequest | None) -> ScopedQuerySet[Any]:
        return queryset.visible_to(request.user) if request else queryset.none()

    return narrowed


@extend_schema_field(str)
class ScopedChoiceFilter(django_filters.ModelChoiceFilter):
    """A choice of a record in scope, by its business code."""

    def __init__(
        self, *args: Any, queryset: ScopedQuerySet[Any], to_field_name: str = "code", **kwargs: Any
    ) -> None:
        # A callable is given the request.
        choices: Any = visible_choices(queryset)
        super().__init__(*args, queryset=choices, to_field_name=to_field_name, **kwargs)


class SearchFilter(django_filters.CharFilter):
    """Free text, understood by the queryset's ``search``."""

    def filter(self, queryset: Any, value: str | None) -> QuerySet[Any]:
        text = plain(value or "")
        found: QuerySet[Any] = queryset.search(text) if text else queryset
        return found


class DayFilter(django_filters.DateFilter):
    """A day from a calendar; where ``on_day`` names a queryset method, how things stood then."""

    def __init__(self, *args: Any, on_day: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", day_input())
        super().__init__(*args, **kwargs)
        self.on_day = on_day

    def filter(self, queryset: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        if not self.on_day:
            return super().filter(queryset, value)
        return getattr(queryset, self.on_day)(value) if value else queryset


class YesNoSelect(forms.NullBooleanSelect):
    """All, yes or no; Django's own says "unknown" for what a filter leaves open."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", _("all")), ("true", _("yes")), ("false", _("no"))]


class YesNoFilter(django_filters.BooleanFilter):
    """A choice between all, yes and no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=YesNoSelect, **kwargs)
