"""Filters of this floor's lists."""

import django_filters
from django.utils.translation import gettext_lazy as _

from regions.filters import RegionFilterSet
from reports.indicators import CATALOGUE
from reports.models import PublishedFigure


def indicator_choices():
    """The catalogue as choices."""
    return [(indicator.code, indicator.label) for indicator in CATALOGUE.values()]


class PublishedFigureFilter(RegionFilterSet):
    """Published figures by region, indicator and day."""

    indicator = django_filters.ChoiceFilter(label=_("Indicator"), choices=indicator_choices)
    as_of = django_filters.DateFilter(label=_("As of"))

    class Meta:
        model = PublishedFigure
        fields = ["region", "indicator", "as_of"]
