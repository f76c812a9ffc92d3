"""Writing one entry: checked, kept with its author, and its parent's total read again."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from core.errors import Refused
from core.history import REASON_LENGTH
from funding.models.amounts import overdrawn
from funding.models.entry import Entry

E = TypeVar("E", bound=Entry)


def post(entry: E, *, drawn_on: Any, by: User) -> E:
    """Check and write the entry, and read the parent's total as the database left it.

    Raises ``Refused``; called inside a transaction.
    """
    why = entry.reason or entry.confirmation
    vars(entry).update(_history_user=by, _change_reason=why[:REASON_LENGTH])
    try:
        entry.full_clean()
        with transaction.atomic():
            entry.save(force_insert=True)
    except ValidationError as error:
        raise Refused(error) from error
    except IntegrityError as error:
        drawn_on.refresh_from_db()
        if entry.amount_yuan <= drawn_on.remaining_yuan:
            raise
        raise Refused({"amount_yuan": overdrawn(drawn_on, entry.amount_yuan)}) from error
    drawn_on.refresh_from_db(fields=[entry.link.parent_total])
    setattr(entry, entry.link.parent, drawn_on)
    return entry
