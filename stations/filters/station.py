"""Which stations, stages and interruptions are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, SearchFilter
from regions.filters import RegionFilterSet
from stations.models import (
    Interruption,
    Milestone,
    Station,
)

OTHERS = "others"


class StationFilterSet(RegionFilterSet):
    """Filters of stations."""

    q = SearchFilter(label=_("Name, pinyin or code"))
    stage = django_filters.ChoiceFilter(choices=Station.Stage, label=_("Stage"))
    completed_on = DayFilter(on_day="completed", label=_("Completed on the day"))
    in_plan_on = DayFilter(on_day="in_plan", label=_("In the plan on the day"))
    overdue_on = DayFilter(on_day="overdue", label=_("Overdue on the day"))

    class Meta:
        model = Station
        fields = ["q", "region", "stage", "status", "venue_type", "completed_on", "in_plan_on", "overdue_on"]


class InterruptionFilterSet(RegionFilterSet):
    """Filters of interruptions; ``on`` leaves those in force on a day."""

    station = django_filters.CharFilter(field_name="station__code", label=_("Station"))
    on = DayFilter(on_day="on", label=_("In force on the day"))

    class Meta:
        model = Interruption
        fields = ["region", "station", "kind", "on"]


class MilestoneFilterSet(RegionFilterSet):
    """Filters of milestones."""

    station = django_filters.CharFilter(field_name="station__code", label=_("Station"))
    achieved_by = DayFilter(on_day="achieved", label=_("Achieved by the day"))
    overdue_on = DayFilter(on_day="overdue", label=_("Overdue on the day"))

    class Meta:
        model = Milestone
        fields = [
            "region",
            "station",
            "stage",
            "responsible_level",
            "delay_cause",
            "achieved_by",
            "overdue_on",
        ]
