from stations.models.agency import Agency
from stations.models.agency_rating import AgencyRating
from stations.models.component import Component
from stations.models.deliverable import Deliverable
from stations.models.engagement import Engagement
from stations.models.evidence import Evidence
from stations.models.fitness_rule import FitnessRule
from stations.models.gate_rule import GateRule
from stations.models.incubation import Incubation, IncubationBase, Support
from stations.models.interruption import Interruption
from stations.models.milestone import Milestone
from stations.models.service_model import ServiceModel
from stations.models.stage import Stage
from stations.models.standard import ConstructionStandard, StandardItem
from stations.models.standard_answer import StandardAnswer
from stations.models.station import Station

__all__ = [
    "Agency",
    "AgencyRating",
    "Component",
    "ConstructionStandard",
    "Deliverable",
    "Engagement",
    "Evidence",
    "FitnessRule",
    "GateRule",
    "Incubation",
    "IncubationBase",
    "Interruption",
    "Milestone",
    "ServiceModel",
    "Stage",
    "StandardAnswer",
    "StandardItem",
    "Station",
    "Support",
]
