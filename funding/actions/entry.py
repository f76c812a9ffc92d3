"""The money chain's entries: allocated, disbursed, spent, taken back, moved."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import Refused
from funding.actions.posting import post
from funding.models import Allocation, Budget, CarryOver, Disbursement, Expenditure, PaymentRequest
from funding.models.entry import Entry


@transaction.atomic
def allocate(budget: Budget, *, on: date, by: User, **values: Any) -> Allocation:
    """Assign money of ``budget`` to a region below it, or to one thing there.

    ``values`` are ``region``, ``amount_yuan``, ``category``, ``purpose`` and, where they apply, one of
    ``station``, ``deliverable``, ``agency``, ``course``, and the ``confirmation`` of what a rule warns of.
    Raises ``Refused`` with what remains where the budget has less, with the rule where one forbids it.
    """
    return post(Allocation(budget=budget, posted_on=on, **values), drawn_on=budget, by=by)


@transaction.atomic
def disburse(request: PaymentRequest, *, on: date, by: User, confirmation: str = "") -> Disbursement:
    """Pay out what a request asks for that is paid; raises ``Refused``.

    The last step of ``request_actions.pay``, which people call.
    """
    entry = Disbursement(
        request=request,
        allocation=request.allocation,
        stage=request.stage,
        amount_yuan=request.amount_yuan,
        payee=request.payee,
        agency=request.agency,
        posted_on=on,
        confirmation=confirmation,
    )
    return post(entry, drawn_on=request.allocation, by=by)


@transaction.atomic
def spend(
    disbursement: Disbursement, *, amount_yuan: Decimal, on: date, by: User, **values: Any
) -> Expenditure:
    """Record that money of ``disbursement`` was spent by a voucher; raises ``Refused``.

    ``values`` are ``voucher_number``, ``payee``, ``purpose`` and the ``confirmation`` of a warning.
    """
    entry = Expenditure(disbursement=disbursement, amount_yuan=amount_yuan, posted_on=on, **values)
    return post(entry, drawn_on=disbursement, by=by)


@transaction.atomic
def reverse(entry: Entry, *, by: User, on: date, reason: str) -> Entry:
    """Take ``entry`` back by an entry with the negative amount, and return that one.

    Refused where others draw on the entry, where it is reversed already or is itself a reversal.
    """
    reversal = post(entry.reversal(on=on, reason=reason), drawn_on=entry.parent, by=by)
    entry.refresh_from_db(fields=["reversed_yuan"])
    return reversal


@transaction.atomic
def refund(entry: Entry, *, amount_yuan: Decimal, by: User, on: date, reason: str) -> Entry:
    """Enter that money of ``entry`` came back to what it was drawn on, and return the entry of it.

    The rest stays: of an allocation what is not needed goes back to the budget, of a disbursement the
    payee returns what is not spent, of an expenditure the seller pays back. Raises ``Refused``.
    """
    back = entry.counter_entry(
        kind=Entry.Kind.REFUND,
        amount_yuan=-amount_yuan,
        posted_on=on,
        adjusts=entry,
        reason=reason.strip(),
    )
    posted = post(back, drawn_on=entry.parent, by=by)
    entry.refresh_from_db(fields=["adjusted_yuan"])
    return posted


@transaction.atomic
def transfer(
    source: Allocation, *, to: Allocation, amount_yuan: Decimal, by: User, on: date, reason: str
) -> tuple[Allocation, Allocation]:
    """Move money between two allocations of one budget, by a pair of entries: both or none.

    Raises ``Refused`` with what remains where ``source`` has less.
    """
    if source.budget_id != to.budget_id or source.pk == to.pk:
        raise Refused(
            {
                "to": _("Choose another allocation of the same budget as %(code)s, %(budget)s.")
                % {"code": source.code, "budget": source.budget.code}
            }
        )
    words = {"kind": Entry.Kind.TRANSFER, "posted_on": on, "reason": reason.strip()}
    out = source.counter_entry(amount_yuan=-amount_yuan, adjusts=source, **words)
    given = post(out, drawn_on=source.budget, by=by)
    into = to.counter_entry(amount_yuan=amount_yuan, adjusts=to, counterpart=given, **words)
    taken = post(into, drawn_on=given.budget, by=by)
    for one in (source, to):
        one.refresh_from_db(fields=["adjusted_yuan"])
    return given, taken


@transaction.atomic
def carry_over(origin: Budget, *, to: Budget, by: User, on: date) -> CarryOver:
    """Carry what remains of a budget over into the one of the next year, once; raises ``Refused``."""
    origin.refresh_from_db()
    entry = CarryOver(origin=origin, target=to, amount_yuan=origin.remaining_yuan, posted_on=on)
    posted = post(entry, drawn_on=origin, by=by)
    to.refresh_from_db(fields=["carried_in_yuan"])
    return posted
