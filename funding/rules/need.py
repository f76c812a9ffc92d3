"""What complete stations would cost, what is arranged for them, and what a further sum would complete.

Need = what is missing × what it costs once + what is required × what it costs each year. Arranged is
what the year's budgets allocate to the station; the gap is the one less the other.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from django.db.models import Count, ExpressionWrapper, F, IntegerField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Round

from funding.models import UnitCost
from funding.models.amounts import NOTHING
from funding.models.as_of import YUAN, difference, sum_of
from stations.models import Component, Deliverable, Station
from stations.models.station import StationQuerySet

# How each step of the chain reaches the station it is for, and the year of its budget.
STEPS = {
    "arranged_yuan": ("Allocation", ""),
    "disbursed_yuan": ("Disbursement", "allocation__"),
    "spent_yuan": ("Expenditure", "disbursement__allocation__"),
}


def with_money(stations, on: date):
    """The stations with ``arranged_yuan``, ``disbursed_yuan`` and ``spent_yuan`` of the day's budget year.

    Whoever may see a station's money is told all that is for it, at whatever level it was allocated.
    """
    return stations.annotate(
        **{
            name: sum_of(entry, on, **{f"{prefix}station": OuterRef("pk"), f"{prefix}budget__year": on.year})
            for name, (entry, prefix) in STEPS.items()
        }
    )


def with_need(stations: StationQuerySet, on: date) -> StationQuerySet:
    """The stations with their money, ``build_yuan``, ``running_yuan``, ``need_yuan`` and ``gap_yuan``."""
    rows = with_money(stations, on).annotate(
        build_yuan=_cost(on, UnitCost.Per.ONCE),
        running_yuan=_cost(on, UnitCost.Per.YEAR),
        need_yuan=Round(F("build_yuan") + F("running_yuan"), 2, output_field=YUAN),
    )
    return rows.annotate(gap_yuan=difference("need_yuan", "arranged_yuan"))


def _cost(on: date, per: str):
    """What the costs of one kind sum up to for the station of the outer query."""
    of_station = Deliverable.objects.accepted(on).filter(
        station=OuterRef(OuterRef("pk")), component=OuterRef("component")
    )
    accepted = of_station.order_by().values("component").annotate(number=Count("pk")).values("number")
    costs = UnitCost.objects.on(on).filter(per=per, component__service_model=OuterRef("service_model"))
    if per == UnitCost.Per.ONCE:
        done = Coalesce(Subquery(accepted, output_field=IntegerField()), Value(0))
        costs = costs.annotate(_units=Greatest(F("component__required") - done, Value(0)))
    else:
        costs = costs.annotate(_units=F("component__required"))
    yuan = ExpressionWrapper(F("amount_yuan") * F("_units"), output_field=YUAN)
    groups = costs.annotate(_yuan=yuan).order_by().annotate(_one=Value(1)).values("_one")
    total = groups.annotate(_sum=Sum("_yuan")).values("_sum")
    # Rounded: SQLite sums decimals as floats.
    return Round(Coalesce(Subquery(total), Value(NOTHING), output_field=YUAN), 2, output_field=YUAN)


def unassigned(allocations, on: date) -> Decimal:
    """What the year's budgets allocate to the region of ``allocations`` without naming a station."""
    return allocations.in_year(on.year).posted_by(on).filter(station__isnull=True).totals()["amount"]


@dataclass(frozen=True)
class Missing:
    """Units of a component that a station has not had accepted, and what one of them costs to build.

    ``unit_yuan`` is None where no cost of the component is known.
    """

    station: Station
    component: Component
    number: int
    unit_yuan: Decimal | None

    @property
    def yuan(self) -> Decimal | None:
        """What all of them cost."""
        return None if self.unit_yuan is None else self.unit_yuan * self.number

    @property
    def rank(self) -> tuple:
        """The cheapest unit first; of equal ones in the order of stations and components."""
        return self.unit_yuan, self.station.township.path, self.station.code, self.component.order


def missing_parts(stations, on: date) -> list[Missing]:
    """What the stations still have to build, station by station; four queries."""
    rows = stations.order_by()
    stations = list(stations.select_related("township").order_by("township__path", "code"))
    accepted = {
        (station, component): number
        for station, component, number in Deliverable.objects.accepted(on)
        .filter(station__in=rows.values("pk"))
        .order_by()
        .values_list("station", "component")
        .annotate(number=Count("pk"))
    }
    units = unit_costs(on)
    components: dict[int, list[Component]] = {}
    for component in Component.objects.numbered().order_by("order"):
        components.setdefault(component.service_model_id, []).append(component)
    return [
        Missing(station, component, number, units.get(component.pk))
        for station in stations
        for component in components.get(station.service_model_id, [])
        if (number := component.required - accepted.get((station.pk, component.pk), 0)) > 0
    ]


def unit_costs(on: date) -> dict[int, Decimal]:
    """What a unit of each component costs to build on the day, all kinds of use together."""
    costs = UnitCost.objects.on(on).once().order_by()
    return dict(costs.values_list("component").annotate(unit=Round(Sum("amount_yuan"), 2)))


@dataclass(frozen=True)
class Completion:
    """What a further sum pays for: parts with the number of units it completes, and what is left of it."""

    sum_yuan: Decimal
    parts: list[Missing]
    stations_completed: int

    @property
    def used_yuan(self) -> Decimal:
        return sum((one.yuan or NOTHING for one in self.parts), NOTHING)

    @property
    def left_yuan(self) -> Decimal:
        return self.sum_yuan - self.used_yuan

    @property
    def units(self) -> int:
        """How many units it completes."""
        return sum(one.number for one in self.parts)


def completion_for(parts: Iterable[Missing], sum_yuan: Decimal) -> Completion:
    """What ``sum_yuan`` completes of ``parts``, the cheapest unit first: so it completes the most units.

    Components without a known cost are passed over.
    """
    parts = list(parts)
    left, bought = sum_yuan, []
    for part in sorted((one for one in parts if one.unit_yuan), key=lambda one: one.rank):
        unit_yuan = cast("Decimal", part.unit_yuan)
        number = min(part.number, int(left // unit_yuan))
        if not number:
            break
        bought.append(Missing(part.station, part.component, number, unit_yuan))
        left -= unit_yuan * number
    return Completion(sum_yuan, bought, _completed(parts, bought))


def _completed(parts: list[Missing], bought: list[Missing]) -> int:
    """Stations of which nothing is missing any more."""
    missing: Counter[int] = Counter()
    for part in parts:
        missing[part.station.pk] += part.number
    for part in bought:
        missing[part.station.pk] -= part.number
    return sum(1 for number in missing.values() if number == 0)
