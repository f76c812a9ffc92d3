"""The answers about positions."""

from typing import Any

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from personnel.models import Position


class PositionSerializer(ReadOnlyModelSerializer):
    """A post that a station needs, as it stands today."""

    station: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    is_filled = serializers.BooleanField(read_only=True)

    class Meta:
        model = Position
        fields = [
            "code",
            "station",
            "role",
            "employment_type",
            "requirement",
            "responsible",
            "opened_on",
            "closed_on",
            "close_reason",
            "is_filled",
        ]
