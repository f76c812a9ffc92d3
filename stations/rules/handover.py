"""What hangs on a station, and what becomes of it when the station closes.

A floor adds what it knows when it is loaded: engagements and rooms here, people on the floor of
personnel. What is open at a closing station is moved to its successor or ended; what only says how
things were stays where it is, and is named here with the reason (``keep_as_history``).
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from core.days import days_later
from core.errors import Refused
from core.history import REASON_LENGTH
from core.scope import Anyone, ScopedQuerySet, rows_of
from core.texts import Text


@dataclass(frozen=True)
class Closing:
    """A station that closes from the day ``on``: why, by whom, and which station goes on with its work."""

    station: Any
    on: date
    reason: str
    by: Any
    successor: Any = None

    @property
    def why(self) -> str:
        """What the history, and the money that moves, tell of everything that is moved or ended."""
        return f"{self.station.code}: {self.reason}"[:REASON_LENGTH]

    def last_day(self, first: date | None) -> date:
        """The last day of what began on ``first``: the day before, or the day itself where it began on it."""
        return self.on if first is not None and first >= self.on else days_later(self.on, -1)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that hangs on a station.

    ``rows(station, on)`` are those that are open there on the day ``on`` or later. ``end`` and ``move``
    take one of them and the closing; what they refuse, they refuse with a ``ValidationError``.
    ``ending`` says in words what becomes of it where it is not moved. Whoever closes must be able to do
    ``action`` to each.
    """

    code: str
    label: Text
    model: type[Model]
    rows: Callable[[Any, date], ScopedQuerySet[Any]]
    end: Callable[[Any, Closing], object]
    move: Callable[[Any, Closing], object]
    ending: Text
    action: str = "change"


KINDS: dict[str, Kind] = {}
HISTORY: dict[type[Model], Text] = {}


def register(kind: Kind) -> None:
    """Let closing hand over ``kind``; kinds are handed over in the order in which they were added."""
    KINDS[kind.code] = kind


def keep_as_history(model: type[Model], reason: Text) -> None:
    """Say why the records of ``model`` stay with a closed station."""
    HISTORY[model] = reason


def choices() -> list[tuple[str, Text]]:
    """What can be moved."""
    return [(code, kind.label) for code, kind in KINDS.items()]


def hanging(station: Any, on: date) -> Iterator[tuple[Kind, ScopedQuerySet[Any]]]:
    """Each kind with what is open at the station on the day ``on`` or later."""
    for kind in KINDS.values():
        yield kind, kind.rows(station, on)


def hand_over(closing: Closing, moved: Collection[str]) -> None:
    """Move the kinds in ``moved`` to the successor and end all others; refusals name the record."""
    for kind in KINDS.values():
        deal = kind.move if kind.code in moved else kind.end
        for record in kind.rows(closing.station, closing.on):
            try:
                deal(record, closing)
            except ValidationError as refusal:
                raise Refused(
                    _("%(kind)s: %(record)s cannot be handed over. %(why)s")
                    % {"kind": kind.label, "record": record, "why": " ".join(refusal.messages)}
                ) from refusal


def refuse_foreign(station: Any, on: date, by: Anyone) -> None:
    """Refuse to close a station on which something hangs that ``by`` may not change.

    What is out of sight is not named.
    """
    for kind, rows in hanging(station, on):
        theirs = rows_of(kind.model).permitted(by, kind.action)
        if rows.exclude(pk__in=theirs.order_by().values("pk")).exists():
            raise Refused(
                _(
                    "%(kind)s hang on %(station)s that you may not change; "
                    "the level above, which may, closes the station or ends them first."
                )
                % {"kind": kind.label, "station": station}
            )
