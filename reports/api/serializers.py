"""Indicators and published figures as JSON."""

from rest_framework import serializers

from core.api import CleanModelSerializer
from reports.models import PublishedFigure


class PublishedFigureSerializer(CleanModelSerializer):
    """A figure somebody published; shares as 0.415, money in yuan."""

    region = serializers.SlugRelatedField(slug_field="code", read_only=True)

    class Meta:
        model = PublishedFigure
        fields = ["indicator", "region", "value", "as_of", "source", "note"]


class FigureSerializer(serializers.Serializer):
    """An indicator with its value for one region on a day; not known is null, never 0."""

    code = serializers.CharField(help_text="Code of the indicator.")
    label = serializers.CharField()
    unit = serializers.CharField(help_text="What is counted; a share is a number between 0 and 1.")
    formula = serializers.CharField()
    rollup = serializers.CharField(help_text="How the value comes from those of the regions below.")
    value = serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True)
    rows = serializers.CharField(help_text="Page that lists the rows behind the value.")


class CatalogueSerializer(serializers.Serializer):
    """Every indicator the reader may be told for a region."""

    region = serializers.CharField(help_text="Code of the region.")
    on = serializers.DateField(help_text="The day as of which the values are.")
    indicators = FigureSerializer(many=True)


class ChildSerializer(serializers.Serializer):
    """The value for one of the regions below; ``region`` is null for what lies at the level itself."""

    region = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    rank = serializers.IntegerField(allow_null=True)
    value = serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True)


class BreakdownSerializer(FigureSerializer):
    """One indicator over the regions below a region."""

    region = serializers.CharField(help_text="Code of the region.")
    on = serializers.DateField(help_text="The day as of which the values are.")
    children = ChildSerializer(many=True)
