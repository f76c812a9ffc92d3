"""Which deliverables and evidence are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, SearchFilter
from regions.filters import RegionFilterSet
from stations.models import (
    Deliverable,
    Evidence,
)


class EvidenceFilterSet(RegionFilterSet):
    """Filters of evidence."""

    deliverable = django_filters.CharFilter(field_name="deliverable__code", label=_("Deliverable"))

    class Meta:
        model = Evidence
        fields = ["region", "deliverable"]


class DeliverableFilterSet(RegionFilterSet):
    """Filters of deliverables; ``counted_on`` leaves those that count on a day, without surplus."""

    q = SearchFilter(label=_("Name or code"))
    station = django_filters.CharFilter(field_name="station__code", label=_("Station"))
    component = django_filters.CharFilter(field_name="component__code", label=_("Component"))
    accepted_as_of = DayFilter(on_day="accepted", label=_("Accepted as of the day"))
    counted_on = DayFilter(on_day="counted", label=_("Counted on the day"))

    class Meta:
        model = Deliverable
        fields = ["q", "region", "station", "component", "status", "accepted_as_of", "counted_on"]
