"""From a deliverable's start to its acceptance."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from stations.models import Deliverable


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
    if deliverable.reported_by_id == by.pk:
        raise Refused(
            _("You reported %(deliverable)s; somebody else has to accept it.") % {"deliverable": deliverable}
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
