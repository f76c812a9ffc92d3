"""How other systems write the terms of services and from when on services count, which the city keeps."""

from exchange.resources.resource import Column, Resource
from services.models import ServiceField, ServiceMinimum, TargetGroup


class TargetGroupResource(Resource):
    """Target groups; one is ended rather than removed."""

    name = "target-groups"
    model = TargetGroup
    declared = [Column("code"), Column("name"), Column("is_special"), Column("order"), Column("ended_on")]


class ServiceFieldResource(Resource):
    """Service fields; one is ended rather than removed."""

    name = "service-fields"
    model = ServiceField
    declared = [Column("code"), Column("name"), Column("order"), Column("ended_on")]


class ServiceMinimumResource(Resource):
    """Minimums: one row for a method."""

    name = "service-minimums"
    model = ServiceMinimum
    key = ("method",)
    declared = [Column("method"), Column("min_sessions"), Column("min_persons"), Column("note")]
