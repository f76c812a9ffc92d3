"""The answers about supervisors and supervision."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from personnel.models import (
    SupervisionRecord,
    Supervisor,
)
from stations.api.serializers.fields import CodeField


class SupervisorSerializer(ReadOnlyModelSerializer):
    """A supervisor."""

    home_region = CodeField()

    class Meta:
        model = Supervisor
        fields = ["code", "name", "source", "organisation", "home_region", "ended_on"]


class SupervisionRecordSerializer(ReadOnlyModelSerializer):
    """A session of supervision with the number of people named in it."""

    supervisor = CodeField()
    station = CodeField()
    region = CodeField()
    people = serializers.SerializerMethodField()

    class Meta:
        model = SupervisionRecord
        fields = [
            "code",
            "supervisor",
            "station",
            "region",
            "held_on",
            "hours",
            "form",
            "content",
            "follow_up",
            "people",
        ]

    def get_people(self, record) -> int:
        """How many people took part by name."""
        return len(record.supervised.all())
