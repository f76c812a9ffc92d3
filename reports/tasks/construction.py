"""What awaits somebody in building stations: deliverables, milestones, engagements."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from django.utils.translation import gettext_lazy as _

from reports.tasks.task import CITY, COUNTY, TOWNSHIP, Kind, Source, Task
from stations.models import Deliverable, Engagement, Milestone

ENDING = timedelta(days=90)
TURN_OF = {"agency": TOWNSHIP, "township": TOWNSHIP, "county": COUNTY, "city": CITY}

RETURNED = Kind("returned", _("Returned: mend and report again"), "arrow-back-up")
TO_ACCEPT = Kind("to-accept", _("Reported: accept or return"), "checks")
OVERDUE = Kind("overdue", _("Overdue milestone"), "alert-triangle")
ENDING_SOON = Kind("ending", _("Engagement ends within 90 days"), "calendar-due")


def _deliverables(user, action, status):
    rows = Deliverable.objects.permitted(user, action).standing().filter(status=status)
    return rows.select_related("station__township")


def returned(user, on) -> Iterator[Task]:
    """Deliverables sent back: the township mends and reports them again."""
    for one in _deliverables(user, "change", Deliverable.Status.RETURNED):
        yield _waiting(RETURNED, one, on)


def to_accept(user, on) -> Iterator[Task]:
    """Deliverables reported by somebody else: the county accepts or returns them."""
    rows = _deliverables(user, "accept", Deliverable.Status.REPORTED)
    for one in rows.exclude(reported_by=user):
        yield _waiting(TO_ACCEPT, one, on)


def _waiting(kind, one, on) -> Task:
    url = one.get_absolute_url()
    return task_at(kind, one.name, one.station, one.waits_since or on, TURN_OF[one.turn], url)


def overdue(user, on) -> Iterator[Task]:
    """Milestones past their planned day: the turn of the level that answers for them."""
    rows = Milestone.objects.permitted(user, "change").overdue(on)
    for one in rows.select_related("station__township"):
        turn = TURN_OF[one.responsible_level]
        url = one.station.get_absolute_url()
        yield task_at(OVERDUE, one.get_stage_display(), one.station, one.planned_on, turn, url)


def ending_soon(user, on) -> Iterator[Task]:
    """Engagements that end within ``ENDING``."""
    rows = Engagement.objects.permitted(user, "change").filter(ended_on__range=(on, on + ENDING))
    for one in rows.select_related("agency", "station__township"):
        url = one.station.get_absolute_url()
        yield task_at(
            ENDING_SOON, one.agency.name, one.station, cast("date", one.ended_on) - ENDING, COUNTY, url
        )


def task_at(kind, text, station, since, turn, url) -> Task:
    """A task that concerns a station."""
    return Task(kind, f"{station.name} · {text}", station.township.name, since, turn, url)


SOURCES = (
    Source(RETURNED, returned),
    Source(TO_ACCEPT, to_accept),
    Source(OVERDUE, overdue),
    Source(ENDING_SOON, ending_soon),
)
