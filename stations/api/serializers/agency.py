"""The answers about agencies and engagements."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from stations.api.serializers.fields import HOME_ONLY, CodeField
from stations.models import (
    Agency,
    Engagement,
)


class AgencySerializer(ReadOnlyModelSerializer):
    """An agency; home region, capital and contact are null for readers outside its home region."""

    home_only = HOME_ONLY
    home_region = CodeField()

    class Meta:
        model = Agency
        fields = [
            "code",
            "name",
            "uscc",
            "is_uscc_valid",
            "registration_level",
            "founder_type",
            "registered_on",
            "deregistered_on",
            "status",
            *HOME_ONLY,
        ]


class EngagementSerializer(ReadOnlyModelSerializer):
    """An agency at a station, from one day to another."""

    agency = CodeField()
    agency_name = serializers.ReadOnlyField(source="agency.name")
    station = CodeField()

    class Meta:
        model = Engagement
        fields = ["agency", "agency_name", "station", "role", "started_on", "ended_on"]
