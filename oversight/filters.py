"""Filters of this floor's lists and endpoints."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, SearchFilter, YearFilter, YesNoFilter
from oversight.models import Draw, Finding, Inspection
from regions.filters import RegionFilterSet


class InspectionFilterSet(RegionFilterSet):
    """Filters of checks."""

    q = SearchFilter(label=_("Text or code"))
    year = YearFilter(field_name="starts_on", lookup_expr="year", label=_("Year"))

    class Meta:
        model = Inspection
        fields = ["q", "region", "kind", "status", "year"]


class FindingFilterSet(RegionFilterSet):
    """Filters of findings; ``overdue_on`` tells what was late on a day."""

    q = SearchFilter(label=_("Text or code"))
    inspection = django_filters.CharFilter(field_name="inspection__code", label=_("Code of the check"))
    open = YesNoFilter(field_name="closed_on", lookup_expr="isnull", label=_("Not closed yet"))
    overdue_on = DayFilter(on_day="overdue", label=_("Overdue on the day"))

    class Meta:
        model = Finding
        fields = [
            "q",
            "region",
            "status",
            "severity",
            "owner_level",
            "inspection",
            "open",
            "overdue_on",
        ]


class DrawFilterSet(RegionFilterSet):
    """Filters of draws."""

    q = SearchFilter(label=_("Region or code"))
    open = YesNoFilter(field_name="closed_on", lookup_expr="isnull", label=_("Not closed yet"))

    class Meta:
        model = Draw
        fields = ["q", "region", "year", "quarter", "open"]
