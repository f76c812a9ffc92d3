"""Filters of this floor's lists and endpoints."""

from typing import cast

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.filters import DayFilter, ScopedChoiceFilter, SearchFilter, YearFilter, YesNoFilter, yes_or_no
from regions.filters import RegionFilterSet
from services.models import (
    Need,
    PlanItem,
    ServiceCase,
    ServiceField,
    ServiceGroup,
    ServicePlan,
    ServiceRecord,
    TargetGroup,
)
from services.models.record import ServiceRecordQuerySet


class NeedFilterSet(RegionFilterSet):
    """Filters of needs; ``year_to`` leaves those raised in the year of a day, up to it."""

    q = SearchFilter(label=_("Text or code"))
    group = ScopedChoiceFilter(
        field_name="groups", queryset=TargetGroup.objects.all(), label=_("Target group")
    )
    field = ScopedChoiceFilter(queryset=ServiceField.objects.all(), label=_("Service field"))
    open = YesNoFilter(field_name="closed_on", lookup_expr="isnull", label=_("Not finished yet"))
    year_to = DayFilter(on_day="in_year_to", label=_("Of the year up to"))

    class Meta:
        model = Need
        fields = ["q", "region", "status", "responsible", "channel", "group", "field", "open", "year_to"]


class PlanFilterSet(RegionFilterSet):
    """Filters of plans."""

    station = django_filters.CharFilter(field_name="station__code", label=_("Station code"))
    year = YearFilter(label=_("Year"))

    class Meta:
        model = ServicePlan
        fields = ["region", "station", "year", "status"]


class PlanItemFilterSet(RegionFilterSet):
    """Filters of plan items."""

    plan = django_filters.CharFilter(field_name="plan__code", label=_("Service plan"))
    year = YearFilter(field_name="plan__year", label=_("Year"))

    class Meta:
        model = PlanItem
        fields = ["region", "plan", "year", "method"]


class RecordFilterSet(RegionFilterSet):
    """Filters of service records; withdrawn ones show only when they are asked for."""

    q = SearchFilter(label=_("Text or code"))
    station = django_filters.CharFilter(field_name="station__code", label=_("Station code"))
    group = ScopedChoiceFilter(
        method="for_group", queryset=TargetGroup.objects.all(), label=_("Target group")
    )
    field = ScopedChoiceFilter(queryset=ServiceField.objects.all(), label=_("Service field"))
    first = DayFilter(field_name="served_on", lookup_expr="gte", label=_("From"))
    last = DayFilter(field_name="served_on", lookup_expr="lte", label=_("Until"))
    year_to = DayFilter(on_day="in_year_to", label=_("Of the year up to"))
    quarter_to = DayFilter(on_day="in_quarter_to", label=_("Of the quarter up to"))
    plan_item = django_filters.CharFilter(method="towards_item", label=_("Plan item"))
    withdrawn = YesNoFilter(
        field_name="withdrawn_on", lookup_expr="isnull", exclude=True, label=_("Withdrawn")
    )

    class Meta:
        model = ServiceRecord
        fields = ["q", "region", "station", "method", "nature", "group", "field", "first", "last"]

    @classmethod
    def narrows(cls, asked):
        """What is withdrawn is left out unless it is asked for."""
        return True

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        if not data or yes_or_no(data.get("withdrawn")) is None:
            self.queryset = cast("ServiceRecordQuerySet", self.queryset).standing()

    def for_group(self, queryset, name, value):
        """Those whose groups the reader may be told; so a filter tells no more than the list."""
        return queryset.disclosed_to(cast("HttpRequest", self.request).user).for_groups([value])

    def towards_item(self, queryset, name, value):
        """Exactly the records that count towards the item."""
        item = PlanItem.objects.visible_to(cast("HttpRequest", self.request).user).filter(code=value).first()
        return queryset.towards(item) if item else queryset.none()


class CaseFilterSet(RegionFilterSet):
    """Filters of cases."""

    station = django_filters.CharFilter(field_name="station__code", label=_("Station code"))
    open = YesNoFilter(field_name="closed_on", lookup_expr="isnull", label=_("Not finished yet"))

    class Meta:
        model = ServiceCase
        fields = ["region", "station", "phase", "outcome", "open"]


class GroupFilterSet(RegionFilterSet):
    """Filters of groups."""

    station = django_filters.CharFilter(field_name="station__code", label=_("Station code"))
    open = YesNoFilter(field_name="ended_on", lookup_expr="isnull", label=_("Not finished yet"))

    class Meta:
        model = ServiceGroup
        fields = ["region", "station", "open"]
