"""This floor in the admin, noun by noun."""

from stations.admin import (
    agencies,
    agency,
    deliverable,
    evidence,
    milestone,
    service_model,
    standard,
    station,
)

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
