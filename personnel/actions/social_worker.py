"""A person leaves the register."""

from datetime import date

from django.db import transaction

from accounts.models import User
from core.history import keep
from personnel.models import SocialWorker


@transaction.atomic
def leave_register(worker: SocialWorker, *, on: date, reason: str, by: User) -> SocialWorker:
    """Take ``worker`` off the register on the day ``on``; certificates and postings stay on record.

    Raises ``ValidationError`` while a posting goes on beyond that day.
    """
    worker = SocialWorker.objects.select_for_update().get(pk=worker.pk)
    worker.register_ended_on = on
    worker.register_end_reason = reason
    return keep(worker, by, ["register_ended_on", "register_end_reason"])
