"""The endpoints of agencies and engagements."""

from exchange.api.views import ListCreateViewSet, ModelViewSet
from stations.api.serializers.agency import AgencySerializer, EngagementSerializer
from stations.filters.agency import AgencyFilterSet, EngagementFilterSet
from stations.models import (
    Agency,
    Engagement,
)
from stations.resources.agency import AgencyResource
from stations.resources.engagement import EngagementResource


class AgencyViewSet(ModelViewSet):
    """Agencies at home in scope, and those that work there."""

    model = Agency
    queryset = Agency.objects.none()
    serializer_class = AgencySerializer
    filterset_class = AgencyFilterSet
    resource = AgencyResource()


class EngagementViewSet(ListCreateViewSet):
    """Which agency works at which station in scope."""

    model = Engagement
    queryset = Engagement.objects.none()
    serializer_class = EngagementSerializer
    is_columns = True
    filterset_class = EngagementFilterSet
    resource = EngagementResource()
