"""Endpoints of this floor."""

from stations.api.agencies import (
    AgencyRatingViewSet,
    FitnessRuleViewSet,
    IncubationBaseViewSet,
    IncubationViewSet,
    SupportViewSet,
)
from stations.api.kept_by_city import (
    ComponentViewSet,
    ConstructionStandardViewSet,
    GateRuleViewSet,
    ServiceModelViewSet,
    StandardItemViewSet,
)
from stations.api.views import (
    AgencyViewSet,
    DeliverableViewSet,
    EngagementViewSet,
    EvidenceViewSet,
    InterruptionViewSet,
    MilestoneViewSet,
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
    ("components", ComponentViewSet),
    ("construction-standards", ConstructionStandardViewSet),
    ("standard-items", StandardItemViewSet),
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
