"""The answers about postings."""

from typing import Any

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from personnel.models import Posting


class PostingSerializer(ReadOnlyModelSerializer):
    """A posting at a station in scope."""

    worker: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    worker_name = serializers.CharField(source="worker.name", read_only=True)
    station: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    position: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True, allow_null=True
    )

    class Meta:
        model = Posting
        fields = [
            "worker",
            "worker_name",
            "station",
            "position",
            "role",
            "employment_type",
            "started_on",
            "ended_on",
            "leave_reason",
        ]
