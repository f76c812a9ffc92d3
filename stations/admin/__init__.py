"""This floor in the admin, noun by noun."""

from stations.admin import agency, deliverable, evidence, milestone, service_model, standard, station

__all__ = ["agency", "deliverable", "evidence", "milestone", "service_model", "standard", "station"]
