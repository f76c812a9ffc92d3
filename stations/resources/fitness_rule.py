"""Rules of fitness, kept by the city."""

from exchange.resources.resource import Column, Resource
from stations.models import (
    FitnessRule,
)


class FitnessRuleResource(Resource):
    """Fitness rules: one row for the day from which a document holds."""

    name = "fitness-rules"
    model = FitnessRule
    key = ("valid_from",)
    declared = [
        Column("valid_from"),
        Column("document"),
        Column("note"),
        Column("founders"),
        Column("share_part"),
        Column("share_whole"),
        Column("city_capital_yuan"),
        Column("county_capital_yuan"),
    ]
