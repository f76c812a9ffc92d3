"""The endpoints of rules of stages."""

from exchange.api.views import ListCreateViewSet
from stations.api.serializers.gate_rule import GateRuleSerializer
from stations.models import GateRule
from stations.resources.gate_rule import GateRuleResource


class GateRuleViewSet(ListCreateViewSet):
    """What must be in place before a station is said to have reached a stage."""

    model = GateRule
    queryset = GateRule.objects.none()
    serializer_class = GateRuleSerializer
    resource = GateRuleResource()
