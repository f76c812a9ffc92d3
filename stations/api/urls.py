"""Endpoints of this floor."""

from stations.api.views import (
    AgencyViewSet,
    ConstructionStandardViewSet,
    DeliverableViewSet,
    EngagementViewSet,
    MilestoneViewSet,
    ServiceModelViewSet,
    StandardAnswerViewSet,
    StationViewSet,
)

routes = [
    ("stations", StationViewSet),
    ("agencies", AgencyViewSet),
    ("engagements", EngagementViewSet),
    ("milestones", MilestoneViewSet),
    ("deliverables", DeliverableViewSet),
    ("service-models", ServiceModelViewSet),
    ("construction-standards", ConstructionStandardViewSet),
    ("standard-answers", StandardAnswerViewSet),
]
