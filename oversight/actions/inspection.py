"""The verbs of checks: planned, begun, concluded.

``by`` is the account that acts. Whether it may act is asked at the doors.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from oversight.models import Inspection

STATUSES = Inspection.Status


@transaction.atomic
def keep_inspection(inspection: Inspection, *, by: User) -> Inspection:
    """Plan a check, or correct one that is not concluded."""
    return keep(inspection, by)


@transaction.atomic
def start_inspection(inspection: Inspection, *, on: date, by: User) -> Inspection:
    """Somebody goes and looks, from the day ``on``."""
    inspection = _locked(inspection, STATUSES.PLANNED)
    inspection.status, inspection.starts_on = STATUSES.RUNNING, on
    inspection.ends_on = max(inspection.ends_on, on)
    return keep(inspection, by, ["status", "starts_on", "ends_on"])


@transaction.atomic
def conclude_inspection(inspection: Inspection, *, on: date, summary: str, by: User) -> Inspection:
    """Say what came of it; its findings go on until they are verified."""
    inspection = _locked(inspection, STATUSES.RUNNING)
    inspection.status, inspection.concluded_on, inspection.summary = STATUSES.CONCLUDED, on, summary
    return keep(inspection, by, ["status", "concluded_on", "summary"])


def _locked(inspection: Inspection, *statuses: Inspection.Status) -> Inspection:
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if inspection.status not in statuses:
        raise Refused(
            _("%(check)s is %(status)s, so this cannot be done with it now.")
            % {"check": inspection, "status": inspection.get_status_display()}
        )
    return inspection
