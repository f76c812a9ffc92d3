"""Filters of this floor's lists."""

from typing import cast

import django_filters
from django.http import HttpRequest
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, YearFilter
from indicators.catalogue import CATALOGUE
from regions.filters import RegionFilterSet
from reports.models import MonthlyReturn, PublishedFigure


def indicator_choices():
    """The catalogue as choices."""
    return [(indicator.code, indicator.label) for indicator in CATALOGUE.values()]


def indicator_choices_for(user):
    """The indicators that ``user`` may be told somewhere, as choices."""
    visible = [one for one in CATALOGUE.values() if user.has_perm(one.permission)]
    return [("", _("all")), *((one.code, one.label) for one in visible)]


class PublishedFigureFilterSet(RegionFilterSet):
    """Published figures by region, indicator and day."""

    indicator = django_filters.ChoiceFilter(label=_("Indicator"), choices=indicator_choices)
    as_of = DayFilter(label=_("As of"))

    class Meta:
        model = PublishedFigure
        fields = ["region", "indicator", "as_of"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request is not None:
            self.form.fields["indicator"].widget.choices = CallableChoiceIterator(self._visible_choices)

    def _visible_choices(self):
        return indicator_choices_for(cast("HttpRequest", self.request).user)


class MonthlyReturnFilterSet(RegionFilterSet):
    """Monthly returns by county, month, year and status."""

    month = DayFilter(label=_("Month"))
    year = YearFilter(method="of_year", label=_("Year"))

    class Meta:
        model = MonthlyReturn
        fields = ["region", "month", "year", "status"]

    def of_year(self, queryset, name, value):
        return queryset.in_year(value)
