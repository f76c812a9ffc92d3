"""The endpoints of service models and their components."""

from exchange.api.views import ListCreateViewSet, ModelViewSet
from stations.api.serializers.service_model import ComponentOfModelSerializer, ServiceModelSerializer
from stations.filters.service_model import ComponentFilterSet, ServiceModelFilterSet
from stations.models import Component, ServiceModel
from stations.resources.service_model import ComponentResource, ServiceModelResource


class ServiceModelViewSet(ModelViewSet):
    """Service models with their components."""

    model = ServiceModel
    queryset = ServiceModel.objects.none()
    serializer_class = ServiceModelSerializer
    filterset_class = ServiceModelFilterSet
    resource = ServiceModelResource()


class ComponentViewSet(ListCreateViewSet):
    """The components of service models; those of a model that stations follow are frozen."""

    model = Component
    queryset = Component.objects.none()
    serializer_class = ComponentOfModelSerializer
    filterset_class = ComponentFilterSet
    resource = ComponentResource()
