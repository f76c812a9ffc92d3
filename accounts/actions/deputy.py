"""Naming deputies and ending that."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Deputy, User
from core.errors import Refused
from core.history import keep


@transaction.atomic
def name_deputy(deputy: Deputy, *, by: User) -> Deputy:
    """Let somebody stand in for the principal: named by the principal, or by whoever looks after the account.

    Raises ``ValidationError``; ``Refused`` where ``by`` is neither.
    """
    is_keeper = User.objects.permitted(by, "change").filter(pk=deputy.principal_id).exists()
    if by.pk != deputy.principal_id and not is_keeper:
        raise Refused(
            _("A deputy is named by whom they stand in for, or by an administrator of that account.")
        )
    deputy.given_by = by
    return keep(deputy, by, reason=deputy.reason)


@transaction.atomic
def end_deputy(deputy: Deputy, *, on: date, by: User) -> Deputy:
    """End it before its last day: from now on the deputy may no more than before. It stays on record."""
    deputy = Deputy.objects.select_for_update(of=("self",)).for_listing().get(pk=deputy.pk)
    if not deputy.can_end(on):
        raise Refused(_("%(code)s has ended already.") % {"code": deputy.code})
    deputy.withdrawn_on = on
    return keep(deputy, by, ["withdrawn_on"], reason=_("ended early"))
