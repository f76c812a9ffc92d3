"""How other systems write what stations and agencies are measured by, which the city keeps.

What stations rely on is frozen: a model that they follow, a standard that they answered.
"""

from exchange.resources.facts import Facts
from exchange.resources.resource import Column, Resource
from stations.models import (
    Component,
    ConstructionStandard,
    FitnessRule,
    GateRule,
    ServiceModel,
    StandardItem,
)


class FrozenFacts(Facts):
    """Which of the records stations rely on, and how they are stored."""

    def give(self, records):
        if records:
            beside = type(records[0]).all_beside(records)
            for record, one in zip(records, beside, strict=True):
                record.beside = one


class FrozenResource(Resource):
    """What is frozen once stations rely on it."""

    def facts(self):
        return FrozenFacts()


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
    ]


class ConstructionStandardResource(FrozenResource):
    """Construction standards; their items are records of their own."""

    name = "construction-standards"
    model = ConstructionStandard
    declared = [
        Column("code"),
        Column("name"),
        Column("version"),
        Column("valid_from"),
        Column("is_current"),
    ]


class StandardItemResource(FrozenResource):
    """Items of construction standards: one row for a code of a standard."""

    name = "standard-items"
    model = StandardItem
    key = ("standard", "code")
    declared = [
        Column("standard"),
        Column("code"),
        Column("order"),
        Column("text"),
        Column("kind"),
        Column("unit"),
        Column("minimum"),
        Column("choices", is_lines=True),
        Column("fulfilling", is_lines=True),
        Column("is_mandatory"),
    ]


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
