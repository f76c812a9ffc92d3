"""Stations and what belongs to them over the API."""

from rest_framework import mixins, viewsets

from core.api import ScopedViewSet
from stations.api.serializers import (
    AgencySerializer,
    DeliverableSerializer,
    EngagementSerializer,
    MilestoneSerializer,
    ServiceModelSerializer,
    StationSerializer,
)
from stations.filters import (
    AgencyFilterSet,
    DeliverableFilterSet,
    EngagementFilterSet,
    MilestoneFilterSet,
    ServiceModelFilterSet,
    StationFilterSet,
)
from stations.models import Agency, Deliverable, Engagement, Milestone, ServiceModel, Station


class PartViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Parts without a code of their own: read as a list, picked by filters."""

    model = None
    get_queryset = ScopedViewSet.get_queryset


class StationViewSet(ScopedViewSet):
    """Stations in scope."""

    model = Station
    queryset = Station.objects.none()
    serializer_class = StationSerializer
    filterset_class = StationFilterSet


class AgencyViewSet(ScopedViewSet):
    """Agencies at home in scope, and those that work there."""

    model = Agency
    queryset = Agency.objects.none()
    serializer_class = AgencySerializer
    filterset_class = AgencyFilterSet


class EngagementViewSet(PartViewSet):
    """Which agency works at which station in scope."""

    model = Engagement
    queryset = Engagement.objects.none()
    serializer_class = EngagementSerializer
    filterset_class = EngagementFilterSet


class MilestoneViewSet(PartViewSet):
    """Milestones of the stations in scope."""

    model = Milestone
    queryset = Milestone.objects.none()
    serializer_class = MilestoneSerializer
    filterset_class = MilestoneFilterSet


class DeliverableViewSet(ScopedViewSet):
    """Deliverables of the stations in scope."""

    model = Deliverable
    queryset = Deliverable.objects.none()
    serializer_class = DeliverableSerializer
    filterset_class = DeliverableFilterSet


class ServiceModelViewSet(ScopedViewSet):
    """Service models with their components."""

    model = ServiceModel
    queryset = ServiceModel.objects.none()
    serializer_class = ServiceModelSerializer
    filterset_class = ServiceModelFilterSet
