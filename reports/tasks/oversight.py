"""What awaits somebody in oversight: findings to rectify, overdue ones, rectifications to verify."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rules.hands import by_hand_of
from oversight.models import DrawItem, Finding, Rectification
from reports.tasks.task import CITY, TURN_OF, Kind, Source, Task

TO_RECTIFY = Kind("finding-to-rectify", _("Finding to rectify"), "flag")
OVERDUE = Kind("finding-overdue", _("Rectification overdue"), "alert-triangle")
TO_VISIT = Kind("draw-to-visit", _("Drawn: look on the spot"), "map-search")
TO_VERIFY = Kind("finding-to-verify", _("Rectification to verify"), "checks")


def to_visit(user, on: date) -> Iterator[Task]:
    """Drawn records of open draws that nobody has said of what is there: the turn of those who look."""
    for one in DrawItem.objects.permitted(user, "change").to_visit().for_listing():
        drawn_on = timezone.localdate(one.draw.drawn_at)
        page = one.inspection.get_absolute_url() if one.inspection else one.get_absolute_url()
        yield Task(TO_VISIT, f"{one.draw} · {one.name}", one.region.name, drawn_on, CITY, page)


def to_rectify(user, on: date) -> Iterator[Task]:
    """Findings to rectify, since they were found, or overdue, since their day: the owner's turn."""
    rows = Finding.objects.permitted(user, "rectify").to_rectify().filter(found_on__lte=on)
    for one in rows.for_listing():
        kind, since = (OVERDUE, one.due_on) if one.is_overdue(on) else (TO_RECTIFY, one.found_on)
        turn = TURN_OF[one.owner_level]
        yield Task(kind, f"{one.name} · {one.owner}", one.region.name, since, turn, one.get_absolute_url())


def to_verify(user, on: date) -> Iterator[Task]:
    """Rectifications that somebody else reported: the turn of those who verify."""
    rows = Finding.objects.permitted(user, "verify").reported()
    mine = Rectification.objects.undecided().filter(by_hand_of(user, "reported_by", "done_on"))
    others = rows.exclude(pk__in=mine.values("finding"))
    for one in others.exclude(by_hand_of(user, "owner_account", "rectified_on")).for_listing():
        yield Task(
            TO_VERIFY, one.name, one.region.name, cast("date", one.rectified_on), CITY, one.get_absolute_url()
        )


SOURCES = (
    Source(TO_RECTIFY, to_rectify, also=(OVERDUE,)),
    Source(TO_VERIFY, to_verify),
    Source(TO_VISIT, to_visit),
)
