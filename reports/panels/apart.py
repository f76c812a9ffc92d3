"""Stations said to be built that do not count: marked by word and sign, and counted apart from the others."""

from dataclasses import dataclass

from core.texts import Text
from reports.panels.timeline import REPORTED, UNPROVEN, Mark

# What a map writes beside a name, where no icon can stand.
SIGNS = {REPORTED.code: "?", UNPROVEN.code: "!"}


@dataclass(frozen=True)
class Apart:
    """How many stations stand so; ``words`` name it, ``sign`` and the mark's icon show it."""

    mark: Mark
    number: int

    @property
    def words(self) -> Text:
        return self.mark.label

    @property
    def sign(self) -> str:
        return SIGNS[self.mark.code]

    def __str__(self) -> str:
        return f"{self.number} {self.words}"


def apart(reported: int, unproven: int) -> tuple[Apart, ...]:
    """Those that wait to be confirmed and those short of proof; empty where all that is said counts."""
    numbers = ((REPORTED, reported), (UNPROVEN, unproven))
    return tuple(Apart(mark, number) for mark, number in numbers if number)
