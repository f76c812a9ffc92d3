"""Rules of stages, kept by the city."""

from exchange.resources.resource import Column, Resource
from stations.models import (
    GateRule,
)


class GateRuleResource(Resource):
    """Gate rules: one row for a stage and what is counted."""

    name = "gate-rules"
    model = GateRule
    key = ("stage", "check_code")
    declared = [
        Column("stage"),
        Column("check_code"),
        Column("minimum"),
        Column("is_active"),
        Column("note"),
    ]
