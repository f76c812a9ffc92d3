"""What indicators say about a region and its children on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from core.periods import holds_on
from core.scope import Anyone
from indicators.indicator import Indicator, Ratio
from indicators.measures import Measure, Number, RegionMeasure, ask
from indicators.pooled import PooledMeasure, Service, services
from regions.models import Region


@dataclass(frozen=True)
class Reading:
    """Several indicators of a region, read together: each measure is asked for once.

    Indicators that ``user`` may not be told here are left out. Values are by path of the child;
    the region's own path stands for what lies at the region itself and in none of its children,
    so that the children and this line add up to the total.
    """

    user: Anyone
    region: Region
    on: date
    wanted: tuple[Indicator, ...]

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Those of the wanted indicators that the user may be told here."""
        return tuple(one for one in self.wanted if one.is_open_to(self.user, self.region))

    @cached_property
    def _figures(self) -> dict[Measure, dict[str, Number]]:
        measures = {part for one in self.indicators for part in one.measures if isinstance(part, Measure)}
        ordered = sorted(measures, key=lambda measure: (measure.source.name, measure.name))
        answers = ask([(self.on, one) for one in ordered], user=self.user, region=self.region)
        return {measure: values for (_on, measure), values in answers.items()}

    @cached_property
    def _divisions(self) -> list[Region]:
        return list(Region.objects.visible_to(self.user).filter(parent=self.region).order_by("path"))

    @cached_property
    def children(self) -> list[Region]:
        """The divisions right below as they stood on the day, and closed ones that still hold rows."""
        held = {path for values in self._figures.values() for path, value in values.items() if value}
        return [one for one in self._divisions if one.path in held or holds_on(one, self.on)]

    @property
    def has_own_line(self) -> bool:
        """Whether anything lies at the region itself and in none of its children."""
        return bool(self._divisions) and any(
            values.get(self.region.path) for values in self._figures.values()
        )

    def value(self, indicator: Indicator, path: str | None = None) -> Number | None:
        """The indicator for the child at ``path``, or in total; None where it is not known."""
        parts = [self.part(measure, path) for measure in indicator.measures]
        return indicator.value.of(*parts) if isinstance(indicator.value, Ratio) else parts[0]

    def part(
        self, measure: Measure | RegionMeasure | PooledMeasure, path: str | None = None
    ) -> Number | None:
        """One of the measures that an indicator is made of."""
        if isinstance(measure, RegionMeasure):
            return self._carried(measure, path)
        if isinstance(measure, PooledMeasure):
            return measure.of(self._pool(path))
        values = self._figures[measure]
        return sum(values.values()) if path is None else values.get(path, 0)

    @cached_property
    def _services(self) -> list[Service]:
        return services(self.user, self.region, self.on)

    def _pool(self, path: str | None) -> list[Service]:
        """The townships of the child at ``path``, or all; none lies at the region itself."""
        if path is None:
            return self._services
        is_own = path == self.region.path and bool(self._divisions)
        return [] if is_own else [one for one in self._services if one[0].startswith(path)]

    def _carried(self, measure: RegionMeasure, path: str | None) -> int | None:
        if path is None:
            return measure.of(self.region)
        child = next((one for one in self._divisions if one.path == path), None)
        return measure.of(child) if child else None


def read(indicators: Iterable[Indicator], *, user: Anyone, region: Region, on: date) -> Reading:
    """The indicators of ``region`` on the day, as far as ``user`` may be told them."""
    return Reading(user=user, region=region, on=on, wanted=tuple(dict.fromkeys(indicators)))


def totals(
    wanted: Iterable[tuple[Indicator, date]], *, user: Anyone, region: Region
) -> dict[tuple[Indicator, date], Number | None]:
    """Totals of indicators, each on a day of its own, in as many queries as one day needs.

    Indicators that ``user`` may not be told here are absent.
    """
    asked = [(one, on) for one, on in dict.fromkeys(wanted) if one.is_open_to(user, region)]
    needed = [(on, part) for one, on in asked for part in one.measures if isinstance(part, Measure)]
    answers = ask(needed, user=user, region=region)

    def part(measure: Measure | RegionMeasure | PooledMeasure, on: date) -> Number | None:
        if isinstance(measure, RegionMeasure):
            return measure.of(region)
        if isinstance(measure, PooledMeasure):
            return measure.of(services(user, region, on))
        return sum(answers[(on, measure)].values())

    values = {}
    for one, on in asked:
        parts = [part(measure, on) for measure in one.measures]
        values[(one, on)] = one.value.of(*parts) if isinstance(one.value, Ratio) else parts[0]
    return values
