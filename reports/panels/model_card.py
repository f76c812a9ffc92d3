"""One station against its service model: what counts, what is missing, which communities have a room.

Of a component counts what is accepted, at most what is required: surplus does not make up for what is
missing elsewhere, and electives (N) are shown but count nowhere.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, TypedDict, cast

from django.db.models import Q

from regions.models import Region
from stations.models import Component, Deliverable, Station

# What is nearest to being accepted comes first.
NEARNESS = (
    Deliverable.Status.REPORTED,
    Deliverable.Status.RETURNED,
    Deliverable.Status.IN_PROGRESS,
    Deliverable.Status.PLANNED,
)


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Flags(TypedDict):
        """What is read with each deliverable: whether it was accepted on the day, and counts."""

        is_accepted_now: bool
        counts: bool

    Flagged: TypeAlias = WithAnnotations[Deliverable, Flags]
else:
    Flagged = Deliverable


@dataclass(frozen=True)
class ComponentLine:
    """One component: what is accepted, what is on its way, and since when the rest is missing."""

    component: Component
    accepted: tuple[Flagged, ...]
    open: tuple[Flagged, ...]
    missing_since: date | None = None

    @property
    def required(self) -> int | None:
        """How many the model asks for; None for N."""
        return self.component.required

    @property
    def counted(self) -> int:
        """How many of the accepted ones count; none of a component without a number."""
        return sum(one.counts for one in self.accepted)

    @property
    def surplus(self) -> int:
        """Accepted beyond the required number."""
        return 0 if self.required is None else len(self.accepted) - self.counted

    @property
    def missing(self) -> int:
        """How many are still to be accepted."""
        return (self.required or 0) - self.counted

    @property
    def not_entered(self) -> int:
        """How many of the missing ones nobody has entered yet."""
        return max(self.missing - len(self.open), 0)

    @property
    def share(self) -> float | None:
        """Counted of required, for the heat colour."""
        return self.counted / self.required if self.required else None


@dataclass(frozen=True)
class Place:
    """A village or community with its room, or with what is on its way to one."""

    community: Region
    room: Flagged | None = None
    is_own: bool = True

    @property
    def has_room(self) -> bool:
        """Whether there is an accepted one."""
        return self.room is not None and self.room.is_accepted_now


@dataclass(frozen=True)
class Completion:
    """Counted of required, as a pair of numbers and as a share; no share where nothing is required."""

    counted: int
    required: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1, or None."""
        return self.counted / self.required if self.required else None


@dataclass(frozen=True)
class ModelCard:
    """The card of a station on a day; ``places`` is empty where the model asks for no rooms."""

    lines: tuple[ComponentLine, ...]
    places: tuple[Place, ...]

    @property
    def completion(self) -> Completion:
        """Counted of required over the components with a number (7/13)."""
        return Completion(
            counted=sum(line.counted for line in self.lines),
            required=sum(line.required or 0 for line in self.lines),
        )

    @property
    def with_room(self) -> list[Place]:
        """Those with an accepted room of the station: as many as the card has accepted."""
        return [place for place in self.places if place.has_room and place.is_own]

    @property
    def with_room_of_another(self) -> list[Place]:
        """Those with an accepted room of another station of the township, which counts there."""
        return [place for place in self.places if place.has_room and not place.is_own]

    @property
    def on_the_way(self) -> list[Place]:
        return [place for place in self.places if place.room and not place.has_room]

    @property
    def without_room(self) -> list[Place]:
        return [place for place in self.places if place.room is None]


def model_card(user, station: Station, on: date, *, entered_on: date | None = None) -> ModelCard:
    """The card of ``station`` on the day ``on``; two queries besides the components.

    A community may have its room from another station of the same township, so those are read too, and
    told apart: the card counts what is the station's own. What ended by the day is not there.
    What nobody has entered is missing since the station entered the plan, on ``entered_on``.
    """
    components = list(station.service_model.components.all())
    standing = Deliverable.objects.visible_to(user).standing(on)
    rows = standing.filter(
        Q(station=station) | Q(station__township=station.township_id, community__isnull=False)
    )
    rows = rows.annotate(
        is_accepted_now=Q(pk__in=rows.accepted(on).order_by().values("pk")),
        counts=Q(pk__in=rows.within_required(on).values("pk")),
    )
    rows = rows.select_related("station").order_by("accepted_on", "code")
    deliverables = cast("list[Flagged]", list(rows))
    own = [one for one in deliverables if one.station_id == station.pk]
    needs_rooms = any(component.needs_community for component in components)
    return ModelCard(
        lines=tuple(_line(component, own, entered_on) for component in components),
        places=_places(user, station, on, deliverables) if needs_rooms else (),
    )


def _line(component: Component, deliverables: list[Flagged], entered_on) -> ComponentLine:
    own = [one for one in deliverables if one.component_id == component.pk]
    under_way = [one for one in own if one.status in NEARNESS]
    return ComponentLine(
        component=component,
        accepted=tuple(one for one in own if one.is_accepted_now),
        open=tuple(sorted(under_way, key=lambda one: (NEARNESS.index(one.status), one.code))),
        missing_since=entered_on,
    )


def _places(user, station, on, deliverables) -> tuple[Place, ...]:
    """The communities of the township as they stand on the day, each with the room nearest to being one."""
    communities = Region.objects.visible_to(user).communities().under(station.township).on(on)
    rooms: dict[int, Flagged] = {}
    for one in sorted(deliverables, key=_is_ahead):
        if one.community_id:
            rooms[one.community_id] = one
    return tuple(_place(community, rooms.get(community.pk), station) for community in communities)


def _place(community: Region, room: Flagged | None, station: Station) -> Place:
    return Place(community, room, is_own=room is None or room.station_id == station.pk)


def _is_ahead(room: Flagged) -> tuple[bool, bool]:
    """Sorts the room that stands for its community last: accepted, else not sent back."""
    return room.is_accepted_now, room.status != Deliverable.Status.RETURNED
