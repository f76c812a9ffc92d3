"""Endpoints of this floor."""

from stations.api.agencies import (
    AgencyRatingViewSet,
    FitnessRuleViewSet,
    IncubationBaseViewSet,
    IncubationViewSet,
    SupportViewSet,
)
from stations.api.views import (
    AgencyViewSet,
    ConstructionStandardViewSet,
    DeliverableViewSet,
    EngagementViewSet,
    EvidenceViewSet,
    GateRuleViewSet,
    InterruptionViewSet,
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
    ("fitness-rules", FitnessRuleViewSet),
    ("agency-ratings", AgencyRatingViewSet),
    ("incubation-bases", IncubationBaseViewSet),
    ("incubations", IncubationViewSet),
    ("supports", SupportViewSet),
    ("interruptions", InterruptionViewSet),
    ("evidence", EvidenceViewSet),
    ("gate-rules", GateRuleViewSet),
]
