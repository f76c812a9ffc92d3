"""The verbs of cases and groups: closing a case with its outcome, ending a group.

``by`` is the account that acts. Whether it may act is asked at the doors.
"""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from services.models import ServiceCase, ServiceGroup
from services.rules.methods import Phase


@transaction.atomic
def close_case(case: ServiceCase, *, on: date, outcome: str, by: User) -> ServiceCase:
    """Close a case on its last day. Refused for a closed one, or where a contact came later."""
    case = ServiceCase.objects.select_for_update().get(pk=case.pk)
    _refuse_done(case, case.closed_on)
    _refuse_later(case, on)
    case.closed_on, case.outcome, case.phase = on, outcome, Phase.CLOSURE
    return keep(case, by, ["closed_on", "outcome", "phase"])


@transaction.atomic
def end_group(group: ServiceGroup, *, on: date, by: User) -> ServiceGroup:
    """End a group on its last day. Refused for one that ended, or where a session came later."""
    group = ServiceGroup.objects.select_for_update().get(pk=group.pk)
    _refuse_done(group, group.ended_on)
    _refuse_later(group, on)
    group.ended_on = on
    return keep(group, by, ["ended_on"])


def _refuse_done(unit: ServiceCase | ServiceGroup, day: date | None) -> None:
    if day is not None:
        raise Refused(
            _("%(unit)s ended on %(day)s; a further service of it is a new one.")
            % {"unit": unit.code, "day": date_format(day)}
        )


def _refuse_later(unit: ServiceCase | ServiceGroup, on: date) -> None:
    later = unit.service_records.standing().filter(served_on__gt=on).order_by("-served_on").first()
    if later:
        raise Refused(
            _("%(unit)s was still served on %(day)s; the last day is that one or a later one.")
            % {"unit": unit.code, "day": date_format(later.served_on)}
        )
