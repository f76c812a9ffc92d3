"""Stations and what belongs to them over the API."""

from rest_framework import mixins, viewsets

from core.api import ScopedViewSet
from stations.api.serializers import (
    AgencySerializer,
    ConstructionStandardSerializer,
    DeliverableSerializer,
    EngagementSerializer,
    MilestoneSerializer,
    ServiceModelSerializer,
    StandardAnswerSerializer,
    StationSerializer,
)
from stations.filters import (
    AgencyFilterSet,
    ConstructionStandardFilterSet,
    DeliverableFilterSet,
    EngagementFilterSet,
    MilestoneFilterSet,
    ServiceModelFilterSet,
    StandardAnswerFilterSet,
    StationFilterSet,
)
from stations.models import (
    Agency,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Milestone,
    ServiceModel,
    StandardAnswer,
    Station,
)


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


class ConstructionStandardViewSet(ScopedViewSet):
    """Construction standards with their items."""

    model = ConstructionStandard
    queryset = ConstructionStandard.objects.none()
    serializer_class = ConstructionStandardSerializer
    filterset_class = ConstructionStandardFilterSet


class StandardAnswerViewSet(PartViewSet):
    """What the stations in scope answer to the construction standard."""

    model = StandardAnswer
    queryset = StandardAnswer.objects.none()
    serializer_class = StandardAnswerSerializer
    filterset_class = StandardAnswerFilterSet
