"""This floor in the admin, noun by noun."""

from stations.admin import agency, deliverable, evidence, milestone, service_model, standard, station
from stations.admin import incubation as agencies

__all__ = [
    "agencies",
    "agency",
    "deliverable",
    "evidence",
    "milestone",
    "service_model",
    "standard",
    "station",
]
