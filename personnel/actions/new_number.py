"""An ID number that somebody types: known already, or one of too many."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.security import note
from accounts.models import SecurityEvent, User
from personnel.models import SocialWorker
from personnel.models.social_worker import ID_NUMBER_KNOWN

KINDS = SecurityEvent.Kind
# Numbers of one account in a day that were refused or took the place of another.
MOST_A_DAY = 10
NOT_HERE = _("This ID number cannot be entered here. Ask the municipal administrator; the attempt is noted.")
TOO_MANY = _("Too many ID numbers were corrected or refused today. Go on tomorrow, or ask the city.")


def check_new_number(worker: SocialWorker, typed: str, *, by: User | None, address: str | None) -> None:
    """Raise ``ValidationError`` where the number cannot become that of ``worker``.

    Only whoever looks after the other person learns that it is theirs. Refusals and replacements are noted
    and limited: otherwise the few numbers that fit a mask could be tried one after the other.
    """
    today = timezone.localdate()
    candidate = SocialWorker(pk=worker.pk)
    candidate.set_id_number(typed, today=today)
    if candidate.id_number_fingerprint == worker.id_number_fingerprint:
        return
    if by is not None and _tried(by, today) >= MOST_A_DAY:
        raise ValidationError(TOO_MANY, code="too_many")
    others = SocialWorker.objects.exclude(pk=worker.pk)
    holder = others.filter(id_number_fingerprint=candidate.id_number_fingerprint).first()
    if holder is not None:
        _note(KINDS.NUMBER_REFUSED, by, address)
        is_theirs = by is None or SocialWorker.objects.at_home(by).filter(pk=holder.pk).exists()
        raise ValidationError(ID_NUMBER_KNOWN if is_theirs else NOT_HERE, code="known")
    if worker.id_number_fingerprint:
        _note(KINDS.NUMBER_REPLACED, by, address)


def _tried(by: User, day: date) -> int:
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    return SecurityEvent.objects.about_numbers(by, since=midnight).count()


def _note(kind: str, by: User | None, address: str | None) -> None:
    if by is not None:
        note(kind, user=by, by=by, address=address or "")
