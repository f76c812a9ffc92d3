"""Setting back one change, or everything that one request changed.

``by`` is the account that acts. Refused, with every reason at once, where a later change stands on
it, a rule would be broken or ``by`` may not change the record; then nothing is written.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from exchange.changes.reading import Pair
from exchange.changes.reverting import Reverting, reverting_request


@transaction.atomic
def revert_version(pair: Pair, *, by: User, reason: str) -> Any:
    """Give the fields that this version changed the values they had before; returns the record."""
    _expect(reason)
    work = Reverting(by=by, lock=True)
    work.look_at([pair])
    return work.write(reason.strip())[0]


@transaction.atomic
def revert_request(key: UUID, *, by: User, reason: str) -> list[Any]:
    """Set back everything that the request wrote, the newest first, all or nothing; returns the records."""
    _expect(reason)
    return reverting_request(key, by=by, lock=True).write(reason.strip())


def _expect(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why it is set back; the history keeps it."))
