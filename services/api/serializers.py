"""Needs, plans and service records as JSON; records are named by their codes."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from services.models import (
    Need,
    PlanItem,
    ServiceCase,
    ServiceField,
    ServiceGroup,
    ServiceMinimum,
    ServicePlan,
    ServiceRecord,
    TargetGroup,
)
from services.rules.small_groups import discloses_groups


def code_of(**kwargs):
    """A related record by its code."""
    return serializers.SlugRelatedField(slug_field="code", read_only=True, **kwargs)


class TargetGroupSerializer(ReadOnlyModelSerializer):
    """A target group."""

    class Meta:
        model = TargetGroup
        fields = ["code", "name", "is_special", "order", "ended_on"]


class ServiceFieldSerializer(ReadOnlyModelSerializer):
    """A service field."""

    class Meta:
        model = ServiceField
        fields = ["code", "name", "order", "ended_on"]


class NeedSerializer(ReadOnlyModelSerializer):
    """A need with what became of it."""

    township = code_of()
    station = code_of(allow_null=True)
    community = code_of(allow_null=True)
    field = code_of()
    groups = code_of(many=True)
    plan_item = code_of(allow_null=True)

    class Meta:
        model = Need
        fields = [
            "code",
            "name",
            "township",
            "station",
            "community",
            "channel",
            "raised_on",
            "groups",
            "field",
            "persons",
            "text",
            "status",
            "urgency",
            "responsible",
            "assessed_on",
            "decided_on",
            "plan_item",
            "referred_to",
            "closed_on",
            "reason",
        ]


class ServicePlanSerializer(ReadOnlyModelSerializer):
    """A station's plan for a year."""

    station = code_of()

    class Meta:
        model = ServicePlan
        fields = ["code", "station", "year", "status", "submitted_on", "approved_on", "comment"]


class PlanItemSerializer(ReadOnlyModelSerializer):
    """An item of a plan with what is done of it."""

    plan = code_of()
    field = code_of(allow_null=True)
    groups = code_of(many=True)
    done = serializers.FloatField(read_only=True)

    class Meta:
        model = PlanItem
        fields = [
            "code",
            "plan",
            "name",
            "method",
            "field",
            "groups",
            "metric",
            "target",
            "done",
            "min_sessions",
            "min_persons",
            "is_dropped",
        ]


class ServiceRecordSerializer(ReadOnlyModelSerializer):
    """A service record; no client is named, and the groups of few persons are told only near them."""

    station = code_of()
    field = code_of()
    groups = code_of(many=True)
    case = code_of(allow_null=True)
    service_group = code_of(allow_null=True)
    need = code_of(allow_null=True)
    plan_item = code_of(allow_null=True)

    class Meta:
        model = ServiceRecord
        fields = [
            "code",
            "station",
            "served_on",
            "method",
            "phase",
            "nature",
            "field",
            "groups",
            "hours",
            "sessions",
            "person_count",
            "attendance_count",
            "case",
            "service_group",
            "need",
            "plan_item",
            "satisfaction",
            "resources_yuan",
            "note",
            "withdrawn_on",
        ]

    def to_representation(self, instance):
        data = super().to_representation(instance)
        if not discloses_groups(self.context["request"].user, instance):
            data["groups"] = []
        return data


class ServiceCaseSerializer(ReadOnlyModelSerializer):
    """A case, known by the number of its file alone."""

    station = code_of()

    class Meta:
        model = ServiceCase
        fields = ["code", "station", "opened_on", "phase", "closed_on", "outcome", "note"]


class ServiceGroupSerializer(ReadOnlyModelSerializer):
    """A group with the sessions that are planned."""

    station = code_of()

    class Meta:
        model = ServiceGroup
        fields = ["code", "station", "name", "planned_sessions", "started_on", "ended_on", "note"]


class ServiceMinimumSerializer(ReadOnlyModelSerializer):
    """From when on a case, group or activity of a method counts."""

    class Meta:
        model = ServiceMinimum
        fields = ["method", "min_sessions", "min_persons", "note"]
