"""Which stations, stages and interruptions are asked for."""

import django_filters
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from core.filters import DayFilter, SearchFilter, YesNoFilter
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
    reported_on = DayFilter(on_day="reported_completed", label=_("Reported, not confirmed on the day"))
    unproven_on = DayFilter(on_day="completed_without_proof", label=_("Reached without proof on the day"))

    class Meta:
        model = Station
        fields = [
            "q",
            "region",
            "stage",
            "status",
            "venue_type",
            "run_by",
            "completed_on",
            "in_plan_on",
            "overdue_on",
            "reported_on",
            "unproven_on",
        ]


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
    standing = django_filters.ChoiceFilter(
        choices=Milestone.Standing, method="by_standing", label=_("Standing")
    )
    entered_late = YesNoFilter(field_name="entered_late", label=_("Entered late"))
    is_correction = YesNoFilter(field_name="is_correction", label=_("Corrects figures given out"))
    achieved_by = DayFilter(on_day="achieved", label=_("Achieved by the day"))
    overdue_on = DayFilter(on_day="overdue", label=_("Overdue on the day"))

    @extend_schema_field(OpenApiTypes.STR)
    def by_standing(self, rows, name, value):
        return rows.with_standing().filter(standing_now=value)

    class Meta:
        model = Milestone
        fields = [
            "region",
            "station",
            "stage",
            "standing",
            "entered_late",
            "is_correction",
            "responsible_level",
            "delay_cause",
            "achieved_by",
            "overdue_on",
        ]
