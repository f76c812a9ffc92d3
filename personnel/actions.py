"""What is done with people: posting them, ending a posting, registering a certificate, leaving.

``by`` is the account that acts; it becomes the author in the history. Whether it may act is asked
at the door, by the scope rule.
"""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import Refused
from core.history import keep
from personnel.models import Certificate, Posting, Registration, SocialWorker


@transaction.atomic
def post_worker(worker, *, station, role, employment_type, on, by) -> Posting:
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
def end_posting(posting, *, on, reason, by) -> Posting:
    """End ``posting`` with ``on`` as its last day and the reason why. Raises ``Refused`` if it has ended."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if not posting.is_open:
        raise Refused(
            _("This posting already ended on %(day)s; correct its last day in the record instead."),
            params={"day": date_format(posting.ended_on)},
        )
    posting.ended_on = on
    posting.leave_reason = reason
    return keep(posting, by, ["ended_on", "leave_reason"])


@transaction.atomic
def register_certificate(certificate, *, on, by, valid_to=None) -> Registration:
    """Register or renew ``certificate`` on the day ``on``, for three years unless ``valid_to`` says else.

    A late registration is recorded like any other. Raises ``Refused`` while the running one cannot
    be renewed yet.
    """
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    registration = Registration(certificate=certificate, registered_on=on, valid_to=valid_to)
    registration.refuse_early_renewal()
    return keep(registration, by)


@transaction.atomic
def leave_register(worker, *, on, reason, by) -> SocialWorker:
    """Take ``worker`` off the register on the day ``on``; certificates and postings stay on record.

    Raises ``ValidationError`` while a posting goes on beyond that day.
    """
    worker = SocialWorker.objects.select_for_update().get(pk=worker.pk)
    worker.register_ended_on = on
    worker.register_end_reason = reason
    return keep(worker, by, ["register_ended_on", "register_end_reason"])
