"""What awaits somebody in building stations: deliverables, milestones, engagements."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import RoleAssignment
from accounts.rules.hands import by_hand_of
from reports.tasks.task import CITY, COUNTY, TOWNSHIP, Kind, Source, Task, level_of
from stations.models import Deliverable, Engagement, Interruption, Milestone

ENDING = timedelta(days=90)
TURN_OF = {"agency": TOWNSHIP, "township": TOWNSHIP, "county": COUNTY, "city": CITY}

RETURNED = Kind("returned", _("Returned: mend and report again"), "arrow-back-up")
TO_ACCEPT = Kind("to-accept", _("Reported: accept or return"), "checks")
OVERDUE = Kind("overdue", _("Overdue milestone"), "alert-triangle")
TO_CONFIRM = Kind("to-confirm", _("Stage reported: confirm or return"), "checks")
WITHOUT_PROOF = Kind("without-proof", _("Reached without proof: mend or have it confirmed"), "alert-triangle")
TO_CONFIRM_STOP = Kind("to-confirm-stop", _("Suspension or reopening reported: confirm or return"), "checks")
STAGE_RETURNED = Kind("stage-returned", _("Stage returned: mend and report again"), "arrow-back-up")
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
    for one in rows.exclude(by_hand_of(user, "reported_by", "reported_on")):
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


def to_confirm(user, on) -> Iterator[Task]:
    """Stages that wait for the level above whoever reported them."""
    rows = Milestone.objects.permitted(user, "confirm").reported().exclude(reported_by=user)
    waiting = list(rows.select_related("station__township"))
    of_townships = _of_townships(one.reported_by_id for one in waiting)
    for one in waiting:
        page = reverse("stations:milestone-confirm", args=[one.station.code, one.stage])
        turn = COUNTY if one.reported_by_id in of_townships else CITY
        yield task_at(TO_CONFIRM, one.get_stage_display(), one.station, one.reported_on, turn, page)


def without_proof(user, on) -> Iterator[Task]:
    """Stages that were reached before proof was asked for, and are short of it: the county's to mend."""
    rows = Milestone.objects.permitted(user, "change").without_proof()
    for one in rows.select_related("station__township"):
        page = reverse("stations:milestone-confirm", args=[one.station.code, one.stage])
        yield task_at(WITHOUT_PROOF, one.get_stage_display(), one.station, one.achieved_on, COUNTY, page)


def stages_returned(user, on) -> Iterator[Task]:
    """Stages that the level above sent back: they are mended and reported again."""
    rows = Milestone.objects.permitted(user, "change").sent_back()
    for one in rows.select_related("station__township"):
        page = reverse("stations:milestone-achieve", args=[one.station.code, one.stage])
        turn = TURN_OF[one.responsible_level]
        yield task_at(STAGE_RETURNED, one.get_stage_display(), one.station, one.planned_on or on, turn, page)


def to_confirm_stop(user, on) -> Iterator[Task]:
    """Suspensions and reopenings that wait for the level above."""
    rows = Interruption.objects.permitted(user, "confirm").waiting()
    waiting = list(rows.select_related("station__township", "reported_by", "reopened_by"))
    of_townships = _of_townships(one.reporter.pk for one in waiting if one.reporter)
    for one in waiting:
        reporter = one.reporter.pk if one.reporter else None
        if reporter == user.pk:
            continue
        page = reverse("stations:station-confirm", args=[one.station.code])
        turn = COUNTY if reporter in of_townships else CITY
        yield task_at(TO_CONFIRM_STOP, one.reason, one.station, one.waits_since, turn, page)


def _of_townships(people) -> set[int]:
    """Those of the accounts that work in townships alone, so that the county stands above them; one query."""
    roles = RoleAssignment.objects.filter(user__in={one for one in people if one})
    levels: dict[int, set[str]] = {}
    for account, path in roles.values_list("user", "region__path"):
        levels.setdefault(account, set()).add(level_of(path))
    return {account for account, found in levels.items() if found == {TOWNSHIP}}


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
    Source(TO_CONFIRM, to_confirm),
    Source(TO_CONFIRM_STOP, to_confirm_stop),
    Source(STAGE_RETURNED, stages_returned),
    Source(WITHOUT_PROOF, without_proof),
    Source(OVERDUE, overdue),
    Source(ENDING_SOON, ending_soon),
)
