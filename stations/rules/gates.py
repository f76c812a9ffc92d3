"""What the portal can count about a station before it passes a stage.

A floor adds what it knows when it is loaded: engagements here, people on the floor of personnel.
Which stage asks for how many is data (``GateRule``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Check:
    """Something that can be counted at a station on a day, with its name.

    ``periods(stations)`` are rows of station, what is counted, its first day and its last day or
    None, where a first day of None means: ever since; one query for any number of stations. A check
    ``of_stage`` counts what belongs to the stage itself: each row's ``what`` is its stage and a key.
    Without ``periods`` nothing is counted: the rule is about the way a stage is reported
    (``stations.rules.progress``).
    """

    label: str | Promise
    periods: Callable | None
    of_stage: bool = False


CHECKS: dict[str, Check] = {}


def register(code: str, label: str | Promise, periods: Callable | None, *, of_stage: bool = False) -> None:
    """Let rules ask under ``code`` for how many ``periods(stations)`` there are on a day."""
    CHECKS[code] = Check(label, periods, of_stage)


class Presence:
    """What can be counted at these stations (their primary keys), read when it is first asked for."""

    def __init__(self, stations):
        self.stations = set(stations)
        self._periods: dict[str, dict[int, list]] = {}

    def count(self, code: str, station: int, on, stage: int) -> int:
        """How many different things the check counts at the station on the day, for the stage."""
        if code not in self._periods:
            self._periods[code] = self._read(code)
        there = {
            what
            for what, first, last in self._periods[code].get(station, [])
            if (first is None or first <= on) and (last is None or on <= last)
        }
        if CHECKS[code].of_stage:
            there = {what for what in there if what[0] == stage}
        return len(there)

    def _read(self, code) -> dict[int, list]:
        found: dict[int, list] = {}
        periods = cast("Callable", CHECKS[code].periods)
        for station, *period in periods(self.stations):
            found.setdefault(station, []).append(period)
        return found


def choices() -> list[tuple[str, str | Promise]]:
    """What a rule may ask for."""
    return [(code, check.label) for code, check in CHECKS.items()]


def lacking(rules, presence, station: int, on) -> list[str]:
    """One sentence for each of the rules that the station does not meet on the day ``on``."""
    sentences = []
    for rule in rules:
        if CHECKS[rule.check_code].periods is None:
            continue
        count = presence.count(rule.check_code, station, on, rule.stage)
        if count < rule.minimum:
            sentences.append(
                _("%(what)s: at least %(minimum)d needed, %(count)d on %(day)s.")
                % {
                    "what": CHECKS[rule.check_code].label,
                    "minimum": rule.minimum,
                    "count": count,
                    "day": on,
                }
            )
    return sentences
