"""Invented unit costs, so that need and gap have something to show; the city puts its own in their place."""

from datetime import date
from decimal import Decimal

from funding.models import Allocation, UnitCost
from stations.models import Component

VALID_FROM = date(2020, 1, 1)
DOCUMENT = "示例估价（虚构，不是任何文件规定的标准）"
USES, PER = Allocation.Category, UnitCost.Per
# Component, kind of use, how often it is paid, yuan for one unit.
COSTS = (
    ("PLATFORM", USES.VENUE, PER.ONCE, 30_000),
    ("PLATFORM", USES.EQUIPMENT, PER.ONCE, 10_000),
    ("PLATFORM", USES.LABOUR, PER.YEAR, 60_000),
    ("PLATFORM", USES.ADMIN, PER.YEAR, 6_000),
    ("TALENT_BRAND", USES.PUBLICITY, PER.ONCE, 5_000),
    ("TALENT_BRAND", USES.TRAINING, PER.YEAR, 8_000),
    ("CORE_PROJECT", USES.SERVICE, PER.ONCE, 3_000),
    ("CORE_PROJECT", USES.SERVICE, PER.YEAR, 6_000),
    ("COMMUNITY_ROOM", USES.VENUE, PER.ONCE, 4_000),
    ("COMMUNITY_ROOM", USES.EQUIPMENT, PER.ONCE, 2_000),
    ("COMMUNITY_ROOM", USES.VOLUNTEER, PER.YEAR, 1_000),
)


def make_costs(components: dict[str, Component]) -> list[UnitCost]:
    """The costs of the components, which come by their codes; unsaved."""
    return [
        UnitCost(
            code=UnitCost.series.code(number),
            component=components[component],
            category=use,
            per=per,
            amount_yuan=Decimal(yuan),
            valid_from=VALID_FROM,
            document=DOCUMENT,
        )
        for number, (component, use, per, yuan) in enumerate(COSTS, start=1)
    ]
