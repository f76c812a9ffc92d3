"""Hours of continuing education: entered, approved, refused."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.hands import refuse_same_hands
from core.errors import Refused
from core.history import keep
from personnel.models import EducationCredit, SocialWorker


@transaction.atomic
def enter_credit(
    worker: SocialWorker, *, earned_on: date, hours: Decimal, source: str, proof: str, by: User
) -> EducationCredit:
    """Enter hours of education with their proof; they count once somebody else approved them."""
    credit = EducationCredit(
        worker=worker, earned_on=earned_on, hours=hours, source=source, proof=proof, entered_by=by
    )
    return keep(credit, by)


def approve_credit(credit: EducationCredit, *, on: date, by: User) -> EducationCredit:
    """Let the hours count. Raises ``Refused`` for whoever entered them, and where that was decided."""
    return _decide(credit, EducationCredit.Status.APPROVED, on=on, by=by)


def refuse_credit(credit: EducationCredit, *, on: date, reason: str, by: User) -> EducationCredit:
    """Let the hours not count, and say why. Raises like ``approve_credit``."""
    return _decide(credit, EducationCredit.Status.REFUSED, on=on, by=by, comment=reason)


@transaction.atomic
def _decide(
    credit: EducationCredit, status: str, *, on: date, by: User, comment: str = ""
) -> EducationCredit:
    credit = (
        EducationCredit.objects.select_for_update(of=("self",)).select_related("worker").get(pk=credit.pk)
    )
    if credit.status != EducationCredit.Status.PENDING:
        raise Refused(
            _("%(credit)s is %(status)s already."),
            params={"credit": credit, "status": credit.get_status_display()},
        )
    sentence = _("You entered %(credit)s yourself; another officer of the county or the city decides on it.")
    # The day of entering is not kept; it is not before the hours were earned.
    refuse_same_hands(
        by, credit.entered_by_id, since=credit.earned_on, sentence=sentence % {"credit": credit}
    )
    credit.status, credit.decided_on, credit.decided_by, credit.comment = status, on, by, comment
    return keep(credit, by, ["status", "decided_on", "decided_by", "comment"])
