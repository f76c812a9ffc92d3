"""The figures of a monthly return, in order: one list, read by form, page, paper, board and API.

Add an item where a floor has something new to say, and raise ``VERSION``: returns frozen before
keep the figures they had. An item is never taken out, because frozen returns name it by its code.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from indicators import money, people, staff, stations
from indicators.indicator import Indicator

VERSION = 1
MONTH_MARK = ":month"


@dataclass(frozen=True)
class Item:
    """One figure: an indicator as of the month's last day, or by how much it rose in the month.

    ``restarts`` is said of amounts that begin again with every year.
    """

    indicator: Indicator
    is_of_month: bool = False
    restarts: bool = False

    @property
    def code(self) -> str:
        """What frozen figures are kept under."""
        return self.indicator.code + (MONTH_MARK if self.is_of_month else "")

    @property
    def label(self) -> str | Promise:
        if not self.is_of_month:
            return self.indicator.label
        return format_lazy(_("{figure}, in the month"), figure=self.indicator.label)

    @property
    def unit(self):
        return self.indicator.unit

    def value(self, now, before, path: str | None):
        """Its value for a line, from the readings of the last day and of the day before the month."""
        value = now.value(self.indicator, path)
        if not self.is_of_month or (self.restarts and before.on.year != now.on.year):
            return value
        return value - before.value(self.indicator, path)

    def rows_url(self, region, on: date) -> str:
        """Where the rows behind it are listed."""
        return self.indicator.rows_url(region, on)


@dataclass(frozen=True)
class Section:
    """Items of one subject."""

    title: str | Promise
    items: tuple[Item, ...]


def _of_year(indicator) -> tuple[Item, Item]:
    """An amount of the month, and of the year up to its end."""
    return Item(indicator, is_of_month=True, restarts=True), Item(indicator)


SECTIONS = (
    Section(
        _("Coverage"),
        (
            Item(stations.TOWNSHIPS_TO_COVER),
            Item(stations.TOWNSHIPS_COVERED),
            Item(stations.TOWNSHIPS_COVERED, is_of_month=True),
            Item(stations.COVERAGE_RATE),
        ),
    ),
    Section(
        _("Stations"),
        (
            Item(stations.STATIONS_IN_PLAN),
            Item(stations.STATIONS_COMPLETED),
            Item(stations.STATIONS_COMPLETED, is_of_month=True),
            *map(Item, stations.BY_STAGE),
        ),
    ),
    Section(
        _("Construction"),
        (
            Item(stations.MILESTONES_DUE, is_of_month=True),
            Item(stations.MILESTONES_ACHIEVED, is_of_month=True),
            Item(stations.MILESTONES_OVERDUE),
            Item(stations.MILESTONES_ON_TIME),
            Item(stations.MODEL_COMPLETION),
        ),
    ),
    Section(
        _("People"),
        (
            Item(staff.STAFF_FULL_TIME),
            Item(staff.STAFF_PART_TIME),
            Item(staff.STAFF_CERTIFIED),
            Item(staff.STAFF_REGISTERED),
            Item(people.CERTIFIED_WORKERS),
        ),
    ),
    Section(_("Agencies"), (Item(people.AGENCIES_REGISTERED),)),
    Section(
        _("Money of the year"),
        (
            Item(money.BUDGET),
            *_of_year(money.ALLOCATED),
            *_of_year(money.DISBURSED),
            *_of_year(money.SPENT),
            Item(money.EXECUTION_RATE),
        ),
    ),
)
ITEMS = {item.code: item for section in SECTIONS for item in section.items}
