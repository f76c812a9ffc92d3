"""Posting people at stations, and ending it."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from personnel.models import Posting, SocialWorker
from stations.models import Station


@transaction.atomic
def post_worker(
    worker: SocialWorker, *, station: Station, role: str, employment_type: str, on: date, by: User
) -> Posting:
    """Post ``worker`` at ``station`` from the day ``on``; two full-time postings never share a day.

    Raises ``Refused`` where an open full-time posting stands in the way, ``ValidationError`` for
    the other rules of a posting.
    """
    # The person's row is the lock: two counties may post the same person at the same moment.
    worker = SocialWorker.objects.select_for_update().get(pk=worker.pk)
    wants_full_time = employment_type == Posting.EmploymentType.FULL_TIME
    if wants_full_time and worker.postings.open().full_time().exists():
        raise Refused(
            _(
                "%(worker)s already has an open full-time posting. One person holds one full-time post: "
                "the region of that station ends it first, or this posting is part-time."
            ),
            params={"worker": worker},
        )
    posting = Posting(
        worker=worker, station=station, role=role, employment_type=employment_type, started_on=on
    )
    return keep(posting, by)


@transaction.atomic
def end_posting(posting: Posting, *, on: date, reason: str, by: User) -> Posting:
    """End ``posting`` with ``on`` as its last day and the reason why. Raises ``Refused`` if it has ended."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.ended_on is not None:
        raise Refused(
            _("This posting already ended on %(day)s; correct its last day in the record instead."),
            params={"day": date_format(posting.ended_on)},
        )
    posting.ended_on = on
    posting.leave_reason = reason
    return keep(posting, by, ["ended_on", "leave_reason"])
