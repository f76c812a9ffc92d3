"""Filters of ratings, bases and incubations, for pages and endpoints alike."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedFilterSet, SearchFilter
from regions.filters import RegionFilterSet
from stations.models import AgencyRating, FitnessRule, Incubation, IncubationBase


class FitnessRuleFilterSet(ScopedFilterSet):
    """Filters of fitness rules."""

    in_force_on = DayFilter(on_day="in_force", label=_("In force on the day"))

    class Meta:
        model = FitnessRule
        fields = ["in_force_on"]


class AgencyRatingFilterSet(RegionFilterSet):
    """Filters of ratings, by the agency's home region."""

    agency = django_filters.CharFilter(field_name="agency__code", label=_("Agency"))
    valid_on = DayFilter(on_day="valid_on", label=_("Valid on"))

    class Meta:
        model = AgencyRating
        fields = ["region", "agency", "grade", "valid_on"]


class IncubationBaseFilterSet(RegionFilterSet):
    """Filters of incubation bases."""

    q = SearchFilter(label=_("Name, pinyin, code or venue"))

    class Meta:
        model = IncubationBase
        fields = ["q", "region"]


class IncubationFilterSet(RegionFilterSet):
    """Filters of incubations, by the agency's home region."""

    agency = django_filters.CharFilter(field_name="agency__code", label=_("Agency"))
    base = django_filters.CharFilter(field_name="base__code", label=_("Incubation base"))
    on = DayFilter(on_day="on", label=_("On the day"))

    class Meta:
        model = Incubation
        fields = ["region", "agency", "base", "outcome", "on"]
