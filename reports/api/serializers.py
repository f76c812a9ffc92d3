"""Indicators, published figures and monthly returns as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api import ReadOnlyModelSerializer
from reports.models import MonthlyReturn, PublishedFigure, ReturnRule
from reports.monthly.figures import Statement
from reports.monthly.items import ITEMS


class PublishedFigureSerializer(ReadOnlyModelSerializer):
    """A figure somebody published; shares as 0.415, money in yuan."""

    region: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )

    class Meta:
        model = PublishedFigure
        fields = ["indicator", "region", "place", "value", "as_of", "source", "note"]


class FigureSerializer(serializers.Serializer):
    """An indicator with its value for one region on a day; not known is null, never 0."""

    code = serializers.CharField(help_text="Code of the indicator.")
    # The declared fields of a serializer are no attributes of it.
    label = serializers.CharField()  # type: ignore[assignment]
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


class MonthlyLineSerializer(serializers.Serializer):
    """Frozen figures of a county or township; ``region`` is null for what lies at the county itself."""

    region = serializers.CharField(allow_null=True)
    figures = serializers.DictField(
        child=serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True),
        help_text="Decimal strings by code: shares as 0.415, money in yuan; not known is null.",
    )


class MonthlyReturnSerializer(ReadOnlyModelSerializer):
    """A county's return for a month; its frozen figures as far as the reader may be told them."""

    region: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        slug_field="code", read_only=True
    )
    answers = serializers.DictField(
        child=serializers.CharField(), read_only=True, help_text="What the records cannot know, by question."
    )
    figures = serializers.SerializerMethodField()

    class Meta:
        model = MonthlyReturn
        fields = [
            "code",
            "region",
            "month",
            "status",
            "due_on",
            "first_submitted_on",
            "submitted_on",
            "returned_on",
            "return_reason",
            "times_returned",
            "approved_on",
            "figures_on",
            "answers",
            "comment",
            "figures",
        ]

    @extend_schema_field(MonthlyLineSerializer(many=True))
    def get_figures(self, record):
        """The county's line first, then its townships; empty while nothing is frozen."""
        statement = Statement.from_json(record.figures).visible_to(
            self.context["request"].user, record.region
        )
        lines = [
            {
                "region": line.code or None,
                "figures": {code: ITEMS[code].unit.exact(value) for code, value in line.values.items()},
            }
            for line in statement.lines
        ]
        return MonthlyLineSerializer(lines, many=True).data


class ReturnRuleSerializer(ReadOnlyModelSerializer):
    """From which month on returns are due by which day of the month that follows."""

    class Meta:
        model = ReturnRule
        fields = ["from_month", "due_day", "note"]
