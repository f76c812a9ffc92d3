"""The answers about incubation bases, incubations and supports."""

from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from stations.api.serializers.fields import CodeField
from stations.models import Incubation, IncubationBase, Support


class IncubationBaseSerializer(ReadOnlyModelSerializer):
    """An incubation base."""

    region = CodeField()

    class Meta:
        model = IncubationBase
        fields = ["code", "name", "region", "venue", "opened_on", "closed_on"]


class IncubationSerializer(ReadOnlyModelSerializer):
    """An agency in a base with the money it received; null where nothing has an amount."""

    agency = CodeField()
    base = CodeField()
    received_yuan = serializers.DecimalField(max_digits=14, decimal_places=2, read_only=True, allow_null=True)

    class Meta:
        model = Incubation
        fields = ["agency", "base", "entered_on", "left_on", "outcome", "received_yuan"]


class SupportSerializer(ReadOnlyModelSerializer):
    """What an agency in a base was given."""

    agency = serializers.CharField(source="incubation.agency.code", read_only=True)
    base = serializers.CharField(source="incubation.base.code", read_only=True)

    class Meta:
        model = Support
        fields = ["agency", "base", "kind", "given_on", "amount_yuan", "note"]
