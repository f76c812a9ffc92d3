"""Moving money down the chain, and taking an entry back."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.errors import Refused
from funding.models import Allocation, Budget, Disbursement, Expenditure
from funding.models.amounts import overdrawn
from funding.models.entry import Entry


@transaction.atomic
def allocate(
    budget: Budget, *, region, amount_yuan: Decimal, on: date, category: str, purpose: str, by, station=None
) -> Allocation:
    """Assign money of ``budget`` to a region below it, or to a station there.

    Raises ``Refused`` with the remaining amount where the budget has less.
    """
    entry = Allocation(
        budget=budget,
        region=region,
        station=station,
        amount_yuan=amount_yuan,
        posted_on=on,
        category=category,
        purpose=purpose,
    )
    return post(entry, drawn_on=budget, by=by)


@transaction.atomic
def disburse(
    allocation: Allocation, *, amount_yuan: Decimal, on: date, by, payee: str = "", agency=None
) -> Disbursement:
    """Pay out money of ``allocation`` to a payee or an agency; raises ``Refused``."""
    entry = Disbursement(
        allocation=allocation, payee=payee, agency=agency, amount_yuan=amount_yuan, posted_on=on
    )
    return post(entry, drawn_on=allocation, by=by)


@transaction.atomic
def spend(
    disbursement: Disbursement,
    *,
    voucher_number: str,
    payee: str,
    purpose: str,
    amount_yuan: Decimal,
    on: date,
    by,
) -> Expenditure:
    """Record that money of ``disbursement`` was spent by a voucher; raises ``Refused``."""
    entry = Expenditure(
        disbursement=disbursement,
        voucher_number=voucher_number,
        payee=payee,
        purpose=purpose,
        amount_yuan=amount_yuan,
        posted_on=on,
    )
    return post(entry, drawn_on=disbursement, by=by)


@transaction.atomic
def reverse(entry: Entry, *, by, on: date, reason: str) -> Entry:
    """Take ``entry`` back by an entry with the negative amount, and return that one.

    Refused where others draw on the entry, where it is reversed already or is itself a reversal.
    """
    reversal = post(entry.reversal(on=on, reason=reason), drawn_on=entry.parent, by=by)
    entry.refresh_from_db(fields=["reversed_yuan"])
    return reversal


def post(entry: Entry, *, drawn_on, by) -> Entry:
    """Check and write the entry, and read the parent's total as the database left it."""
    entry._history_user = by
    entry._change_reason = entry.reason
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
