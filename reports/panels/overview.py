"""Everything the overview of a region says, computed once for a page."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from core.scope import Anyone
from core.texts import Text
from indicators import money, people, stations
from indicators.indicator import Indicator
from indicators.reading import Reading, read
from regions.models import Region
from reports.panels import construction, places
from reports.panels.apart import Apart, apart
from reports.panels.chart import chart_data
from reports.panels.figures import Figure, Line, lines, total_figure, total_line
from reports.panels.published import Comparison, compare
from reports.panels.timeline import SAID, Mark
from stations.models import Deliverable, Stage, Station


@dataclass(frozen=True)
class Group:
    """One card: a subject with its leading indicator and those that go with it."""

    title: Text
    icon: str
    leading: Indicator
    others: tuple[Indicator, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return (self.leading, *self.others)


GROUPS = (
    Group(
        _("Coverage"),
        "map-2",
        stations.COVERAGE_RATE,
        (
            stations.TOWNSHIPS_COVERED,
            stations.TOWNSHIPS_TO_COVER,
            stations.STATIONS_COMPLETED,
            stations.STATIONS_REPORTED,
            stations.STATIONS_WITHOUT_PROOF,
            stations.STATIONS_IN_PLAN,
        ),
    ),
    Group(
        _("Construction"),
        "building-community",
        stations.MODEL_COMPLETION,
        (
            stations.DELIVERABLES_SHOWN,
            stations.MILESTONES_OVERDUE,
            stations.MILESTONES_ON_TIME,
            stations.MILESTONES_ENTERED_LATE,
        ),
    ),
    Group(
        _("Agencies"),
        "building",
        people.AGENCIES_REGISTERED,
        (
            people.AGENCIES_FOUNDED_BY_OTHERS,
            people.AGENCIES_CITY_REGISTERED,
            people.AGENCIES_BY_TOWNSHIP,
        ),
    ),
    Group(
        _("Certified workers"),
        "users",
        people.CERTIFIED_WORKERS,
        (
            people.CERTIFIED_ASSISTANTS,
            people.CERTIFIED_INTERMEDIATE,
            people.CERTIFIED_SENIOR,
            people.CERTIFIED_PUBLIC_SHARE,
            people.CERTIFIED_FULL_TIME_SHARE,
        ),
    ),
    Group(
        _("Money of the year"),
        "coin-yuan",
        money.EXECUTION_RATE,
        (
            money.BUDGET,
            money.ALLOCATED,
            money.DISBURSED,
            money.SPENT,
            money.SPENT_PER_STATION,
            money.SPENT_PER_RESIDENT,
            money.EXAM_TRAINING_SHARE,
        ),
    ),
)
COLUMNS = (
    stations.COVERAGE_RATE,
    stations.TOWNSHIPS_COVERED,
    stations.TOWNSHIPS_TO_COVER,
    stations.STATIONS_COMPLETED,
    stations.MODEL_COMPLETION,
    stations.MILESTONES_OVERDUE,
    people.AGENCIES_REGISTERED,
    people.CERTIFIED_WORKERS,
    people.CERTIFIED_FULL_TIME_SHARE,
    money.SPENT,
    money.EXECUTION_RATE,
)
FIRST_ON_MAP = stations.COVERAGE_RATE


@dataclass(frozen=True)
class Card:
    """A card with its figures."""

    title: Text
    icon: str
    leading: Figure
    others: list[Figure]


@dataclass(frozen=True)
class StageShare:
    """How many of the stations in the plan (``of``) stand at a stage."""

    name: Text
    figure: Figure
    of: int


@dataclass(frozen=True)
class Overview:
    """The figures of a region on a day, as far as ``user`` may be told them; parts are read when asked."""

    user: Anyone
    region: Region
    on: date
    chosen: Indicator

    @cached_property
    def reading(self) -> Reading:
        """All indicators of the page, read together."""
        shown = [one for group in GROUPS for one in group.indicators]
        wanted = [*shown, *COLUMNS, *stations.BY_STAGE, self.chosen]
        return read(wanted, user=self.user, region=self.region, on=self.on)

    @cached_property
    def cards(self) -> list[Card]:
        visible = set(self.reading.indicators)
        return [
            Card(
                group.title,
                group.icon,
                total_figure(self.reading, group.leading),
                [total_figure(self.reading, one) for one in group.others if one in visible],
            )
            for group in GROUPS
            if group.leading in visible
        ]

    @cached_property
    def published(self) -> list[Comparison]:
        return compare(self.user, self.region)

    @property
    def days(self) -> list[date]:
        """The days for which figures were published."""
        return sorted({one.published.as_of for one in self.published})

    @property
    def extra(self) -> dict[str, str]:
        """What choosing another day keeps."""
        return {} if self.chosen is FIRST_ON_MAP else {"indicator": self.chosen.code}

    @cached_property
    def stages(self) -> list[StageShare]:
        """How many stations of the plan stand at each stage."""
        figures = [total_figure(self.reading, one) for one in stations.BY_STAGE]
        of = max(int(self.in_plan.value or 0), 1)
        return [StageShare(stage.label, figure, of) for stage, figure in zip(Stage, figures, strict=True)]

    @cached_property
    def in_plan(self) -> Figure:
        return total_figure(self.reading, stations.STATIONS_IN_PLAN)

    @cached_property
    def overdue(self) -> Figure:
        return total_figure(self.reading, stations.MILESTONES_OVERDUE)

    @cached_property
    def first_overdue(self) -> list[construction.Late]:
        return construction.first_overdue(self.user, self.region, self.on)

    @cached_property
    def components(self) -> list[construction.ComponentProgress]:
        return construction.components(self.user, self.region, self.on)

    # What lies below: counties or townships as a table and a chart, at a township its own stations.

    @property
    def is_township(self) -> bool:
        return self.region.level == Region.Level.TOWNSHIP

    @property
    def is_community(self) -> bool:
        return self.region.level == Region.Level.COMMUNITY

    @property
    def has_table(self) -> bool:
        return not (self.is_township or self.is_community) and bool(self.reading.children)

    @cached_property
    def columns(self) -> list[Indicator]:
        """The columns of the table: the main indicators, and the chosen one where it is not among them."""
        visible = set(self.reading.indicators)
        main = [one for one in COLUMNS if one in visible]
        return main if self.chosen in main else [self.chosen, *main]

    @cached_property
    def lines(self) -> list[Line]:
        found = lines(self.reading, self.columns, ranked_by=self.chosen, own_name=str(_("At this level")))
        return [
            replace(line, apart=self._apart(line.region.path if line.region else self.region.path))
            for line in found
        ]

    @cached_property
    def total(self) -> Line:
        return replace(total_line(self.reading, self.columns, str(_("Total"))), apart=self._apart())

    def _apart(self, path: str | None = None) -> tuple[Apart, ...]:
        """The stations said to be completed that do not count, of the child at ``path`` or in all."""
        said = (stations.STATIONS_REPORTED, stations.STATIONS_WITHOUT_PROOF)
        if not set(said) <= set(self.reading.indicators):
            return ()
        return apart(*(int(self.reading.value(one, path) or 0) for one in said))

    @cached_property
    def drawn(self) -> dict[str, str]:
        return places.outlines(self.user, self.region)

    @property
    def attribution(self) -> str:
        """Who drew the outlines."""
        return " · ".join(sorted(set(self.drawn.values())))

    @cached_property
    def query(self) -> str:
        """What links to other regions keep: the day and the indicator."""
        return urlencode({"on": self.on.isoformat(), "indicator": self.chosen.code})

    @cached_property
    def chart(self) -> dict:
        by_path = {line.region.path: line.apart for line in self.lines if line.region}
        return chart_data(self.reading, self.chosen, drawn=self.drawn, query=self.query, apart=by_path)

    @cached_property
    def not_drawn(self) -> list[Line]:
        """Children that the map cannot show, because nobody has drawn them."""
        return [
            line for line in self.lines if self.drawn and line.region and line.region.code not in self.drawn
        ]

    @cached_property
    def stations(self) -> list[tuple[Station, Text, Mark | None]]:
        """The stations of the township, each with the stage it had on the day and how its claim stands."""
        own = Station.objects.visible_to(self.user).under(self.region).with_stage_on(self.on)
        return [
            (station, Stage(station.stage_on).label, SAID.get(station.claimed_standing or ""))
            for station in own.for_listing().with_claim(self.on)
        ]

    @cached_property
    def communities(self) -> list[tuple[Region, Deliverable | None]]:
        """The communities of the township, each with its accepted community room or None."""
        rooms = Deliverable.objects.visible_to(self.user).under(self.region).accepted(self.on)
        by_community = {room.community_id: room for room in rooms}
        return [(child, by_community.get(child.pk)) for child in self.reading.children]

    @cached_property
    def rooms(self) -> list[Deliverable]:
        """The social-work rooms of a community, whatever their state."""
        return list(Deliverable.objects.visible_to(self.user).filter(community=self.region).for_listing())
