"""Filters of this floor's lists and endpoints."""

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedFilterSet, SearchFilter
from regions.filters import RegionFilterSet
from stations.models import (
    Agency,
    Component,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    Interruption,
    Milestone,
    ServiceModel,
    StandardAnswer,
    StandardItem,
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


class InterruptionFilterSet(RegionFilterSet):
    """Filters of interruptions; ``on`` leaves those in force on a day."""

    station = django_filters.CharFilter(field_name="station__code", label=_("Station"))
    on = DayFilter(on_day="on", label=_("In force on the day"))

    class Meta:
        model = Interruption
        fields = ["region", "station", "kind", "on"]


class EvidenceFilterSet(RegionFilterSet):
    """Filters of evidence."""

    deliverable = django_filters.CharFilter(field_name="deliverable__code", label=_("Deliverable"))

    class Meta:
        model = Evidence
        fields = ["region", "deliverable"]


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


class ServiceModelFilterSet(ScopedFilterSet):
    """Filters of service models."""

    class Meta:
        model = ServiceModel
        fields = ["is_current"]


class ComponentFilterSet(ScopedFilterSet):
    """Filters of components."""

    service_model = django_filters.CharFilter(field_name="service_model__code", label=_("Service model"))

    class Meta:
        model = Component
        fields = ["service_model"]


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
