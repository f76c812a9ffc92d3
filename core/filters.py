"""What the filters of all floors have in common."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from core.forms import day_input
from core.pinyin import plain


class ScopedFilterSet(django_filters.FilterSet):
    """Filters that a page and an endpoint share; every choice list starts from the scope rule.

    Declare choices of records with ``ScopedChoiceFilter``.
    """

    @classmethod
    def narrows(cls, asked) -> bool:
        """Whether a question with these parameters may leave rows out."""
        return any(name in cls.base_filters for name in asked)


def visible_choices(queryset):
    """The queryset of a choice filter, narrowed to what the asking user may see."""

    def narrowed(request):
        return queryset.visible_to(request.user) if request else queryset.none()

    return narrowed


@extend_schema_field(str)
class ScopedChoiceFilter(django_filters.ModelChoiceFilter):
    """A choice of a record in scope, by its business code."""

    def __init__(self, *args, queryset, to_field_name="code", **kwargs):
        super().__init__(*args, queryset=visible_choices(queryset), to_field_name=to_field_name, **kwargs)


class SearchFilter(django_filters.CharFilter):
    """Free text, understood by the queryset's ``search``."""

    def filter(self, queryset, value):
        text = plain(value or "")
        return queryset.search(text) if text else queryset


class DayFilter(django_filters.DateFilter):
    """A day from a calendar; where ``on_day`` names a queryset method, how things stood then."""

    def __init__(self, *args, on_day="", **kwargs):
        kwargs.setdefault("widget", day_input())
        super().__init__(*args, **kwargs)
        self.on_day = on_day

    def filter(self, queryset, value):
        if not self.on_day:
            return super().filter(queryset, value)
        return getattr(queryset, self.on_day)(value) if value else queryset


class YesNoSelect(forms.NullBooleanSelect):
    """All, yes or no; Django's own says "unknown" for what a filter leaves open."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.choices = [("unknown", _("all")), ("true", _("yes")), ("false", _("no"))]


class YesNoFilter(django_filters.BooleanFilter):
    """A choice between all, yes and no."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=YesNoSelect, **kwargs)
