"""Filters of the posts of stations, for pages and endpoints alike."""

from datetime import date

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.asking import day_in
from core.filters import DayFilter, ScopedChoiceFilter
from personnel.models import Position
from regions.filters import RegionFilterSet
from stations.models import Station

NEEDED, VACANT, FILLED, CLOSED = "needed", "vacant", "filled", "closed"


class PositionFilterSet(RegionFilterSet):
    """Filters of posts, by the township of the station; ``state`` is that of the day ``on`` or of today."""

    station = ScopedChoiceFilter(queryset=Station.objects.all(), label=_("Station"))
    on = DayFilter(method="as_of", label=_("As of"))
    state = django_filters.ChoiceFilter(
        method="by_state",
        label=_("State"),
        choices=[
            (NEEDED, _("needed")),
            (VACANT, _("vacant")),
            (FILLED, _("filled")),
            (CLOSED, _("closed")),
        ],
    )

    class Meta:
        model = Position
        fields = ["region", "station", "on", "state", "role", "employment_type", "requirement", "responsible"]

    @staticmethod
    def day_of(data) -> date:
        """The day that is asked about, before the form is read; today where it cannot be read."""
        return day_in(data.get("on", "")) or timezone.localdate()

    @property
    def day(self) -> date:
        return self.day_of(self.data or {})

    def as_of(self, queryset, name, value):
        """The day itself narrows nothing; the other filters and the list read it."""
        return queryset

    def by_state(self, queryset, name, value):
        if value == CLOSED:
            return queryset.filter(closed_on__lte=self.day)
        return getattr(queryset, value)(self.day)
