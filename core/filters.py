"""What the filters of all floors have in common."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters.filterset import FILTER_FOR_DBFIELD_DEFAULTS
from drf_spectacular.utils import extend_schema_field

from core.asking import DAY_BOUNDS, FIRST_YEAR, LAST_YEAR, YEAR_BOUNDS, given_twice
from core.forms import day_input
from core.pinyin import plain
from core.scope import ScopedQuerySet

YES, NO = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no"})
# How an address leaves it open.
OPEN = frozenset({"", "unknown"})


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
        kwargs.setdefault("validators", DAY_BOUNDS)
        super().__init__(*args, **kwargs)
        self.on_day = on_day

    def filter(self, queryset: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        if not self.on_day:
            return super().filter(queryset, value)
        return getattr(queryset, self.on_day)(value) if value else queryset


class YearFilter(django_filters.NumberFilter):
    """A year of the calendar that the portal keeps."""

    field_class = forms.IntegerField  # type: ignore[assignment]  # whole numbers, which are numbers too

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"min": FIRST_YEAR, "max": LAST_YEAR})
        super().__init__(*args, validators=YEAR_BOUNDS, widget=widget, **kwargs)


class WholeNumberFilter(django_filters.NumberFilter):
    """A number without a fraction."""

    field_class = forms.IntegerField  # type: ignore[assignment]  # whole numbers, which are numbers too


def yes_or_no(value: object) -> bool | None:
    """What is meant; None for nothing and for what is neither."""
    word = str(value).strip().lower()
    return True if word in YES else False if word in NO else None


class YesNoSelect(forms.NullBooleanSelect):
    """All, yes or no; Django's own says "unknown" for what a filter leaves open."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = [("unknown", _("all")), ("true", _("yes")), ("false", _("no"))]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What is written, for the field to judge: Django's own takes what it does not know for "all"."""
        return data.get(name)

    # As Django's own does, which the stubs do not say.
    def format_value(self, value: Any) -> str:  # type: ignore[override]
        meant = yes_or_no(value)
        return "unknown" if meant is None else str(meant).lower()


class YesNoField(forms.NullBooleanField):
    """Yes, no, or nothing; what is none of them is refused and not taken for nothing."""

    widget = YesNoSelect
    default_error_messages = {"invalid": _("Write 1 or 0, true or false, yes or no.")}

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]  # as Django's own does
        meant = yes_or_no(value)
        if meant is None and value is not None and str(value).strip().lower() not in OPEN:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return meant


class YesNoFilter(django_filters.BooleanFilter):
    """A choice between all, yes and no."""

    field_class = YesNoField


class AskedOnceForm(forms.Form):
    """The form of a filter; what an address says twice, and differently, is refused."""

    def clean(self) -> dict[str, Any] | None:
        data: Any = self.data
        for name in given_twice(data):
            if name in self.fields and len(set(data.getlist(name))) > 1:
                self.add_error(name, ValidationError(_("Ask for this once."), code="given_twice"))
        return super().clean()


WHOLE = {"filter_class": WholeNumberFilter}


class ScopedFilterSet(django_filters.FilterSet):
    """Filters that a page and an endpoint share; every choice list starts from the scope rule.

    Declare choices of records with ``ScopedChoiceFilter``.
    """

    FILTER_DEFAULTS = {
        **FILTER_FOR_DBFIELD_DEFAULTS,
        models.BooleanField: {"filter_class": YesNoFilter},
        models.DateField: {"filter_class": DayFilter},
        models.IntegerField: WHOLE,
        models.SmallIntegerField: WHOLE,
        models.PositiveIntegerField: WHOLE,
        models.PositiveSmallIntegerField: WHOLE,
    }

    @classmethod
    def narrows(cls, asked: Iterable[str]) -> bool:
        """Whether a question with these parameters may leave rows out."""
        return any(name in cls.base_filters for name in asked)

    def get_form_class(self) -> type[forms.Form]:
        form: type[forms.Form] = super().get_form_class()
        return type(form.__name__, (form, AskedOnceForm), {})
