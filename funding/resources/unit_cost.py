"""Unit costs, kept by the city."""

from exchange.resources.facts import Facts
from exchange.resources.resource import Column, Resource
from funding.models import UnitCost


class CostFacts(Facts):
    """All costs of the components that the records speak of, as they are once these are written."""

    def __init__(self):
        self.components: set[int] = set()
        self.costs: dict[int, UnitCost] = {}

    def read(self, records):
        missing = {record.component_id for record in records} - self.components
        self.components |= missing
        stored = {cost.pk: cost for cost in UnitCost.objects.filter(component__in=missing)}
        self.costs = stored | self.costs | {record.pk or id(record): record for record in records}

    def clean(self, record):
        record.clean(beside=self.costs.values())


class UnitCostResource(Resource):
    """Unit costs.

    A component is named by its code, which means that of the model in force; with the model's code
    behind it (``COMMUNITY_ROOM 1138N``) it is of that model.
    """

    name = "unit-costs"
    model = UnitCost
    declared = [
        Column("code"),
        Column(
            "component",
            related=("service_model",),
            names=lambda component: [component.service_model.code],
        ),
        Column("category"),
        Column("per"),
        Column("amount_yuan"),
        Column("valid_from"),
        Column("valid_to"),
        Column("document"),
    ]

    def facts(self):
        return CostFacts()
