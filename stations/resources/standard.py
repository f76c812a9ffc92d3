"""Construction standards and their items, kept by the city."""

from exchange.resources.resource import Column
from stations.models import (
    ConstructionStandard,
    StandardItem,
)
from stations.resources.frozen import FrozenResource


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
