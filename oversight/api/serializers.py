"""Checks, findings and rules as JSON; records are named by their codes."""

from typing import Any

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from oversight.models import (
    Draw,
    DrawItem,
    Finding,
    Inspection,
    PatternRule,
    Rectification,
    RectificationFile,
)


def code_of(**kwargs):
    """A related record by its code."""
    return serializers.SlugRelatedField(slug_field="code", read_only=True, **kwargs)


class InspectionSerializer(ReadOnlyModelSerializer):
    """A check with how many findings it led to."""

    region = code_of()
    found = serializers.IntegerField(read_only=True)

    class Meta:
        model = Inspection
        fields = [
            "code",
            "name",
            "region",
            "kind",
            "subject",
            "starts_on",
            "ends_on",
            "inspectors",
            "document",
            "status",
            "concluded_on",
            "summary",
            "found",
        ]


class RectificationFileSerializer(ReadOnlyModelSerializer):
    """A file that shows what was done."""

    class Meta:
        model = RectificationFile
        fields = ["code", "title", "content_type", "size_bytes", "sha256", "uploaded_at"]


class RectificationSerializer(ReadOnlyModelSerializer):
    """What was done about a finding, and what somebody else says of that; an empty verdict is none yet."""

    files = RectificationFileSerializer(many=True, read_only=True)

    class Meta:
        model = Rectification
        fields = ["done_on", "text", "reported_on", "verdict", "decided_on", "reason", "files"]


class FindingSerializer(ReadOnlyModelSerializer):
    """A finding with how far its rectification is, the latest report first."""

    inspection = code_of(allow_null=True)
    region = code_of()
    station = code_of(allow_null=True)
    agency = code_of(allow_null=True)
    contract = code_of(allow_null=True)
    allocation = code_of(allow_null=True)
    expenditure = code_of(allow_null=True)
    course = code_of(allow_null=True)
    owner_account: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="username", read_only=True, allow_null=True
    )
    rectifications = RectificationSerializer(many=True, read_only=True)

    class Meta:
        model = Finding
        fields = [
            "code",
            "name",
            "inspection",
            "region",
            "station",
            "agency",
            "contract",
            "allocation",
            "expenditure",
            "course",
            "severity",
            "text",
            "rule",
            "document",
            "amount_yuan",
            "found_on",
            "owner_level",
            "owner_unit",
            "owner_account",
            "due_on",
            "status",
            "rectified_on",
            "closed_on",
            "rectifications",
        ]


class PatternRuleSerializer(ReadOnlyModelSerializer):
    """A pattern that is looked for, with its thresholds."""

    thresholds = serializers.DictField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = PatternRule
        fields = ["code", "name", "thresholds", "explanation", "source", "is_active"]


class DrawItemSerializer(ReadOnlyModelSerializer):
    """A drawn record, with the check that looks at it and what that concluded."""

    region = code_of()
    county = code_of()
    inspection = code_of(allow_null=True)
    result = serializers.CharField(source="inspection.summary", read_only=True, default="")

    class Meta:
        model = DrawItem
        fields = ["code", "name", "region", "county", "risks", "inspection", "result"]


class DrawSerializer(ReadOnlyModelSerializer):
    """A draw with all that repeats it; a member of the population is its code, county and signs of risk."""

    region = code_of()
    population: Any = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()), read_only=True
    )
    items = DrawItemSerializer(many=True, read_only=True)

    class Meta:
        model = Draw
        fields = [
            "code",
            "region",
            "year",
            "quarter",
            "source",
            "size",
            "number",
            "reason",
            "seed",
            "population",
            "population_sha256",
            "drawn_at",
            "closed_on",
            "closing_note",
            "items",
        ]
