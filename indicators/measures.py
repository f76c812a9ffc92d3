"""What indicators are made of: measures, each counted or summed over rows of one source.

A measure adds up: its value for a region is the sum over the region's children and the rows that
lie at the region itself. All measures of a source come from one grouped query, and the queries of
one family of sources, also for several days, are sent to the database as one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, Expression, F, Model, Q, QuerySet, Sum, Value
from django.db.models.functions import Substr

from core import figures
from core.scope import Anyone, ScopedQuerySet, rows_of
from regions.models import Region


@dataclass(frozen=True)
class Source:
    """The rows that figures are counted from, as they stood on a day.

    ``rows`` narrows the rows in scope under a region to those of the day. Sources of one
    ``family`` are read together, so a family holds either counts or money.
    """

    name: str
    family: str
    model: type[Model] = field(compare=False)
    rows: Callable[[Any, date], ScopedQuerySet[Any]] = field(compare=False)

    def rows_for(self, user: Anyone, region: Region, on: date) -> ScopedQuerySet[Any]:
        """The rows in ``user``'s scope under ``region`` on the day."""
        return self.rows(rows_of(self.model).visible_to(user).under(region), on)


@dataclass(frozen=True)
class Measure:
    """One additive figure: the rows of a source, or those that fulfil a condition, counted or summed.

    ``condition`` makes the condition for a day; ``column`` is what is summed, empty to count rows.
    """

    name: str
    source: Source
    condition: Callable[[date], Q] | None = field(compare=False, default=None)
    column: str = field(compare=False, default="")

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of yuan."""
        return self.column.endswith("_yuan")

    def expression(self, on: date) -> Aggregate:
        """Its SQL, for rows that are grouped; a sum over no rows is 0."""
        condition = self.condition(on) if self.condition else None
        if self.column:
            return Sum(self.column, filter=condition, default=0)
        return Count("pk", filter=condition)

    def rows_for(self, user: Anyone, region: Region, on: date) -> ScopedQuerySet[Any]:
        """Exactly the rows that it counts or sums."""
        rows = self.source.rows_for(user, region, on)
        return rows.filter(self.condition(on)) if self.condition else rows


@dataclass(frozen=True)
class RegionMeasure:
    """A figure that a division carries itself, such as its residents; not known is None."""

    name: str
    attribute: str

    def of(self, region: Region) -> int | None:
        """What the division carries."""
        number: int | None = getattr(region, self.attribute)
        return number


# Counted, or added up.
Number = int | Decimal
Asked = tuple[date, Source]
Answers = dict[tuple[date, Measure], dict[str, Number]]


def ask(wanted: Iterable[tuple[date, Measure]], *, user: Anyone, region: Region) -> Answers:
    """The values of measures on their days, by path of the child; one query for each family.

    A key as short as the region's own path holds what lies at the region itself. Paths without
    rows are absent.
    """
    families: dict[str, dict[Asked, list[Measure]]] = defaultdict(lambda: defaultdict(list))
    for on, measure in dict.fromkeys(wanted):
        families[measure.source.family][(on, measure.source)].append(measure)
    answers: Answers = {
        (on, measure): {}
        for asked in families.values()
        for (on, _source), measures in asked.items()
        for measure in measures
    }
    for asked in families.values():
        _read_family(list(asked.items()), answers, user=user, region=region)
    return answers


def _read_family(
    asked: list[tuple[Asked, list[Measure]]], answers: Answers, *, user: Anyone, region: Region
) -> None:
    width = max(len(measures) for _key, measures in asked)
    queries = [
        _grouped(source.rows_for(user, region, on), number, measures, on, region, width)
        for number, ((on, source), measures) in enumerate(asked)
    ]
    for number, path, *values in queries[0].union(*queries[1:], all=True) if queries[1:] else queries[0]:
        (on, _source), measures = asked[number]
        for measure, value in zip(measures, values, strict=False):
            answers[(on, measure)][path] = _plain(value)


def _grouped(
    rows: ScopedQuerySet[Any], number: int, measures: Sequence[Measure], on: date, region: Region, width: int
) -> QuerySet[Any, Any]:
    """One row for each child: which question, the child's path, the measures, and 0 up to ``width``."""
    columns: dict[str, Expression] = {
        f"figure_{place}": measure.expression(on) for place, measure in enumerate(measures)
    }
    columns |= {f"figure_{place}": Value(0) for place in range(len(measures), width)}
    path = Substr(F(rows.region_path), 1, region.child_path_length)
    grouped: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(figure_asked=Value(number), figure_path=path)
        .values_list("figure_asked", "figure_path")
        .annotate(**columns)
    )
    return grouped


def _plain(value: Number) -> Number:
    """Whole numbers as they are; amounts to the cent, whatever type the database adds up in."""
    return value if isinstance(value, int) else figures.rounded(value)
