"""The endpoints of rules of fitness."""

from exchange.api.views import ListCreateViewSet
from stations.api.serializers.fitness_rule import FitnessRuleSerializer
from stations.filters.fitness_rule import FitnessRuleFilterSet
from stations.models import FitnessRule
from stations.resources.fitness_rule import FitnessRuleResource


class FitnessRuleViewSet(ListCreateViewSet):
    """The rules of fitness, read by everybody on this floor, written by the city."""

    model = FitnessRule
    queryset = FitnessRule.objects.none()
    serializer_class = FitnessRuleSerializer
    filterset_class = FitnessRuleFilterSet
    resource = FitnessRuleResource()
