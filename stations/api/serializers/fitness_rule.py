"""The answers about rules of fitness."""

from core.api import ReadOnlyModelSerializer
from stations.models import FitnessRule


class FitnessRuleSerializer(ReadOnlyModelSerializer):
    """What the province asks of an agency from a day on."""

    class Meta:
        model = FitnessRule
        fields = [
            "valid_from",
            "document",
            "note",
            "founders",
            "share_part",
            "share_whole",
            "city_capital_yuan",
            "county_capital_yuan",
        ]
