"""What is done with incubation: an agency enters a base, is supported, and leaves with an outcome."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from stations.models import Agency, Incubation, IncubationBase, Support


@transaction.atomic
def enter_base(agency: Agency, *, base: IncubationBase, on: date, by: User) -> Incubation:
    """House ``agency`` in ``base`` from the day ``on``. Raises ``Refused`` where either has ended."""
    base = IncubationBase.objects.select_for_update().get(pk=base.pk)
    if base.closed_on and base.closed_on <= on:
        raise Refused(_("“%(base)s” was closed on %(day)s."), params={"base": base, "day": base.closed_on})
    if agency.status == Agency.Status.DEREGISTERED:
        raise Refused(_("“%(agency)s” is deregistered and enters no base."), params={"agency": agency})
    return keep(Incubation(agency=agency, base=base, entered_on=on), by)


@transaction.atomic
def leave_base(incubation: Incubation, *, on: date, outcome: str, by: User) -> Incubation:
    """End the incubation on the day ``on`` with what came of it. Raises ``Refused`` if it has ended."""
    incubation = Incubation.objects.select_for_update().get(pk=incubation.pk)
    if incubation.left_on:
        raise Refused(_("The agency left the base on %(day)s already."), params={"day": incubation.left_on})
    incubation.left_on, incubation.outcome = on, outcome
    return keep(incubation, by, ["left_on", "outcome"])


@transaction.atomic
def give_support(
    incubation: Incubation,
    *,
    kind: str,
    on: date,
    by: User,
    amount_yuan: Decimal | None = None,
    note: str = "",
) -> Support:
    """Note what the agency was given. Raises ``Refused`` where it had left by then."""
    if incubation.left_on and incubation.left_on < on:
        raise Refused(_("The agency left the base on %(day)s already."), params={"day": incubation.left_on})
    support = Support(incubation=incubation, kind=kind, given_on=on, amount_yuan=amount_yuan, note=note)
    return keep(support, by)
