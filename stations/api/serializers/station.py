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
    """A station; ``counted`` of ``required`` deliverables of its model are accepted.

    ``claimed_stage`` is said to be reached and does not count; ``claimed_standing`` says why.
    """

    township = CodeField()
    township_name = serializers.ReadOnlyField(source="township.name")
    county = serializers.ReadOnlyField(source="township.parent.code", default=None)
    service_model = CodeField()
    operator = serializers.CharField(source="operator_code", read_only=True, allow_null=True)
    claimed_stage = serializers.IntegerField(read_only=True, allow_null=True)
    claimed_standing = serializers.CharField(read_only=True, allow_null=True)
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
            "run_by",
            "area_m2",
            "address",
            "longitude",
            "latitude",
            "phone",
            "opening_hours",
            "stage",
            "claimed_stage",
            "claimed_standing",
            "status",
            "status_reason",
            "operator",
            "counted",
            "required",
        ]


class MilestoneSerializer(ReadOnlyModelSerializer):
    """One stage of one station, as planned, as achieved, and since when it counts (null: it does not)."""

    station = CodeField()
    standing = serializers.CharField(source="standing_now", read_only=True)

    class Meta:
        model = Milestone
        fields = [
            "station",
            "stage",
            "planned_on",
            "achieved_on",
            "reason",
            "responsible_level",
            "delay_cause",
            "delay_note",
            "standing",
            "reported_on",
            "entered_late",
            "confirmed_on",
            "comment",
            "counts_from",
            "is_correction",
        ]


class InterruptionSerializer(ReadOnlyModelSerializer):
    """A time in which a station does not work; the day of reopening is one of work again."""

    station = CodeField()

    class Meta:
        model = Interruption
        fields = [
            "station",
            "kind",
            "reason",
            "started_on",
            "confirmed_on",
            "ended_on",
            "reopening_confirmed_on",
        ]
