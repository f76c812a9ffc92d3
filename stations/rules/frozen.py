"""Figures about stations that were given out, and so do not move by themselves: published, returned.

A floor that gives out figures says so when it is loaded (``register``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from core.texts import Text


@dataclass(frozen=True)
class GivenOut:
    """A figure that somebody was told: what it is about, where, of which day, and what it was."""

    label: Text
    region: str
    on: date
    value: Text


class Reader(Protocol):
    """What a floor knows of figures that were given out."""

    def last_days(self) -> Mapping[str, date]:
        """By the path of a division the last day of which figures about it were given out."""
        ...

    def given_out(self, path: str, since: date) -> Iterable[GivenOut]:
        """What was told about the division with this path, or one above it, of the day or later."""
        ...


READERS: list[Reader] = []


def register(reader: Reader) -> None:
    """Let the reader tell what was given out."""
    READERS.append(reader)


def last_days() -> dict[str, date]:
    """By path the last day of which figures were given out; one query a reader."""
    found: dict[str, date] = {}
    for reader in READERS:
        for path, day in reader.last_days().items():
            found[path] = max(day, found.get(path, day))
    return found


def frozen_until(path: str, days: Mapping[str, date]) -> date | None:
    """The last day of which figures were given out that count the division; ``days``: of ``last_days``."""
    return max((day for above, day in days.items() if path.startswith(above)), default=None)


def given_out(path: str, since: date) -> list[GivenOut]:
    """What was told about the division, or one that it belongs to, the oldest first."""
    return sorted(
        (one for reader in READERS for one in reader.given_out(path, since)), key=lambda one: one.on
    )
