"""One definition of one number."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.scope import Anyone, covers
from core.texts import Text
from indicators.measures import Measure, Number, RegionMeasure
from indicators.pooled import PooledMeasure
from indicators.units import Unit
from regions.models import Region

SUM = _("Sum over the regions below")
SUM_OVER_SUM = _("Sum over sum, never a mean of rates")
# Which rows of a ratio are asked for.
COUNTED, REST, ALL = "counted", "rest", "all"
POOLED = _("From all townships together; the regions below do not add up to it")


@dataclass(frozen=True)
class Ratio:
    """One measure by another, ``times`` over: sums are divided, rates are never averaged."""

    top: Measure
    bottom: Measure | RegionMeasure | PooledMeasure
    times: int = 1

    @property
    def is_split(self) -> bool:
        """Whether its rows fall into those of the upper part and the rest: both count the same noun."""
        parts = (self.top, self.bottom)
        if not all(isinstance(one, Measure) and not one.column for one in parts):
            return False
        return self.times == 1 and len({one.source.model for one in parts if isinstance(one, Measure)}) == 1

    def of(self, top: Number | None, bottom: Number | None) -> Decimal | None:
        """The quotient; not known where there is nothing to divide by."""
        if top is None or not bottom:
            return None
        return Decimal(top) * self.times / Decimal(bottom)


@dataclass(frozen=True)
class Rows:
    """The list that holds exactly the rows a figure counts.

    ``days`` names the parameters that take the as-of day, ``years`` those that take its year,
    ``params`` holds the others.
    """

    route: str
    days: tuple[str, ...]
    years: tuple[str, ...] = ()
    params: dict[str, str] = field(default_factory=dict, compare=False)

    def url(self, region: Region, on: date) -> str:
        query: dict[str, str | int] = {"region": region.code}
        query |= dict.fromkeys(self.days, on.isoformat()) | dict.fromkeys(self.years, on.year)
        return f"{reverse(self.route)}?{urlencode(query | self.params)}"


@dataclass(frozen=True)
class Indicator:
    """A number with its name, unit, formula in words, what it is computed from and the rows behind it.

    ``permission`` is what somebody must hold in a region to be told its value there. ``rows`` lists
    the rows counted, for a ratio those of its upper part. ``better`` is the direction in which
    things go well: ``"up"``, ``"down"``, or empty where neither is. Without ``rows`` the portal lists
    the rows on a page of the indicator's own.
    """

    code: str
    label: Text
    unit: Unit
    formula: Text
    value: Measure | Ratio | PooledMeasure
    permission: str
    rows: Rows | None = None
    better: str = ""

    @property
    def is_ratio(self) -> bool:
        return isinstance(self.value, Ratio)

    @property
    def measures(self) -> tuple[Measure | RegionMeasure | PooledMeasure, ...]:
        """What has to be read for it."""
        if isinstance(self.value, Ratio):
            return self.value.top, self.value.bottom
        return (self.value,)

    @property
    def rollup(self) -> Text:
        """How the value of a region comes from those of its children, in words."""
        if any(isinstance(one, PooledMeasure) for one in self.measures):
            return POOLED
        return SUM_OVER_SUM if self.is_ratio else SUM

    def rows_url(self, region: Region, on: date, which: str = "counted") -> str:
        """Where exactly the rows behind it are listed."""
        if self.rows and which == COUNTED:
            return self.rows.url(region, on)
        asked = {} if which == COUNTED else {"rows": which}
        query = urlencode({"region": region.code, "on": on.isoformat()} | asked)
        return f"{reverse('reports:indicator-rows', args=[self.code])}?{query}"

    def which(self) -> tuple[str, ...]:
        """Which rows can be asked for: those counted, and of a ratio the rest and all of them."""
        if not isinstance(self.value, Ratio):
            return (COUNTED,)
        if self.value.is_split:
            return COUNTED, REST, ALL
        return (COUNTED, ALL) if isinstance(self.value.bottom, Measure) else (COUNTED,)

    def rows_for(self, user: Anyone, region: Region, on: date, which: str = "counted") -> QuerySet[Any]:
        """The rows it counts; of a ratio's lower part also the ``rest`` it leaves out, or ``all``."""
        counted = self.counted.rows_for(user, region, on)
        if which == COUNTED or not isinstance(self.value, Ratio):
            return counted
        if isinstance(self.value.bottom, RegionMeasure):
            return counted
        below = self.value.bottom.rows_for(user, region, on)
        return below if which == ALL else below.exclude(pk__in=counted.order_by().values("pk"))

    @property
    def counted(self) -> Measure | PooledMeasure:
        """The measure whose rows stand behind it."""
        return self.value.top if isinstance(self.value, Ratio) else self.value

    def is_open_to(self, user: Anyone, region: Region) -> bool:
        """Whether ``user`` may be told its value in all of ``region``; no query."""
        return covers(user, self.permission, region.path)

    def get_absolute_url(self) -> str:
        return reverse("reports:indicator-detail", args=[self.code])
