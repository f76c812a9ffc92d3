"""What awaits somebody: drawn from the records themselves, the oldest first.

A task is somebody's turn from a day on, and it ends when the record moves on. What has waited
``ESCALATION`` days shows to the level above too, after ``CITY_ESCALATION`` days to the city.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from core.scope import Anyone, paths_for
from reports.tasks import construction, money, oversight, people, returns, services, webhooks
from reports.tasks.task import Kind, Task, level_of

SOURCES = (
    *construction.SOURCES,
    *people.SOURCES,
    *services.SOURCES,
    *money.SOURCES,
    *oversight.SOURCES,
    *returns.SOURCES,
    *webhooks.SOURCES,
)
KINDS = tuple(kind for source in SOURCES for kind in (source.kind, *source.also))


@dataclass(frozen=True)
class ToDo:
    """What awaits ``user`` on the day ``on``."""

    user: Anyone
    on: date

    @cached_property
    def tasks(self) -> list[Task]:
        """The oldest first."""
        if not self._levels:
            return []
        found = [
            task
            for source in SOURCES
            for task in source.find(self.user, self.on)
            if task.shows_to(self._levels, self.on)
        ]
        return sorted(found, key=lambda task: (task.since, task.kind.code, task.url))

    @cached_property
    def counts(self) -> list[tuple[Kind, int]]:
        """How many there are of each kind that has any."""
        numbers = {kind: sum(task.kind is kind for task in self.tasks) for kind in KINDS}
        return [(kind, number) for kind, number in numbers.items() if number]

    @cached_property
    def _levels(self) -> set[str]:
        """Where the reader works: also whoever only looks over others' shoulders has a level."""
        works = ("stations.change_station", "oversight.verify_finding")
        return {level_of(path) for one in works for path in paths_for(self.user, one)}
