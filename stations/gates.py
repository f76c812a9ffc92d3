"""What the portal can count about a station before it passes a stage.

A floor adds what it knows when it is loaded: engagements here, people on the floor of personnel.
Which stage asks for how many is data (``GateRule``).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Check:
    """Something that can be counted at a station on a day, with its name."""

    label: str | Promise
    count: Callable


CHECKS: dict[str, Check] = {}


def register(code: str, label: str | Promise, count: Callable) -> None:
    """Let rules ask for ``count(station, on)`` under ``code``."""
    CHECKS[code] = Check(label, count)


def choices() -> list[tuple[str, str | Promise]]:
    """What a rule may ask for."""
    return [(code, check.label) for code, check in CHECKS.items()]


def lacking(rules, station, on) -> list[str]:
    """One sentence for each of the rules that the station does not meet on the day ``on``."""
    sentences = []
    for rule in rules:
        count = CHECKS[rule.check_code].count(station, on)
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
