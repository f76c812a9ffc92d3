"""The stations against their service models: one row a station, one column a component.

Figures come from the same querysets as the indicators: what a station has beyond the required
number is shown beside, and does not make up for what is missing elsewhere. Stages that are said to be
reached and do not count are marked at their station and counted apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import cast

from django.db.models import Count, F, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from core.scope import Anyone
from core.texts import Text
from regions.models import Region
from regions.models.region import PATH_LENGTH
from reports.panels.apart import Apart, apart
from reports.panels.timeline import SAID, Mark
from stations.models import Component, Deliverable, Milestone, Stage, Station
from stations.models.station import StationQuerySet

COUNTY = PATH_LENGTH["county"]
REPORTED = Q(claimed_standing=Milestone.Standing.REPORTED)
UNPROVEN = Q(claimed_standing=Milestone.Standing.WITHOUT_PROOF)


@dataclass(frozen=True)
class Cell:
    """Accepted of required; ``required`` is None for N, and where no model asks for the component."""

    required: int | None
    counted: int = 0
    accepted: int = 0
    applies: bool = True

    @property
    def share(self) -> float | None:
        """Counted of required, for the heat colour."""
        return self.counted / self.required if self.required else None

    @property
    def surplus(self) -> int:
        """Accepted beyond what is required."""
        return self.accepted - self.counted if self.required is not None else 0


NOT_APPLICABLE = Cell(required=None, applies=False)


@dataclass(frozen=True)
class Column:
    """A component by its code; models that share a code share a column."""

    code: str
    name: str


@dataclass(frozen=True)
class Line:
    """The cells of one station, of a county's stations or of all, and their sum (``completion``).

    ``apart`` are those of several stations at which a stage is said to be reached and does not count.
    """

    name: Text
    cells: tuple[Cell, ...]
    station: Station | None = None
    region: Region | None = None
    stations: int = 1
    apart: tuple[Apart, ...] = ()

    @cached_property
    def completion(self) -> Cell:
        """Sum over sum of the components with a number."""
        numbered = [cell for cell in self.cells if cell.required is not None]
        return Cell(
            required=sum(cell.required or 0 for cell in numbered),
            counted=sum(cell.counted for cell in numbered),
            accepted=sum(cell.accepted for cell in numbered),
        )

    @property
    def stage(self) -> Stage | None:
        """The stage of the station on the day."""
        return Stage(self.station.stage_on) if self.station else None

    @property
    def mark(self) -> Mark | None:
        """How the station's claim stands; None where all that is said counts."""
        return SAID.get(self.station.claimed_standing or "") if self.station else None

    @property
    def said(self) -> str:
        """What is said and does not count, in words: of the station, or how many stations."""
        return self.station.claim if self.station else "、".join(map(str, self.apart))


@dataclass(frozen=True)
class Group:
    """The stations of one county on a page; ``subtotal`` sums all of its stations, also on other pages."""

    path: str
    subtotal: Line | None
    lines: tuple[Line, ...]
    is_continued: bool = False


# What is accepted and what of it counts, by whose it is (a station's key or a county's path) and component.
Built = dict[tuple[object, str], tuple[int, int]]


@dataclass(frozen=True)
class Followers:
    """How many stations of a county follow a model, and how many of them have a claim that does not count."""

    path: str
    model: int
    stations: int
    reported: int
    unproven: int


@dataclass(frozen=True)
class Matrix:
    """The stations of ``stations`` on the day ``on``, as far as ``user`` may see them.

    ``stations`` carry ``stage_on`` and their claim. Columns, subtotals and total speak of all of them;
    lines are made for a page. The number of queries does not depend on how many there are.
    """

    user: Anyone
    stations: StationQuerySet
    on: date

    @cached_property
    def _components(self) -> list[Component]:
        followed = self.stations.order_by().values("service_model")
        return list(Component.objects.filter(service_model__in=followed).order_by("order", "code"))

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        found = {one.code: Column(one.code, one.name) for one in reversed(self._components)}
        return tuple(sorted(found.values(), key=lambda column: self._place[column.code]))

    @cached_property
    def _place(self) -> dict[str, tuple]:
        """Where each column stands: at its first place in any model."""
        places: dict[str, tuple] = {}
        for one in self._components:
            places.setdefault(one.code, (one.order, one.code))
        return places

    @cached_property
    def _asked(self) -> dict[tuple[int, str], int | None]:
        """What each model requires of each component."""
        return {(one.service_model_id, one.code): one.required for one in self._components}

    @cached_property
    def has_several_models(self) -> bool:
        return len({one.service_model_id for one in self._components}) > 1

    # What all the stations come to, by county and in all.

    @cached_property
    def _followers(self) -> dict[str, list[Followers]]:
        """How many stations of each county follow each model."""
        rows = (
            self.stations.order_by()
            .annotate(county_path=Substr("township__path", 1, COUNTY))
            .values_list("county_path", "service_model")
            .annotate(
                number=Count("pk"),
                reported=Count("pk", filter=REPORTED),
                unproven=Count("pk", filter=UNPROVEN),
            )
            .values_list("county_path", "service_model", "number", "reported", "unproven")
        )
        followers: dict[str, list[Followers]] = defaultdict(list)
        for row in rows:
            followers[row[0]].append(Followers(*row))
        return dict(followers)

    @cached_property
    def _built_by_county(self) -> Built:
        built = Deliverable.objects.filter(station__in=self.stations.order_by().values("pk"))
        return _built(built.annotate(owner=Substr("station__township__path", 1, COUNTY)), self.on)

    @cached_property
    def counties(self) -> dict[str, Region]:
        """The counties in scope that hold stations, by path."""
        rows = Region.objects.visible_to(self.user).filter(path__in=list(self._followers))
        return {region.path: region for region in rows}

    @property
    def has_groups(self) -> bool:
        """Whether there is more than one county to tell apart."""
        return len(self._followers) > 1

    @cached_property
    def subtotals(self) -> dict[str, Line]:
        """One line for each county, sums over all of its stations."""
        found = self.counties
        return {
            path: self._sum([path], name=found[path].name if path in found else path, region=found.get(path))
            for path in sorted(self._followers)
        }

    @cached_property
    def total(self) -> Line:
        return self._sum(list(self._followers), name=_("Total"))

    def _sum(self, paths: list[str], **words) -> Line:
        """Sum over sum of the counties at ``paths``."""
        found = [one for path in paths for one in self._followers[path]]
        followers: dict[int, int] = defaultdict(int)
        for one in found:
            followers[one.model] += one.stations
        return Line(
            cells=tuple(self._sum_cell(column.code, paths, followers) for column in self.columns),
            stations=sum(followers.values()),
            apart=apart(sum(one.reported for one in found), sum(one.unproven for one in found)),
            **words,
        )

    def _sum_cell(self, code: str, paths: list[str], followers: dict[int, int]) -> Cell:
        asked = [
            (self._asked[model, code], number)
            for model, number in followers.items()
            if (model, code) in self._asked
        ]
        if not asked:
            return NOT_APPLICABLE
        numbered = [required * number for required, number in asked if required is not None]
        figures = [self._built_by_county.get((path, code), (0, 0)) for path in paths]
        return Cell(
            required=sum(numbered) if numbered else None,
            accepted=sum(accepted for accepted, _counted in figures),
            counted=sum(counted for _accepted, counted in figures),
        )

    # The stations themselves, for a page or for a file.

    def groups(self, stations: list[Station], *, before: str | None = None) -> list[Group]:
        """The stations of a page by county; ``before`` is the county that the page before ended in."""
        return self._groups(stations, _built_by_station(stations, self.on), before)

    def _groups(self, stations: Iterable[Station], built: Built, before: str | None = None) -> list[Group]:
        return [
            Group(
                path=path,
                subtotal=self.subtotals[path] if self.has_groups else None,
                lines=tuple(self._line(station, built) for station in members),
                is_continued=path == before,
            )
            for path, members in groupby(stations, key=county_path)
        ]

    def _line(self, station: Station, built: Built) -> Line:
        return Line(
            name=station.name,
            cells=tuple(self._cell(station, column.code, built) for column in self.columns),
            station=station,
        )

    def _cell(self, station: Station, code: str, built: Built) -> Cell:
        key = (station.service_model_id, code)
        if key not in self._asked:
            return NOT_APPLICABLE
        accepted, counted = built.get((station.pk, code), (0, 0))
        return Cell(required=self._asked[key], accepted=accepted, counted=counted)

    # As a file: the same lines, numbers in columns of their own.

    def as_rows(self) -> Iterator[list]:
        """A heading, one row a station with its county's sum below, and the total."""
        yield self._heading()
        built = _built_by_station(self.stations.order_by().values("pk"), self.on)
        for group in self._groups(self.stations, built):
            for line in group.lines:
                yield self._row(line, self._places(line))
            if group.subtotal:
                yield self._row(
                    group.subtotal, self._names(group.subtotal.name, _("Subtotal"), group.subtotal)
                )
        yield self._row(self.total, self._names("", self.total.name, self.total))

    def _names(self, county: Text, name: Text, line: Line) -> list:
        """The first columns of a line that sums."""
        return [county, "", "", name, "", line.said, ""]

    def _heading(self) -> list:
        figures: list[str] = []
        for column in self.columns:
            figures += [
                f"{column.name} · {_('accepted')}",
                f"{column.name} · {_('counted')}",
                f"{column.name} · {_('required')}",
            ]
        return [
            _("County-level unit"),
            _("Township"),
            _("Code"),
            _("Station"),
            _("Stage"),
            _("Does not count"),
            _("Service model"),
            *figures,
            _("Counted"),
            _("Required"),
            _("Completion"),
        ]

    def _places(self, line: Line) -> list:
        station, stage = cast("Station", line.station), cast("Stage", line.stage)
        county = self.counties.get(county_path(station))
        return [
            county.name if county else "",
            station.township.name,
            station.code,
            line.name,
            stage.label,
            line.said,
            station.service_model.name,
        ]

    def _row(self, line: Line, places: list) -> list:
        figures: list[object] = []
        for cell in line.cells:
            figures += [cell.accepted, cell.counted, cell.required] if cell.applies else ["", "", ""]
        completion = line.completion
        share = round(completion.share, 4) if completion.share is not None else ""
        return [*places, *figures, completion.counted, completion.required, share]


def county_path(station: Station) -> str:
    """The path of the county that reports for the station."""
    return station.township.path[:COUNTY]


def _built_by_station(stations, on: date) -> Built:
    """``stations`` are instances or a queryset."""
    built = Deliverable.objects.filter(station__in=stations)
    return _built(built.annotate(owner=F("station")), on)


def _built(deliverables, on: date) -> Built:
    """How many are accepted and how many of them count, by ``owner`` and component; one query."""
    counted = Count("pk", filter=Q(pk__in=deliverables.within_required(on).values("pk")))
    rows = (
        deliverables.accepted(on)
        .order_by()
        .values_list("owner", "component__code")
        .annotate(accepted=Count("pk"), counted=counted)
    )
    return {(owner, code): (accepted, counts) for owner, code, accepted, counts in rows}
