"""The endpoints of founders of agencies."""

from exchange.api.views import ListCreateViewSet
from personnel.api.serializers.agency_founder import AgencyFounderSerializer
from personnel.filters.agency_founder import AgencyFounderFilterSet
from personnel.models import (
    AgencyFounder,
)
from personnel.resources.agency_founder import AgencyFounderResource


class AgencyFounderViewSet(ListCreateViewSet):
    """Founders of the agencies at home in scope."""

    model = AgencyFounder
    queryset = AgencyFounder.objects.none()
    serializer_class = AgencyFounderSerializer
    filterset_class = AgencyFounderFilterSet
    resource = AgencyFounderResource()
