"""Spending rules, kept by the city."""

from exchange.resources.resource import Column, Resource
from funding.models import SpendingRule


class SpendingRuleResource(Resource):
    """Rules of spending."""

    name = "spending-rules"
    model = SpendingRule
    declared = [
        Column("code"),
        Column("source"),
        Column("category"),
        Column("effect"),
        Column("text"),
        Column("document"),
        Column("valid_from"),
        Column("valid_to"),
    ]
