"""Which supervisors and supervision are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedChoiceFilter, SearchFilter
from personnel.models import (
    SupervisionRecord,
    Supervisor,
)
from regions.filters import RegionFilterSet
from stations.models import Station


class SupervisorFilterSet(RegionFilterSet):
    """Filters of supervisors, by their home region."""

    q = SearchFilter(label=_("Name, pinyin or code"))

    class Meta:
        model = Supervisor
        fields = ["q", "region", "source"]


class SupervisionRecordFilterSet(RegionFilterSet):
    """Filters of supervision, by the region where it took place."""

    supervisor = django_filters.CharFilter(field_name="supervisor__code", label=_("Code of the supervisor"))
    station = ScopedChoiceFilter(queryset=Station.objects.all(), label=_("Station"))
    held_from = DayFilter(field_name="held_on", lookup_expr="gte", label=_("Held from"))
    held_to = DayFilter(field_name="held_on", lookup_expr="lte", label=_("Held until"))

    class Meta:
        model = SupervisionRecord
        fields = ["region", "supervisor", "station", "form", "held_from", "held_to"]
