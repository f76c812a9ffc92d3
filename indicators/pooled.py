"""Figures that do not add up: computed for each region from the townships and agencies themselves.

An agency that works in two counties serves both and counts once in the city; how uneven a
distribution is cannot be had from that of its parts.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, QuerySet

from core.scope import Anyone
from regions.models import Region
from regions.models.region import RegionQuerySet
from stations.models import Agency, Engagement
from stations.models.agency import AgencyQuerySet

# The path of a township, and an agency that serves it or None.
Service = tuple[str, int | None]


@dataclass(frozen=True)
class PooledMeasure:
    """A figure computed by ``of`` from the services of all townships of a region."""

    name: str
    of: Callable[[list[Service]], Decimal | int | None] = field(compare=False)
    rows: Callable[[Anyone, Region, date], QuerySet[Any]] = field(compare=False)

    is_money = False

    def rows_for(self, user: Anyone, region: Region, on: date) -> QuerySet[Any]:
        """What stands behind it in ``user``'s scope under ``region``."""
        return self.rows(user, region, on)


def services(user: Anyone, region: Region, on: date) -> list[Service]:
    """Every township to cover under ``region`` with each agency that serves it on the day; one query.

    A township that nobody serves is there once, with None.
    """
    engaged = "stations__engagements"
    in_force = Engagement.objects.holding(on, engaged)
    rows = townships_to_cover(user, region, on).annotate(
        service=FilteredRelation(engaged, condition=in_force)
    )
    pairs = set(rows.order_by().values_list("path", "service__agency"))
    served_paths = {path for path, agency in pairs if agency is not None}
    return [(path, agency) for path, agency in pairs if agency is not None or path not in served_paths]


def agencies_serving(found: list[Service]) -> int:
    """How many agencies work there, each counted once."""
    return len({agency for _path, agency in found if agency is not None})


def unevenness(found: list[Service]) -> Decimal | None:
    """The Gini coefficient of the number of agencies in each township."""
    counts = Counter(path for path, agency in found if agency is not None)
    return gini([counts[path] for path in {path for path, _agency in found}])


def gini(counts: Iterable[int]) -> Decimal | None:
    """How unevenly ``counts`` are distributed: 0 where all are equal, towards 1 where one has everything.

    With the n counts in rising order, 2 Σ i·xᵢ ÷ (n Σ xᵢ) − (n + 1) ÷ n. Not defined without any
    counts, or where all of them are 0.
    """
    ordered = sorted(counts)
    number, total = len(ordered), sum(ordered)
    if not total:
        return None
    weighted = sum(place * count for place, count in enumerate(ordered, start=1))
    return Decimal(2 * weighted) / (number * total) - Decimal(number + 1) / number


def those_serving(user: Anyone, region: Region, on: date) -> AgencyQuerySet:
    """The agencies that work in the townships to cover under ``region`` on the day."""
    townships = townships_to_cover(user, region, on)
    engaged = Engagement.objects.on(on).filter(station__township__in=townships)
    return Agency.objects.visible_to(user).filter(pk__in=engaged.values("agency"))


def townships_to_cover(user: Anyone, region: Region, on: date) -> RegionQuerySet:
    """The townships to cover under ``region`` on the day, in ``user``'s scope."""
    return Region.objects.visible_to(user).under(region).counting().on(on)


def is_served(on: date) -> Exists:
    """The condition of townships in which an agency works on the day."""
    return Exists(Engagement.objects.on(on).filter(station__township=OuterRef("pk")))
