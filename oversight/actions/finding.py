"""The verbs of findings: entered, reported as rectified, verified by another or returned.

``by`` is the account that acts. Whether it may act is asked at the doors.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.hands import refuse_same_hands
from core.errors import Refused
from core.history import keep
from exchange.files.keeping import keep_files, look_through
from oversight.models import Finding, Rectification, RectificationFile

STATUSES, VERDICTS = Finding.Status, Rectification.Verdict


@transaction.atomic
def keep_finding(finding: Finding, *, by: User) -> Finding:
    """Enter a finding, or correct one that is still to be rectified."""
    if finding.pk is None:
        finding.found_by = by
    return keep(finding, by)


@transaction.atomic
def report_rectification(
    finding: Finding, *, done_on: date, text: str, files: Iterable["File[bytes]"], on: date, by: User
) -> Rectification:
    """Say what was done about the finding, with at least one file that shows it."""
    finding = _locked(finding, STATUSES.OPEN, STATUSES.RETURNED)
    rectification = Rectification(finding=finding, done_on=done_on, text=text, reported_on=on, reported_by=by)
    keep(rectification, by)
    finding.status, finding.rectified_on = STATUSES.REPORTED, done_on
    keep(finding, by, ["status", "rectified_on"])
    make = partial(RectificationFile, rectification=rectification, uploaded_by=by)
    # Last, because files outlive a transaction that is rolled back.
    keep_files(look_through(files, make), by=by)
    return rectification


@transaction.atomic
def verify_rectification(finding: Finding, *, on: date, by: User, comment: str = "") -> Finding:
    """Close the finding: somebody who had no part in mending it has seen that it is mended."""
    finding = _locked(finding, STATUSES.REPORTED)
    _refuse_own(finding, by)
    _decide(finding, VERDICTS.VERIFIED, on=on, reason=comment, by=by)
    finding.status, finding.closed_on, finding.verified_by = STATUSES.CLOSED, on, by
    return keep(finding, by, ["status", "closed_on", "verified_by"])


@transaction.atomic
def return_rectification(finding: Finding, *, on: date, reason: str, by: User) -> Finding:
    """Send it back: it is not mended, and ``reason`` says what is missing."""
    finding = _locked(finding, STATUSES.REPORTED)
    _refuse_own(finding, by)
    _decide(finding, VERDICTS.RETURNED, on=on, reason=reason, by=by)
    finding.status, finding.rectified_on = STATUSES.RETURNED, None
    return keep(finding, by, ["status", "rectified_on"])


def _decide(
    finding: Finding, verdict: Rectification.Verdict, *, on: date, reason: str, by: User
) -> Rectification:
    rectification = finding.rectifications.undecided().get()
    rectification.verdict, rectification.reason = verdict, reason
    rectification.decided_on, rectification.decided_by = on, by
    return keep(rectification, by, ["verdict", "reason", "decided_on", "decided_by"])


def _refuse_own(finding: Finding, by: User) -> None:
    rectification = finding.rectifications.undecided().get()
    sentence = _("You rectified %(finding)s yourself; somebody else who may verify decides about it.") % {
        "finding": finding
    }
    for mender in (rectification.reported_by_id, finding.owner_account_id):
        refuse_same_hands(by, mender, since=rectification.done_on, sentence=sentence)


def _locked(finding: Finding, *statuses: Finding.Status) -> Finding:
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if finding.status not in statuses:
        raise Refused(
            _("%(finding)s is %(status)s, so this cannot be done with it now.")
            % {"finding": finding, "status": finding.get_status_display()}
        )
    return finding
