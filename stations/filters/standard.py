"""Which construction standards, items and answers are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ScopedFilterSet
from regions.filters import RegionFilterSet
from stations.models import (
    ConstructionStandard,
    StandardAnswer,
    StandardItem,
)


class ConstructionStandardFilterSet(ScopedFilterSet):
    """Filters of construction standards."""

    class Meta:
        model = ConstructionStandard
        fields = ["is_current"]


class StandardItemFilterSet(ScopedFilterSet):
    """Filters of items of standards."""

    standard = django_filters.CharFilter(field_name="standard__code", label=_("Construction standard"))

    class Meta:
        model = StandardItem
        fields = ["standard"]


class StandardAnswerFilterSet(RegionFilterSet):
    """Filters of answers to the construction standard."""

    station = django_filters.CharFilter(field_name="station__code", label=_("Station"))
    standard = django_filters.CharFilter(field_name="item__standard__code", label=_("Construction standard"))
    item = django_filters.CharFilter(field_name="item__code", label=_("Item of a standard"))

    class Meta:
        model = StandardAnswer
        fields = ["region", "station", "standard", "item"]
