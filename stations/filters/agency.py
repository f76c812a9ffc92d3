"""Which agencies and engagements are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, SearchFilter
from regions.filters import RegionFilterSet
from stations.filters.station import OTHERS
from stations.models import (
    Agency,
    Engagement,
)


class AgencyFilterSet(RegionFilterSet):
    """Filters of agencies; ``founder_type=others`` is every body but social-work professionals."""

    q = SearchFilter(label=_("Name, pinyin, code or credit code"))
    founder_type = django_filters.ChoiceFilter(
        choices=[*Agency.FounderType.choices, (OTHERS, _("all but professionals"))],
        label=_("Founded by"),
        method="founded_by",
    )
    registered_as_of = DayFilter(on_day="registered_on_day", label=_("Registered as of the day"))

    class Meta:
        model = Agency
        fields = ["q", "region", "founder_type", "registration_level", "status", "registered_as_of"]

    def founded_by(self, queryset, name, value):
        return queryset.founded_by_others() if value == OTHERS else queryset.filter(founder_type=value)


class EngagementFilterSet(RegionFilterSet):
    """Filters of engagements; ``on`` leaves those in force on a day."""

    agency = django_filters.CharFilter(field_name="agency__code", label=_("Agency"))
    station = django_filters.CharFilter(field_name="station__code", label=_("Station"))
    on = DayFilter(on_day="on", label=_("In force on the day"))

    class Meta:
        model = Engagement
        fields = ["region", "agency", "station", "role", "on"]
