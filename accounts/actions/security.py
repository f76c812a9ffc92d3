"""The security log, and what follows from it: locks and their lifting."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import SecurityEvent, User

LONGEST_NAME = 150


def note(
    kind: str,
    *,
    user: User | None = None,
    username: str = "",
    by: User | None = None,
    address: str = "",
    at: datetime | None = None,
) -> SecurityEvent:
    """Write an entry of the security log, about an account or a name that no account has."""
    return SecurityEvent.objects.create(
        at=at or timezone.now(),
        kind=kind,
        username=(user.username if user else username)[:LONGEST_NAME],
        user=user,
        by=by,
        address=address or None,
    )


@transaction.atomic
def lift_lock(user: User, *, by: User, at: datetime) -> SecurityEvent:
    """Let the account try again at once, from every address: failures from before count no more.

    The second factor is counted apart and opens by itself after half an hour.
    """
    return note(SecurityEvent.Kind.UNLOCKED, user=user, by=by, at=at)


def locks_lifted(username: str) -> int:
    """How often the lock of the name was lifted: the counters of failures begin anew with each."""
    return SecurityEvent.objects.filter(kind=SecurityEvent.Kind.UNLOCKED, username__iexact=username).count()


def is_familiar(username: str, address: str) -> bool:
    """Whether somebody signed in by this name from this address lately."""
    return SecurityEvent.objects.familiar(username, address, at=timezone.now()).exists()
