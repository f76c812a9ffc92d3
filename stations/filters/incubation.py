"""Which incubation bases and incubations are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, SearchFilter
from regions.filters import RegionFilterSet
from stations.models import Incubation, IncubationBase


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
