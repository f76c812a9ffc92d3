"""The answers about construction standards and their items."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from stations.api.serializers.fields import CodeField
from stations.models import (
    ConstructionStandard,
    StandardAnswer,
    StandardItem,
)


class TextList(serializers.ListField):
    """Several short texts."""

    child = serializers.CharField()


class StandardItemSerializer(ReadOnlyModelSerializer):
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


class ConstructionStandardSerializer(ReadOnlyModelSerializer):
    """A version of the construction standard with its items in order."""

    items = StandardItemSerializer(many=True, read_only=True)

    class Meta:
        model = ConstructionStandard
        fields = ["code", "name", "version", "valid_from", "is_current", "items"]


class StandardAnswerSerializer(ReadOnlyModelSerializer):
    """What a station answers to an item, and whether that is enough; null where nothing is answered."""

    station = CodeField()
    standard = serializers.ReadOnlyField(source="item.standard.code")
    item = CodeField()
    is_fulfilled = serializers.BooleanField(read_only=True, allow_null=True)

    class Meta:
        model = StandardAnswer
        fields = ["station", "standard", "item", "value", "is_fulfilled", "note", "answered_on"]
