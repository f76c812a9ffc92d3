"""The answers about rules of stages."""

from core.api import ReadOnlyModelSerializer
from stations.models import (
    GateRule,
)


class GateRuleSerializer(ReadOnlyModelSerializer):
    """At least so many of something on the day a stage is reached."""

    class Meta:
        model = GateRule
        fields = ["stage", "check_code", "minimum", "is_active", "note"]
