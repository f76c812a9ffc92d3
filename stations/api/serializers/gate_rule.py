"""The answers about rules of stages."""

from core.api import CleanModelSerializer
from stations.models import (
    GateRule,
)


class GateRuleSerializer(CleanModelSerializer):
    """At least so many of something on the day a stage is reached."""

    class Meta:
        model = GateRule
        fields = ["stage", "check_code", "minimum", "is_active", "note"]
