"""The answers about stations, stages and interruptions."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from stations.api.serializers.fields import CodeField
from stations.models import (
    Interruption,
    Milestone,
    Station,
)


class StationSerializer(ReadOnlyModelSerializer):
    """A station; ``counted`` of ``required`` deliverables of its model are accepted."""

    township = CodeField()
    township_name = serializers.ReadOnlyField(source="township.name")
    county = serializers.ReadOnlyField(source="township.parent.code", default=None)
    service_model = CodeField()
    operator = serializers.CharField(source="operator_code", read_only=True, allow_null=True)
    counted = serializers.IntegerField(read_only=True)
    # The declared fields of a serializer are no attributes of it.
    required = serializers.IntegerField(read_only=True)  # type: ignore[assignment]

    class Meta:
        model = Station
        fields = [
            "code",
            "name",
            "township",
            "township_name",
            "county",
            "service_model",
            "venue_type",
            "area_m2",
            "address",
            "longitude",
            "latitude",
            "phone",
            "opening_hours",
            "stage",
            "status",
            "status_reason",
            "operator",
            "counted",
            "required",
        ]


class MilestoneSerializer(ReadOnlyModelSerializer):
    """One stage of one station, as planned and as achieved."""

    station = CodeField()

    class Meta:
        model = Milestone
        fields = [
            "station",
            "stage",
            "planned_on",
            "achieved_on",
            "responsible_level",
            "delay_cause",
            "delay_note",
        ]


class InterruptionSerializer(ReadOnlyModelSerializer):
    """A time in which a station does not work; the day of reopening is one of work again."""

    station = CodeField()

    class Meta:
        model = Interruption
        fields = ["station", "kind", "reason", "started_on", "ended_on"]
