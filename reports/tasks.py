"""What awaits somebody: drawn from the records themselves, the oldest first.

A task is somebody's turn from a day on, and it ends when the record moves on. What has waited
``ESCALATION`` days shows to the level above too, after ``CITY_ESCALATION`` days to the city.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.scope import paths_for
from personnel.certificate_clock import Status, window_opens_on
from personnel.models import SocialWorker
from regions.models.region import PATH_LENGTH
from stations.models import Deliverable, Engagement, Milestone

ESCALATION, CITY_ESCALATION = timedelta(days=7), timedelta(days=14)
ENDING = timedelta(days=90)
TOWNSHIP, COUNTY, CITY = "township", "county", "city"
ABOVE = {TOWNSHIP: COUNTY, COUNTY: CITY, CITY: CITY}
TURN_OF = {"agency": TOWNSHIP, "township": TOWNSHIP, "county": COUNTY, "city": CITY}


@dataclass(frozen=True)
class Kind:
    """A kind of task, with its sign."""

    code: str
    label: str | Promise
    icon: str


RETURNED = Kind("returned", _("Returned: mend and report again"), "arrow-back-up")
TO_ACCEPT = Kind("to-accept", _("Reported: accept or return"), "checks")
OVERDUE = Kind("overdue", _("Overdue milestone"), "alert-triangle")
ENDING_SOON = Kind("ending", _("Engagement ends within 90 days"), "calendar-due")
TO_RENEW = Kind("to-renew", _("Certificate to register or renew"), "certificate")
KINDS = (RETURNED, TO_ACCEPT, OVERDUE, ENDING_SOON, TO_RENEW)


@dataclass(frozen=True)
class Task:
    """One thing to do: whose turn it is, since when, and where it is done."""

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


def level_of(path: str) -> str:
    """The level somebody works at whose region has this path."""
    if len(path) >= PATH_LENGTH["township"]:
        return TOWNSHIP
    return COUNTY if len(path) >= PATH_LENGTH["county"] else CITY


@dataclass(frozen=True)
class ToDo:
    """What awaits ``user`` on the day ``on``; one query for each kind of task."""

    user: object
    on: date

    @cached_property
    def tasks(self) -> list[Task]:
        """The oldest first."""
        if not self._levels:
            return []
        found = [task for task in self._all() if task.shows_to(self._levels, self.on)]
        return sorted(found, key=lambda task: (task.since, task.kind.code, task.url))

    @cached_property
    def counts(self) -> list[tuple[Kind, int]]:
        """How many there are of each kind that has any."""
        numbers = {kind: sum(task.kind is kind for task in self.tasks) for kind in KINDS}
        return [(kind, number) for kind, number in numbers.items() if number]

    @cached_property
    def _levels(self) -> set[str]:
        return {level_of(path) for path in paths_for(self.user, "stations.change_station")}

    def _all(self) -> Iterator[Task]:
        yield from self._returned()
        yield from self._to_accept()
        yield from self._overdue()
        yield from self._ending()
        yield from self._to_renew()

    def _deliverables(self, action, status):
        rows = Deliverable.objects.permitted(self.user, action).filter(status=status)
        return rows.select_related("station__township")

    def _returned(self) -> Iterator[Task]:
        for one in self._deliverables("change", Deliverable.Status.RETURNED):
            since = one.returned_on or one.reported_on or self.on
            yield _task(RETURNED, one.name, one.station, since, TOWNSHIP, one.get_absolute_url())

    def _to_accept(self) -> Iterator[Task]:
        rows = self._deliverables("accept", Deliverable.Status.REPORTED)
        for one in rows.exclude(reported_by=self.user):
            since = one.reported_on or self.on
            yield _task(TO_ACCEPT, one.name, one.station, since, COUNTY, one.get_absolute_url())

    def _overdue(self) -> Iterator[Task]:
        rows = Milestone.objects.permitted(self.user, "change").overdue(self.on)
        for one in rows.select_related("station__township"):
            turn = TURN_OF[one.responsible_level]
            url = one.station.get_absolute_url()
            yield _task(OVERDUE, one.get_stage_display(), one.station, one.planned_on, turn, url)

    def _ending(self) -> Iterator[Task]:
        rows = Engagement.objects.permitted(self.user, "change").filter(
            ended_on__range=(self.on, self.on + ENDING)
        )
        for one in rows.select_related("agency", "station__township"):
            url = one.station.get_absolute_url()
            since = one.ended_on - ENDING
            yield _task(ENDING_SOON, one.agency.name, one.station, since, COUNTY, url)

    def _to_renew(self) -> Iterator[Task]:
        people = SocialWorker.objects.permitted(self.user, "change").on_register(self.on)
        people = people.with_registration(self.on).filter(highest_issued_on__isnull=False)
        soon = Q(highest_valid_to__isnull=True) | Q(highest_valid_to__lt=self.on + ENDING * 2)
        for one in people.filter(soon).select_related("home_region"):
            clock = one.clock_on(self.on)
            if clock.status not in (Status.FIRST_OVERDUE, Status.RENEWAL_WINDOW, Status.EXPIRED):
                continue
            since = window_opens_on(clock.valid_to) if clock.valid_to else clock.due_on
            yield Task(TO_RENEW, one.name, one.home_region.name, since, COUNTY, one.get_absolute_url())


def _task(kind, text, station, since, turn, url) -> Task:
    return Task(kind, f"{station.name} · {text}", station.township.name, since, turn, url)
