"""What stations are measured by over the API: read by everybody on this floor, written by the city."""

from exchange.api.verbs import DayBody, verb
from exchange.api.views import EnteredPartViewSet, RecordViewSet
from stations import standard_actions
from stations.api.serializers import (
    ComponentOfModelSerializer,
    ConstructionStandardSerializer,
    GateRuleSerializer,
    ItemOfStandardSerializer,
    ServiceModelSerializer,
)
from stations.city_resources import (
    ComponentResource,
    ConstructionStandardResource,
    GateRuleResource,
    ServiceModelResource,
    StandardItemResource,
)
from stations.filters import (
    ComponentFilterSet,
    ConstructionStandardFilterSet,
    ServiceModelFilterSet,
    StandardItemFilterSet,
)
from stations.models import Component, ConstructionStandard, GateRule, ServiceModel, StandardItem


class ServiceModelViewSet(RecordViewSet):
    """Service models with their components."""

    model = ServiceModel
    queryset = ServiceModel.objects.none()
    serializer_class = ServiceModelSerializer
    filterset_class = ServiceModelFilterSet
    resource = ServiceModelResource()


class ComponentViewSet(EnteredPartViewSet):
    """The components of service models; those of a model that stations follow are frozen."""

    model = Component
    queryset = Component.objects.none()
    serializer_class = ComponentOfModelSerializer
    filterset_class = ComponentFilterSet
    resource = ComponentResource()


class ConstructionStandardViewSet(RecordViewSet):
    """Construction standards with their items."""

    model = ConstructionStandard
    queryset = ConstructionStandard.objects.none()
    serializer_class = ConstructionStandardSerializer
    filterset_class = ConstructionStandardFilterSet
    resource = ConstructionStandardResource()
    new_version = verb("new_version", standard_actions.new_version, DayBody, permission="add")


class StandardItemViewSet(EnteredPartViewSet):
    """The items of construction standards; those of a standard that stations answered are frozen."""

    model = StandardItem
    queryset = StandardItem.objects.none()
    serializer_class = ItemOfStandardSerializer
    filterset_class = StandardItemFilterSet
    resource = StandardItemResource()


class GateRuleViewSet(EnteredPartViewSet):
    """What must be in place before a station is said to have reached a stage."""

    model = GateRule
    queryset = GateRule.objects.none()
    serializer_class = GateRuleSerializer
    resource = GateRuleResource()
