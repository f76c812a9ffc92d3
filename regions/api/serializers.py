"""Divisions as JSON."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from core.scope import covers
from regions.models import Region


class RegionSerializer(ReadOnlyModelSerializer):
    """A division; the units it belongs to appear only where they are in the reader's scope."""

    # The declared fields of a serializer are no attributes of it.
    parent = serializers.SerializerMethodField()  # type: ignore[assignment]
    legal_parent = serializers.SerializerMethodField()

    class Meta:
        model = Region
        fields = [
            "code",
            "name",
            "level",
            "kind",
            "parent",
            "legal_parent",
            "counts_for_coverage",
            "population",
            "population_year",
            "valid_from",
            "valid_to",
        ]

    def get_parent(self, region: Region) -> str | None:
        """Code of the unit that reports for it."""
        return self._code_in_scope(region.parent)

    def get_legal_parent(self, region: Region) -> str | None:
        """Code of the county it belongs to by law, where that is another one."""
        return self._code_in_scope(region.legal_parent)

    def _code_in_scope(self, region: Region | None) -> str | None:
        if region is None:
            return None
        reader = self.context["request"].user
        return region.code if covers(reader, "regions.view_region", region.path) else None
