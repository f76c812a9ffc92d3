"""A figure on a page: an indicator's value with its words, its rows, its rank and its shade."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.indicator import Indicator
from indicators.measures import Number
from indicators.reading import Reading
from regions.models import Region
from reports.panels.apart import Apart


@dataclass(frozen=True)
class Figure:
    """One value of one indicator, ready to be shown; ``shade`` is the share for the heat colour."""

    indicator: Indicator
    value: Number | None
    url: str = ""
    shade: Number | None = None

    @property
    def text(self) -> str:
        return self.indicator.unit.text(self.value)

    @property
    def unit(self):
        """The unit's name; empty for a share, whose sign is part of the text, and where nothing is known."""
        return "" if self.value is None else self.indicator.unit.label

    @property
    def meter(self) -> Decimal | None:
        """A share as 0 to 100 for a progress bar; None for anything else."""
        if not self.indicator.unit.is_share or self.value is None:
            return None
        return min(max(Decimal(self.value), Decimal(0)), Decimal(1)) * 100


@dataclass(frozen=True)
class Line:
    """One line of a table of regions: a child, what lies at the region itself, or the total.

    ``apart`` are its stations that are said to be completed and do not count, where the table tells them.
    """

    name: str
    figures: list[Figure]
    region: Region | None = None
    rank: int | None = None
    is_total: bool = False
    apart: tuple[Apart, ...] = ()


def total_figure(reading: Reading, indicator: Indicator) -> Figure:
    """The indicator's total for the region that was read."""
    return Figure(indicator, reading.value(indicator), indicator.rows_url(reading.region, reading.on))


def child_figures(reading: Reading, indicator: Indicator) -> list[Figure]:
    """The indicator for each child, in the order of the children."""
    values = [reading.value(indicator, child.path) for child in reading.children]
    shades = _shades(indicator, values)
    return [
        Figure(indicator, value, indicator.rows_url(child, reading.on), shade)
        for child, value, shade in zip(reading.children, values, shades, strict=True)
    ]


def _shades(indicator: Indicator, values: list) -> list:
    """Shares of what goes well as more of it is there; a count says more of the region's size."""
    is_shaded = indicator.better == "up" and indicator.unit.is_share
    return values if is_shaded else [None] * len(values)


def ranks(values: list, better: str) -> list[int | None]:
    """The place of each value, by the unrounded figure; equal figures share a place, unknown have none."""
    known = sorted((value for value in values if value is not None), reverse=better != "down")
    return [None if value is None else known.index(value) + 1 for value in values]


def lines(
    reading: Reading, indicators: Sequence[Indicator], *, ranked_by: Indicator, own_name: str
) -> list[Line]:
    """One line for each child, one for what lies at the region itself; they add up to the total."""
    columns = [child_figures(reading, indicator) for indicator in indicators]
    places = ranks([reading.value(ranked_by, child.path) for child in reading.children], ranked_by.better)
    table = [
        Line(child.name, [column[number] for column in columns], region=child, rank=places[number])
        for number, child in enumerate(reading.children)
    ]
    if reading.has_own_line:
        path = reading.region.path
        own = [Figure(indicator, reading.value(indicator, path)) for indicator in indicators]
        table.append(Line(own_name, own))
    return table


def total_line(reading: Reading, indicators: Sequence[Indicator], name: str) -> Line:
    """The line below the table: sums, and sums over sums."""
    return Line(
        name, [total_figure(reading, one) for one in indicators], region=reading.region, is_total=True
    )
