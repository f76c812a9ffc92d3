"""Seeing personal numbers in clear, and taking lists of people away: never without an entry in the log."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import privacy
from core.errors import Refused
from core.reasons import check_reason
from personnel.models import PersonalDataAccess, SocialWorker
from personnel.models.data_access import MOST_REVEALS, MOST_REVEALS_OF_ONE
from personnel.rules.disclosure import audience_of, can_reveal
from regions.models import Region

KINDS, FIELDS = PersonalDataAccess.Kind, PersonalDataAccess.Field
BATCH = 500


@transaction.atomic
def reveal(
    worker: SocialWorker, *, field: str, reason: str, by: User, at: datetime, address: str | None = None
) -> list[str]:
    """The number of ``worker`` in clear (of certificates all of them), noted in the access log first.

    Raises ``Refused`` where the account may not see it, where nothing is kept, without a reason in words,
    and beyond what anybody may see in one day.
    """
    if not can_reveal(field, audience_of(by, worker)):
        raise Refused(
            _("%(worker)s: the home county and the city see this number in clear; ask there."),
            params={"worker": worker},
        )
    numbers = clear_numbers(worker, field)
    if not numbers:
        raise Refused(_("Of %(worker)s no such number is recorded."), params={"worker": worker})
    check_reason(reason)
    _refuse_beyond_a_day(worker, by, at)
    entry = _entry(worker, KINDS.REVEAL, field, reason=reason, by=by, at=at, address=address)
    entry.full_clean()
    entry.save()
    return numbers


def _refuse_beyond_a_day(worker: SocialWorker, by: User, at: datetime) -> None:
    """Raise ``Refused`` where the account has seen enough for one day."""
    # Two requests of one account at the same moment count one after the other.
    User.objects.select_for_update().filter(pk=by.pk).first()
    seen = PersonalDataAccess.objects.reveals_of(by, timezone.localdate(at))
    if seen.count() >= MOST_REVEALS:
        raise Refused(
            _("You have seen %(most)d numbers in clear today, which is the most for a day. Go on tomorrow."),
            params={"most": MOST_REVEALS},
        )
    if seen.filter(worker=worker).count() >= MOST_REVEALS_OF_ONE:
        raise Refused(
            _("You have seen numbers of %(worker)s %(most)d times today, which is the most for a day."),
            params={"worker": worker, "most": MOST_REVEALS_OF_ONE},
        )


def clear_numbers(worker: SocialWorker, field: str) -> list[str]:
    """What is kept, in clear; a query for certificates that are not loaded."""
    if field == FIELDS.CERTIFICATE_NUMBER:
        return [one.number for one in worker.certificates.all()]
    ciphertext = worker.id_number_ciphertext if field == FIELDS.ID_NUMBER else worker.phone_ciphertext
    return [privacy.decrypt(ciphertext)] if ciphertext else []


@transaction.atomic
def note_export(
    *,
    by: User,
    persons: int,
    region: Region | None,
    at: datetime,
    address: str | None = None,
    reason: str = "",
) -> PersonalDataAccess:
    """Note that a list with so many people, masked, was taken away as a file."""
    entry = PersonalDataAccess(
        accessed_at=at,
        by=by,
        kind=KINDS.MASKED_EXPORT,
        field=FIELDS.LIST,
        persons=persons,
        region=region,
        reason=reason,
        address=address,
    )
    entry.full_clean()
    entry.save()
    return entry


@transaction.atomic
def note_clear_export(
    workers: Iterable[SocialWorker], *, reason: str, by: User, at: datetime, address: str | None = None
) -> int:
    """Note for each of the ``workers`` that their numbers left in clear; returns how many.

    Raises ``Refused`` without a reason.
    """
    if not reason.strip():
        raise Refused(_("Say why the numbers are needed in clear; the reason stands in the access log."))
    check_reason(reason)
    entries = [
        _entry(one, KINDS.CLEAR_EXPORT, FIELDS.LIST, reason=reason, by=by, at=at, address=address)
        for one in workers
    ]
    PersonalDataAccess.objects.bulk_create(entries, batch_size=BATCH)
    return len(entries)


def region_of(user: User) -> Region | None:
    """Where a file is noted: the outermost region in which the account sees people."""
    paths = user.paths_for("personnel.view_socialworker")
    if "" in paths:
        return Region.objects.current().filter(parent__isnull=True).order_by("path").first()
    return Region.objects.filter(path__in=paths).order_by("path").first()


def _entry(
    worker: SocialWorker, kind: str, field: str, *, reason: str, by: User, at: datetime, address: str | None
) -> PersonalDataAccess:
    return PersonalDataAccess(
        accessed_at=at,
        by=by,
        kind=kind,
        field=field,
        worker=worker,
        region_id=worker.home_region_id,
        reason=reason.strip(),
        address=address,
    )
