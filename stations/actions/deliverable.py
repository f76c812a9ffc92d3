"""From a deliverable's start to its acceptance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.hands import refuse_same_hands
from core.errors import Refused
from core.history import keep
from exchange.files.keeping import keep_files, look_through
from stations.models import Deliverable, Evidence


@dataclass(frozen=True)
class Built:
    """A deliverable, entered anew or there already, its files, and whether it is reported as built."""

    deliverable: Deliverable
    files: Sequence["File[bytes]"] = ()
    is_reported: bool = False


class LineRefused(Refused):
    """One of several that could not be kept; ``line`` says which, from 0."""

    def __init__(self, line: int, refusal: ValidationError) -> None:
        super().__init__(refusal.messages)
        self.line = line


@transaction.atomic
def build_deliverables(lines: Sequence[Built], *, on: date, by: User) -> list[Deliverable]:
    """Enter, show and report several deliverables of a station at once: all of them or none.

    Raises ``LineRefused`` of the first that is refused.
    """
    files: list[Evidence] = []
    for number, line in enumerate(lines):
        deliverable = line.deliverable
        try:
            if deliverable.pk is None:
                keep(deliverable, by)
            if line.is_reported:
                report_deliverable(deliverable, on=on, by=by)
            if line.files:
                make = partial(Evidence, deliverable=deliverable, uploaded_by=by)
                files += look_through(line.files, make)
        except ValidationError as refusal:
            raise LineRefused(number, refusal) from refusal
    keep_files(files, by=by)
    return [line.deliverable for line in lines]


@transaction.atomic
def start_deliverable(deliverable: Deliverable, *, on: date, by: User) -> Deliverable:
    """Note that work on it has begun."""
    refuse_ended(deliverable)
    if deliverable.status != Deliverable.Status.PLANNED:
        raise Refused(
            _("%(deliverable)s is %(status)s already.")
            % {"deliverable": deliverable, "status": deliverable.get_status_display()}
        )
    deliverable.status = Deliverable.Status.IN_PROGRESS
    deliverable.started_on = on
    return keep(deliverable, by, ["status", "started_on"])


@transaction.atomic
def report_deliverable(deliverable: Deliverable, *, on: date, by: User) -> Deliverable:
    """Say that it is built; somebody else accepts it."""
    refuse_ended(deliverable)
    if deliverable.status in (Deliverable.Status.REPORTED, Deliverable.Status.ACCEPTED):
        raise Refused(
            _("%(deliverable)s is %(status)s already.")
            % {"deliverable": deliverable, "status": deliverable.get_status_display()}
        )
    deliverable.status = Deliverable.Status.REPORTED
    deliverable.reported_on = on
    deliverable.reported_by = by
    return keep(deliverable, by, ["status", "reported_on", "reported_by"])


@transaction.atomic
def accept_deliverable(deliverable: Deliverable, *, on: date, by: User, comment: str = "") -> Deliverable:
    """Accept what was reported: from the day ``on`` it counts. Whoever reported it may not."""
    _expect_reported(deliverable)
    refuse_same_hands(
        by,
        deliverable.reported_by_id,
        since=deliverable.reported_on,
        sentence=_("You reported %(deliverable)s; somebody else has to accept it.")
        % {"deliverable": deliverable},
    )
    if deliverable.reported_on and on < deliverable.reported_on:
        raise Refused(
            _("%(deliverable)s cannot be accepted before it was reported.") % {"deliverable": deliverable}
        )
    deliverable.status = Deliverable.Status.ACCEPTED
    deliverable.accepted_on = on
    deliverable.accepted_by = by
    deliverable.comment = comment
    return keep(deliverable, by, ["status", "accepted_on", "accepted_by", "comment"])


@transaction.atomic
def return_deliverable(deliverable: Deliverable, *, on: date, comment: str, by: User) -> Deliverable:
    """Send back what was reported on the day ``on``, saying what is missing."""
    _expect_reported(deliverable)
    if not comment.strip():
        raise Refused(_("Say what is missing; the station reads it."))
    deliverable.status = Deliverable.Status.RETURNED
    deliverable.returned_on = on
    deliverable.comment = comment.strip()
    return keep(deliverable, by, ["status", "returned_on", "comment"])


def refuse_ended(deliverable: Deliverable) -> None:
    """Nothing more is done with what ended with its station."""
    if deliverable.ended_on:
        raise Refused(
            _("%(deliverable)s ended on %(day)s with its station; enter a new one where work goes on.")
            % {"deliverable": deliverable, "day": deliverable.ended_on}
        )


def _expect_reported(deliverable: Deliverable) -> None:
    refuse_ended(deliverable)
    if deliverable.status != Deliverable.Status.REPORTED:
        raise Refused(
            _("%(deliverable)s is %(status)s; only what is reported can be accepted or returned.")
            % {"deliverable": deliverable, "status": deliverable.get_status_display()}
        )
