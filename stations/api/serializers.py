"""Stations and what belongs to them as JSON."""

from rest_framework import serializers

from core.api import CleanModelSerializer
from stations.models import (
    Agency,
    Component,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    GateRule,
    Interruption,
    Milestone,
    ServiceModel,
    StandardAnswer,
    StandardItem,
    Station,
)

HOME_ONLY = ("home_region", "capital_yuan", "contact_name", "phone")


class CodeField(serializers.SlugRelatedField):
    """A related record by its business code."""

    def __init__(self, **kwargs):
        super().__init__(slug_field="code", read_only=True, **kwargs)


class StationSerializer(CleanModelSerializer):
    """A station; ``counted`` of ``required`` deliverables of its model are accepted."""

    township = CodeField()
    township_name = serializers.ReadOnlyField(source="township.name")
    county = serializers.ReadOnlyField(source="township.parent.code", default=None)
    service_model = CodeField()
    operator = serializers.CharField(source="operator_code", read_only=True, allow_null=True)
    counted = serializers.IntegerField(read_only=True)
    required = serializers.IntegerField(read_only=True)

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
            "stage",
            "status",
            "status_reason",
            "operator",
            "counted",
            "required",
        ]


class AgencySerializer(CleanModelSerializer):
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


class EngagementSerializer(CleanModelSerializer):
    """An agency at a station, from one day to another."""

    agency = CodeField()
    agency_name = serializers.ReadOnlyField(source="agency.name")
    station = CodeField()

    class Meta:
        model = Engagement
        fields = ["agency", "agency_name", "station", "role", "started_on", "ended_on"]


class MilestoneSerializer(CleanModelSerializer):
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


class DeliverableSerializer(CleanModelSerializer):
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
            "comment",
        ]


class ComponentSerializer(CleanModelSerializer):
    """A part of a service model; ``required`` is null for N."""

    class Meta:
        model = Component
        fields = ["code", "name", "order", "required", "needs_community"]


class ComponentOfModelSerializer(ComponentSerializer):
    """A part of a service model, with the model."""

    service_model = CodeField()

    class Meta(ComponentSerializer.Meta):
        fields = ["service_model", *ComponentSerializer.Meta.fields]


class ServiceModelSerializer(CleanModelSerializer):
    """A service model with its components in order."""

    notation = serializers.CharField(read_only=True)
    components = ComponentSerializer(many=True, read_only=True)

    class Meta:
        model = ServiceModel
        fields = ["code", "name", "version", "is_current", "notation", "components"]


class TextList(serializers.ListField):
    """Several short texts."""

    child = serializers.CharField()


class StandardItemSerializer(CleanModelSerializer):
    """An item of a construction standard; ``fulfilling`` are the choices that are enough."""

    choices = TextList(source="choice_list", read_only=True)
    fulfilling = TextList(source="fulfilling_list", read_only=True)

    class Meta:
        model = StandardItem
        fields = ["code", "order", "text", "kind", "unit", "minimum", "choices", "fulfilling", "is_mandatory"]


class ItemOfStandardSerializer(StandardItemSerializer):
    """An item of a construction standard, with the standard; without ``fulfilling`` any choice is enough."""

    standard = CodeField()
    fulfilling = TextList(source="stated_fulfilling", read_only=True)

    class Meta(StandardItemSerializer.Meta):
        fields = ["standard", *StandardItemSerializer.Meta.fields]


class ConstructionStandardSerializer(CleanModelSerializer):
    """A version of the construction standard with its items in order."""

    items = StandardItemSerializer(many=True, read_only=True)

    class Meta:
        model = ConstructionStandard
        fields = ["code", "name", "version", "valid_from", "is_current", "items"]


class StandardAnswerSerializer(CleanModelSerializer):
    """What a station answers to an item, and whether that is enough; null where nothing is answered."""

    station = CodeField()
    standard = serializers.ReadOnlyField(source="item.standard.code")
    item = CodeField()
    is_fulfilled = serializers.BooleanField(read_only=True, allow_null=True)

    class Meta:
        model = StandardAnswer
        fields = ["station", "standard", "item", "value", "is_fulfilled", "note", "answered_on"]


class InterruptionSerializer(CleanModelSerializer):
    """A time in which a station does not work; the day of reopening is one of work again."""

    station = CodeField()

    class Meta:
        model = Interruption
        fields = ["station", "kind", "reason", "started_on", "ended_on"]


class EvidenceSerializer(CleanModelSerializer):
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


class GateRuleSerializer(CleanModelSerializer):
    """At least so many of something on the day a stage is reached."""

    class Meta:
        model = GateRule
        fields = ["stage", "check_code", "minimum", "is_active", "note"]
