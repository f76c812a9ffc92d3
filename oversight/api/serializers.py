"""Checks, findings and rules as JSON; records are named by their codes."""

from rest_framework import serializers

from core.api import CleanModelSerializer
from oversight.models import Finding, Inspection, PatternRule


def code_of(**kwargs):
    """A related record by its code."""
    return serializers.SlugRelatedField(slug_field="code", read_only=True, **kwargs)


class InspectionSerializer(CleanModelSerializer):
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


class FindingSerializer(CleanModelSerializer):
    """A finding with how far its rectification is."""

    inspection = code_of(allow_null=True)
    region = code_of()
    station = code_of(allow_null=True)
    agency = code_of(allow_null=True)
    contract = code_of(allow_null=True)
    allocation = code_of(allow_null=True)
    expenditure = code_of(allow_null=True)
    course = code_of(allow_null=True)

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
            "due_on",
            "status",
            "rectified_on",
            "closed_on",
        ]


class PatternRuleSerializer(CleanModelSerializer):
    """A pattern that is looked for, with its thresholds."""

    thresholds = serializers.DictField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = PatternRule
        fields = ["code", "name", "thresholds", "explanation", "source", "is_active"]
