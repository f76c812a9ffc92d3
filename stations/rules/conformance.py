"""How complete a station is against its service model.

The done part of a component is what is accepted, at most what is required; surplus does not make
up for what is missing elsewhere, and electives (N) are shown but count nowhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from stations.models import Component, Deliverable


@dataclass(frozen=True)
class Line:
    """One component of the card of a station."""

    component: Component
    accepted: int
    under_way: int = 0
    last_accepted_on: date | None = None

    @property
    def required(self) -> int | None:
        """How many the model asks for; None for N."""
        return self.component.required

    @property
    def counted(self) -> int:
        """How many of the accepted ones count."""
        return min(self.accepted, self.required or 0)

    @property
    def missing(self) -> int:
        """How many are still to be accepted."""
        return (self.required or 0) - self.counted


@dataclass(frozen=True)
class Completion:
    """Counted of required, as a pair of numbers and as a share; no share where nothing is required."""

    counted: int
    required: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1, or None."""
        return self.counted / self.required if self.required else None

    @property
    def missing(self) -> int:
        """How many are still to be accepted."""
        return self.required - self.counted


@dataclass(frozen=True)
class Card(Completion):
    """The conformance card of a station: the sum and the lines of its components, in order."""

    lines: tuple[Line, ...] = ()


def completion(accepted_by_component: Mapping[str, int], components: Iterable[Component]) -> Completion:
    """The completion of whatever has accepted so many of each component (by its code)."""
    lines = [Line(component, accepted_by_component.get(component.code, 0)) for component in components]
    return Completion(
        counted=sum(line.counted for line in lines), required=sum(line.required or 0 for line in lines)
    )


def station_card(station, on) -> Card:
    """The card of ``station`` as of the day ``on``; three queries."""
    accepted = _by_component(station.deliverables.accepted(on), number=Count("pk"), latest=Max("accepted_on"))
    begun = (Deliverable.Status.IN_PROGRESS, Deliverable.Status.REPORTED, Deliverable.Status.RETURNED)
    under_way = _by_component(station.deliverables.filter(status__in=begun), number=Count("pk"))
    nothing = {"number": 0, "latest": None}
    lines = tuple(
        Line(
            component,
            accepted=accepted.get(component.pk, nothing)["number"],
            under_way=under_way.get(component.pk, nothing)["number"],
            last_accepted_on=accepted.get(component.pk, nothing)["latest"],
        )
        for component in station.service_model.components.all()
    )
    return Card(
        counted=sum(line.counted for line in lines),
        required=sum(line.required or 0 for line in lines),
        lines=lines,
    )


def _by_component(deliverables, **figures):
    rows = deliverables.order_by().values("component").annotate(**figures)
    return {row["component"]: row for row in rows}
