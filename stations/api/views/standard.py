"""The endpoints of construction standards and their items."""

from exchange.api.verbs import DayBodySerializer, verb
from exchange.api.views import ListCreateViewSet, ModelViewSet
from stations import actions
from stations.api.serializers.standard import ConstructionStandardSerializer, ItemOfStandardSerializer
from stations.filters.standard import ConstructionStandardFilterSet, StandardItemFilterSet
from stations.models import ConstructionStandard, StandardItem
from stations.resources.standard import ConstructionStandardResource, StandardItemResource


class ConstructionStandardViewSet(ModelViewSet):
    """Construction standards with their items."""

    model = ConstructionStandard
    queryset = ConstructionStandard.objects.none()
    serializer_class = ConstructionStandardSerializer
    filterset_class = ConstructionStandardFilterSet
    resource = ConstructionStandardResource()
    new_version = verb("new_version", actions.new_version, DayBodySerializer, permission="add")


class StandardItemViewSet(ListCreateViewSet):
    """The items of construction standards; those of a standard that stations answered are frozen."""

    model = StandardItem
    queryset = StandardItem.objects.none()
    serializer_class = ItemOfStandardSerializer
    filterset_class = StandardItemFilterSet
    resource = StandardItemResource()
