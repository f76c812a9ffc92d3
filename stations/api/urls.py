"""Endpoints of this floor."""

from stations.api.views import (
    AgencyViewSet,
    DeliverableViewSet,
    EngagementViewSet,
    MilestoneViewSet,
    ServiceModelViewSet,
    StationViewSet,
)

routes = [
    ("stations", StationViewSet),
    ("agencies", AgencyViewSet),
    ("engagements", EngagementViewSet),
    ("milestones", MilestoneViewSet),
    ("deliverables", DeliverableViewSet),
    ("service-models", ServiceModelViewSet),
]
