"""In what a figure is measured and how it is written for people."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.utils.translation import pgettext_lazy

from core import figures
from core.texts import Text

WHOLE = Decimal(1)


class Kind(Enum):
    """How a figure is written."""

    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    YUAN = "yuan"
    YUAN_EACH = "yuan_each"


@dataclass(frozen=True)
class Unit:
    """A unit with its name; a share's sign is part of the figure, so its name is empty."""

    kind: Kind
    label: Text = ""

    def text(self, value: Decimal | int | None) -> str:
        """The figure without its unit; unknown is a dash, never 0."""
        if value is None:
            return figures.DASH
        if self.kind is Kind.SHARE:
            return figures.percent(value)
        if self.kind is Kind.YUAN:
            return figures.wan(value)
        return figures.grouped(value, WHOLE if self.kind is Kind.COUNT else figures.CENT)

    def exact(self, value: Decimal | int | None) -> Decimal | None:
        """The figure for other systems: shares to six places, money to the cent, counts whole."""
        if value is None:
            return None
        steps = {Kind.COUNT: WHOLE, Kind.SHARE: Decimal("0.000001"), Kind.NUMBER: Decimal("0.0001")}
        return figures.rounded(Decimal(value), steps.get(self.kind, figures.CENT))

    @property
    def is_share(self) -> bool:
        return self.kind is Kind.SHARE

    @property
    def name(self) -> Text:
        """What a heading or a file says: 家, 万元, %."""
        return "%" if self.is_share else self.label

    @property
    def scale(self) -> Decimal:
        """By what a chart divides the figure, so that its axis is in the unit shown."""
        scales = {Kind.SHARE: Decimal("0.01"), Kind.YUAN: figures.YUAN_PER_WAN}
        return scales.get(self.kind, WHOLE)


STATIONS = Unit(Kind.COUNT, pgettext_lazy("unit", "stations"))
TOWNSHIPS = Unit(Kind.COUNT, pgettext_lazy("unit", "townships"))
MILESTONES = Unit(Kind.COUNT, pgettext_lazy("unit", "milestones"))
AGENCIES = Unit(Kind.COUNT, pgettext_lazy("unit", "agencies"))
PERSONS = Unit(Kind.COUNT, pgettext_lazy("unit", "persons"))
POSTS = Unit(Kind.COUNT, pgettext_lazy("unit", "posts"))
DAYS = Unit(Kind.NUMBER, pgettext_lazy("unit", "days"))
AGENCIES_PER_TOWNSHIP = Unit(Kind.NUMBER, pgettext_lazy("unit", "per township"))
RECORDS = Unit(Kind.COUNT, pgettext_lazy("unit", "services"))
ATTENDANCES = Unit(Kind.COUNT, pgettext_lazy("unit", "attendances"))
HOURS = Unit(Kind.NUMBER, pgettext_lazy("unit", "hours"))
NEEDS = Unit(Kind.COUNT, pgettext_lazy("unit", "needs"))
GAPS = Unit(Kind.COUNT, pgettext_lazy("unit", "groups"))
SHARE = Unit(Kind.SHARE)
YUAN = Unit(Kind.YUAN, pgettext_lazy("unit", "10,000 yuan"))
YUAN_PER_STATION = Unit(Kind.YUAN, pgettext_lazy("unit", "10,000 yuan per station"))
YUAN_PER_RESIDENT = Unit(Kind.YUAN_EACH, pgettext_lazy("unit", "yuan per resident"))
STATIONS_PER_AGENCY = Unit(Kind.NUMBER, pgettext_lazy("unit", "stations per agency"))
COEFFICIENT = Unit(Kind.NUMBER)
COURSES = Unit(Kind.COUNT, pgettext_lazy("unit", "courses"))
ATTENDANCES = Unit(Kind.COUNT, pgettext_lazy("unit", "attendances"))
YUAN_PER_ATTENDANCE = Unit(Kind.YUAN_EACH, pgettext_lazy("unit", "yuan per attendance"))
YUAN_PER_COURSE = Unit(Kind.YUAN_EACH, pgettext_lazy("unit", "yuan per course"))
