"""One indicator over the regions below another, with what is divided by what."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import figures
from indicators.indicator import Indicator
from indicators.measures import Measure
from indicators.reading import Reading
from indicators.units import WHOLE
from reports.panels.figures import Figure, Line, lines, total_line


@dataclass(frozen=True)
class Detail:
    """A line of the table with the parts of its value."""

    line: Line
    parts: list

    @property
    def figure(self) -> Figure:
        return self.line.figures[0]

    @property
    def part_texts(self) -> list[str]:
        """The parts as people write them; yuan to the cent, counts whole."""
        is_money = [isinstance(part, Measure) and part.is_money for part in self.figure.indicator.measures]
        return [
            figures.grouped(value, figures.CENT if money else WHOLE)
            for value, money in zip(self.parts, is_money, strict=True)
        ]


@dataclass(frozen=True)
class Breakdown:
    """The lines of the regions below, of the level itself, and their total."""

    indicator: Indicator
    details: list[Detail]
    total: Detail

    def as_rows(self):
        """The table for a file: plain values, the heading first."""
        unit = str(self.indicator.unit.name)
        parts = [_("Numerator"), _("Denominator")] if self.indicator.is_ratio else []
        yield [_("Rank"), _("Code"), _("Region"), *parts, f"{self.indicator.label} ({unit})"]
        for detail in [*self.details, self.total]:
            code = detail.line.region.code if detail.line.region else None
            shown = detail.parts if self.indicator.is_ratio else []
            yield [detail.line.rank, code, detail.line.name, *shown, self._exact(detail)]

    def _exact(self, detail):
        unit = self.indicator.unit
        value = unit.exact(detail.figure.value)
        return None if value is None else value / unit.scale


def breakdown(reading: Reading, indicator: Indicator) -> Breakdown:
    """The table of one indicator that was read."""
    region = reading.region
    table = lines(reading, [indicator], ranked_by=indicator, own_name=_("At this level"))
    total = total_line(reading, [indicator], _("Total"))
    details = [Detail(line, _parts(reading, indicator, line.region or region)) for line in table]
    return Breakdown(indicator, details, Detail(total, _parts(reading, indicator, None)))


def _parts(reading, indicator, place):
    path = place.path if place else None
    return [reading.part(measure, path) for measure in indicator.measures]
