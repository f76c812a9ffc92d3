"""What the records say of services in a region: whom nobody serves, by whom, and how plans stand."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import F, Sum
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators import services as indicators
from indicators.reading import Reading, read
from regions.models import Region
from reports.panels.figures import Figure, Line, lines, total_figure, total_line
from reports.panels.small_counts import WITHHELD, disclosed_row
from services.models import ServiceRecord, TargetGroup
from services.rules.periods import start_of_quarter

CARDS = (
    indicators.SERVICE_RECORDS,
    indicators.SERVICE_ATTENDANCES,
    indicators.SERVICE_HOURS,
    indicators.PROFESSIONAL_SHARE,
    indicators.VOLUNTEER_SHARE,
    indicators.PLAN_COMPLETION,
    indicators.NEEDS_RECEIVED,
    indicators.NEEDS_RESOLVED,
)
COLUMNS = (
    indicators.SERVICE_RECORDS,
    indicators.SERVICE_HOURS,
    indicators.PROFESSIONAL_SHARE,
    indicators.VOLUNTEER_SHARE,
    indicators.PLAN_COMPLETION,
    indicators.NEEDS_RECEIVED,
    indicators.NEEDS_CONVERTED,
    indicators.NEEDS_RESOLVED,
    indicators.SPECIAL_GROUPS_SERVED,
)


@dataclass(frozen=True)
class Cell:
    """The persons of a group served in a place in the quarter, as the reader is told."""

    text: str
    url: str
    is_unserved: bool


@dataclass(frozen=True)
class GroupLine:
    """One target group over the places."""

    group: TargetGroup
    cells: list[Cell]

    @property
    def is_shown(self) -> bool:
        """Special groups always have a line, the others where somebody served them."""
        return self.group.is_special or not self.is_forgotten

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody anywhere served it."""
        return all(cell.is_unserved for cell in self.cells)


@dataclass(frozen=True)
class ServicesOverview:
    """The page's figures for a region on a day; two readings and one query for the matrix."""

    user: object
    region: Region
    on: date

    @cached_property
    def reading(self) -> Reading:
        return read({*CARDS, *COLUMNS}, user=self.user, region=self.region, on=self.on)

    @property
    def cards(self) -> list[Figure]:
        return [total_figure(self.reading, one) for one in CARDS if one in self.reading.indicators]

    @property
    def columns(self) -> list:
        return [one for one in COLUMNS if one in self.reading.indicators]

    @property
    def lines(self) -> list[Line]:
        """The regions right below, and the total."""
        columns = self.columns
        ranked_by = indicators.SERVICE_RECORDS
        table = lines(self.reading, columns, ranked_by=ranked_by, own_name=_("At this level"))
        return [*table, total_line(self.reading, columns, _("Total"))]

    @cached_property
    def places(self) -> list[Region]:
        """The columns of the matrix: the regions right below, or the township itself."""
        if self.region.level in (Region.Level.TOWNSHIP, Region.Level.COMMUNITY):
            return [self.region]
        return self.reading.children

    @cached_property
    def groups(self) -> list[GroupLine]:
        """The groups in use, special ones first."""
        groups = TargetGroup.objects.visible_to(self.user).on(self.on).order_by("-is_special", "order")
        return [self._line(group) for group in groups]

    @property
    def is_withheld(self) -> bool:
        """Whether a figure is left out beside a small one."""
        return any(cell.text == WITHHELD for line in self.shown for cell in line.cells)

    @property
    def forgotten(self) -> list[TargetGroup]:
        """Special groups that nobody in the region served in the quarter."""
        return [line.group for line in self.groups if line.group.is_special and line.is_forgotten]

    @property
    def shown(self) -> list[GroupLine]:
        """The lines of the matrix."""
        return [line for line in self.groups if line.is_shown]

    @property
    def others(self) -> list[TargetGroup]:
        """The groups without a line: nobody served them."""
        return [line.group for line in self.groups if not line.is_shown]

    @property
    def quarter_starts_on(self) -> date:
        return start_of_quarter(self.on)

    def as_rows(self):
        """The matrix for a file, as it is told on the page."""
        yield [_("Target group"), *(place.name for place in self.places)]
        for line in self.groups:
            yield [line.group.name, *(cell.text for cell in line.cells)]

    @cached_property
    def _persons(self) -> dict[tuple[str, int], int]:
        """Persons by the path of the place and the group."""
        length = len(self.region.path) if self.places == [self.region] else self.region.child_path_length
        records = ServiceRecord.objects.visible_to(self.user).under(self.region).in_quarter_to(self.on)
        rows = (
            records.filter(groups__isnull=False)
            .order_by()
            .annotate(place=Substr(F(records.region_path), 1, length))
            .values_list("place", "groups")
            .annotate(persons=Sum("person_count"))
        )
        found: dict[tuple[str, int], int] = defaultdict(int)
        for place, group, persons in rows:
            found[(place, group)] += persons
        return found

    def _line(self, group: TargetGroup) -> GroupLine:
        counts = [self._persons.get((place.path, group.pk)) for place in self.places]
        texts = disclosed_row([count or 0 for count in counts], user=self.user, regions=self.places)
        cells = [
            Cell(text, self._url(group, place), is_unserved=count is None)
            for text, count, place in zip(texts, counts, self.places, strict=True)
        ]
        return GroupLine(group, cells)

    def _url(self, group: TargetGroup, place: Region) -> str:
        query = {"region": place.code, "group": group.code, "quarter_to": self.on.isoformat()}
        return f"{reverse('services:record-list')}?{urlencode(query)}"
