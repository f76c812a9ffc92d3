"""Service models and their components, kept by the city."""

from exchange.resources.resource import Column
from stations.models import (
    Component,
    ServiceModel,
)
from stations.resources.frozen import FrozenResource


class ServiceModelResource(FrozenResource):
    """Service models; their components are records of their own."""

    name = "service-models"
    model = ServiceModel
    declared = [Column("code"), Column("name"), Column("version"), Column("is_current")]


class ComponentResource(FrozenResource):
    """Components: one row for a code of a model."""

    name = "components"
    model = Component
    key = ("service_model", "code")
    declared = [
        Column("service_model"),
        Column("code"),
        Column("order"),
        Column("name"),
        Column("required"),
        Column("needs_community"),
        Column("evidence_minimum"),
        Column("evidence_kind"),
    ]
