"""Endpoints of this floor."""

from stations.api.views.agency import AgencyViewSet, EngagementViewSet
from stations.api.views.agency_rating import AgencyRatingViewSet
from stations.api.views.deliverable import DeliverableViewSet
from stations.api.views.evidence import EvidenceViewSet
from stations.api.views.fitness_rule import FitnessRuleViewSet
from stations.api.views.gate_rule import GateRuleViewSet
from stations.api.views.incubation import IncubationBaseViewSet, IncubationViewSet, SupportViewSet
from stations.api.views.service_model import ComponentViewSet, ServiceModelViewSet
from stations.api.views.standard import ConstructionStandardViewSet, StandardItemViewSet
from stations.api.views.standard_answer import StandardAnswerViewSet
from stations.api.views.station import InterruptionViewSet, MilestoneViewSet, StationViewSet

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
