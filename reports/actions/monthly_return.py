"""The verbs of the monthly return: opened and submitted by the county, answered by the city."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.hands import refuse_same_hands
from core import months
from core.errors import Refused
from core.history import keep
from regions.models import Region
from reports.models import MonthlyReturn, ReturnRule, questions
from reports.monthly.figures import compute

Status = MonthlyReturn.Status


@transaction.atomic
def open_return(region: Region, *, month: date, on: date, by: User) -> MonthlyReturn:
    """Begin the county's return for a month that has begun by the day ``on``; once for each month."""
    words = {"region": region, "month": months.written(month)}
    if month > on:
        raise Refused(_("%(month)s has not begun; its return can be opened from its first day.") % words)
    due_on = ReturnRule.objects.by_month().due_on(month)
    if due_on is None:
        raise Refused(
            _(
                "No deadline is set for %(month)s, so no return is asked for; "
                "a municipal administrator can set one."
            )
            % words
        )
    if MonthlyReturn.objects.of_month(month).filter(region=region).exists():
        raise Refused(_("%(region)s has a return for %(month)s already; open that one.") % words)
    return keep(MonthlyReturn(region=region, month=month, due_on=due_on), by)


@transaction.atomic
def save_answers(record: MonthlyReturn, *, answers: dict[str, Any], comment: str, by: User) -> MonthlyReturn:
    """Keep what the county says to the questions and about the figures."""
    record = _locked(record)
    _expect_open(record)
    record.answers, record.comment = answers, comment.strip()
    return keep(record, by, ["answers", "comment"])


@transaction.atomic
def submit_return(record: MonthlyReturn, *, on: date, by: User) -> MonthlyReturn:
    """Send it to the city on the day ``on``: its figures are frozen as of the month's last day."""
    record = _locked(record)
    _expect_open(record)
    if on < record.ends_on:
        raise Refused(
            _("%(return)s can be submitted from %(day)s on, the last day of its month.")
            % {"return": record, "day": record.ends_on}
        )
    if missing := questions.unanswered(record.answers):
        raise Refused(
            _("%(return)s still lacks an answer to: %(questions)s. The county's officer fills it in.")
            % {"return": record, "questions": ", ".join(str(question.label) for question in missing)}
        )
    statement = compute(by, record.region, month=record.month, on=record.ends_on)
    record.figures, record.figures_on = statement.as_json(), statement.on
    record.status, record.submitted_on, record.submitted_by = Status.SUBMITTED, on, by
    record.first_submitted_on = record.first_submitted_on or on
    fields = ["figures", "figures_on", "status", "submitted_on", "submitted_by", "first_submitted_on"]
    return keep(record, by, fields, reason=_("submitted"))


@transaction.atomic
def send_back(record: MonthlyReturn, *, on: date, reason: str, by: User) -> MonthlyReturn:
    """Return what was submitted, saying what the county is to mend."""
    record = _locked(record)
    _expect_submitted(record)
    record.times_returned += 1
    return _to_be_mended(record, on=on, reason=reason, by=by)


@transaction.atomic
def approve_return(record: MonthlyReturn, *, on: date, by: User) -> MonthlyReturn:
    """Approve what somebody else submitted: from then on it is locked."""
    record = _locked(record)
    _expect_submitted(record)
    refuse_same_hands(
        by,
        record.submitted_by_id,
        since=record.submitted_on,
        sentence=_("You submitted %(return)s; another municipal administrator has to approve it.")
        % {"return": record},
    )
    record.status, record.approved_on, record.approved_by = Status.APPROVED, on, by
    return keep(record, by, ["status", "approved_on", "approved_by"], reason=_("approved"))


@transaction.atomic
def reopen_return(record: MonthlyReturn, *, on: date, reason: str, by: User) -> MonthlyReturn:
    """Unlock what was approved, so that the county mends it; the history keeps what was approved."""
    record = _locked(record)
    if record.status != Status.APPROVED:
        raise Refused(
            _("%(return)s is %(status)s; only what is approved can be reopened.")
            % {"return": record, "status": record.get_status_display()}
        )
    record.approved_on = record.approved_by = None
    return _to_be_mended(record, on=on, reason=reason, by=by)


def _to_be_mended(record: MonthlyReturn, *, on: date, reason: str, by: User) -> MonthlyReturn:
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why; the county reads it."))
    record.status, record.returned_on, record.returned_by = Status.RETURNED, on, by
    record.return_reason = reason
    fields = [
        "status",
        "returned_on",
        "returned_by",
        "return_reason",
        "times_returned",
        "approved_on",
        "approved_by",
    ]
    return keep(record, by, fields, reason=reason)


def _locked(record: MonthlyReturn) -> MonthlyReturn:
    """The return as it is now, locked: two people who act at once act one after the other."""
    return MonthlyReturn.objects.select_for_update().get(pk=record.pk)


def _expect_open(record: MonthlyReturn) -> None:
    if sentence := record.why_locked():
        raise Refused(sentence)


def _expect_submitted(record: MonthlyReturn) -> None:
    if record.status != Status.SUBMITTED:
        raise Refused(
            _("%(return)s is %(status)s; only what is submitted can be approved or returned.")
            % {"return": record, "status": record.get_status_display()}
        )
