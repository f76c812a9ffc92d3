"""The answers about deliverables and evidence."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from stations.api.serializers.fields import CodeField
from stations.models import (
    Deliverable,
    Evidence,
)


class DeliverableSerializer(ReadOnlyModelSerializer):
    """Something a station builds towards a component of its model."""

    station = CodeField()
    component = CodeField()
    community = CodeField()

    class Meta:
        model = Deliverable
        fields = [
            "code",
            "station",
            "component",
            "name",
            "community",
            "status",
            "planned_on",
            "started_on",
            "reported_on",
            "accepted_on",
            "ended_on",
            "comment",
        ]


class EvidenceSerializer(ReadOnlyModelSerializer):
    """A file that shows a deliverable or a stage of a station."""

    station = serializers.SerializerMethodField()
    deliverable = CodeField(allow_null=True)
    stage = serializers.IntegerField(source="milestone.stage", default=None, read_only=True, allow_null=True)

    class Meta:
        model = Evidence
        fields = [
            "code",
            "station",
            "deliverable",
            "stage",
            "title",
            "content_type",
            "size_bytes",
            "sha256",
            "uploaded_at",
        ]

    def get_station(self, evidence) -> str:
        """Code of the station."""
        return (evidence.deliverable or evidence.milestone).station.code
