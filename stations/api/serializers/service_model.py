"""The answers about service models and their components."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from stations.api.serializers.fields import CodeField
from stations.models import (
    Component,
    ServiceModel,
)


class ComponentSerializer(ReadOnlyModelSerializer):
    """A part of a service model; ``required`` is null for N."""

    class Meta:
        model = Component
        fields = [
            "code",
            "name",
            "order",
            "required",
            "needs_community",
            "evidence_minimum",
            "evidence_kind",
        ]


class ComponentOfModelSerializer(ComponentSerializer):
    """A part of a service model, with the model."""

    service_model = CodeField()

    class Meta(ComponentSerializer.Meta):
        fields = ["service_model", *ComponentSerializer.Meta.fields]


class ServiceModelSerializer(ReadOnlyModelSerializer):
    """A service model with its components in order."""

    notation = serializers.CharField(read_only=True)
    components = ComponentSerializer(many=True, read_only=True)

    class Meta:
        model = ServiceModel
        fields = ["code", "name", "version", "is_current", "notation", "components"]
