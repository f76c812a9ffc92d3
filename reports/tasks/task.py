"""One thing to do: whose turn it is, since when, where it is done, and whom it shows to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.texts import Text
from regions.models.region import PATH_LENGTH

ESCALATION, CITY_ESCALATION = timedelta(days=7), timedelta(days=14)
TOWNSHIP, COUNTY, CITY = "township", "county", "city"
# Whose turn it is by the level that answers; what an agency owes, its township asks for.
TURN_OF = {"agency": TOWNSHIP, "township": TOWNSHIP, "county": COUNTY, "city": CITY}
ABOVE = {TOWNSHIP: COUNTY, COUNTY: CITY, CITY: CITY}


@dataclass(frozen=True)
class Kind:
    """A kind of task, with its sign."""

    code: str
    label: Text
    icon: str


@dataclass(frozen=True)
class Task:
    """One thing to do. ``turn`` is the level whose turn it is, ``url`` where it is done."""

    kind: Kind
    text: str
    place: str
    since: date
    turn: str
    url: str

    def waited(self, on: date) -> timedelta:
        return on - self.since

    def shows_to(self, levels: set[str], on: date) -> bool:
        """Whether it is for somebody who works at one of ``levels``, by itself or because it waited."""
        if self.turn in levels:
            return True
        if ABOVE[self.turn] in levels and self.waited(on) >= ESCALATION:
            return True
        return CITY in levels and self.waited(on) >= CITY_ESCALATION


@dataclass(frozen=True)
class Source:
    """Where tasks of a kind come from: ``find`` reads those of a user on a day; its queries do not grow.

    ``also`` names the other kinds that the same reading finds.
    """

    kind: Kind
    find: Callable[[Any, date], Iterator[Task]]
    also: tuple[Kind, ...] = ()


def level_of(path: str) -> str:
    """The level somebody works at whose region has this path."""
    if len(path) >= PATH_LENGTH["township"]:
        return TOWNSHIP
    return COUNTY if len(path) >= PATH_LENGTH["county"] else CITY
