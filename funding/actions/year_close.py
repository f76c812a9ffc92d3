"""Closing the books of a year, and reopening them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import Refused
from core.figures import grouped
from core.history import keep
from funding.models import Allocation, Budget, FiscalYearClose, PaymentRequest
from funding.models.amounts import locked
from funding.rules.reconciliation import differences
from regions.models import Region

EXAMPLES = 5


@transaction.atomic
def close_year(region: Region, *, year: int, by: User, on: date) -> FiscalYearClose:
    """Close the books of ``region`` for ``year``: every total is proven first, and what is open is kept.

    Raises ``Refused`` where a total differs from its entries, or the year is closed already.
    """
    found = list(differences())
    if found:
        raise Refused(
            _("Totals differ from their entries: %(codes)s. Nothing is closed before the books agree.")
            % {"codes": ", ".join(one.code for one in found[:EXAMPLES])}
        )
    closing = FiscalYearClose(region=region, year=year, closed_by=by, closed_on=on)
    closing.still_open = "\n".join(map(str, open_items(region, year)))
    try:
        return keep(closing, by)
    except ValidationError as error:
        raise Refused(error) from error


@transaction.atomic
def reopen_year(closing: FiscalYearClose, *, by: User, on: date, reason: str) -> FiscalYearClose:
    """Open a closed year again, with a reason; raises ``Refused``."""
    closing = locked(FiscalYearClose.objects.select_related("region").filter(pk=closing.pk)).get()
    if not closing.is_standing:
        raise Refused(_("%(code)s is reopened already.") % {"code": closing.code})
    if on < closing.closed_on:
        raise Refused({"on": _("Enter %(day)s or a later day.") % {"day": closing.closed_on}})
    closing.reopened_by, closing.reopened_on, closing.reopen_reason = by, on, reason.strip()
    try:
        return keep(closing, by, ["reopened_by", "reopened_on", "reopen_reason"], reason)
    except ValidationError as error:
        raise Refused(error) from error


def open_items(region: Region, year: int) -> list[str]:
    """What is not finished in the books of a year, a sentence each: a closing lists it, and goes on."""
    budgets = Budget.objects.under(region).in_year(year).totals()
    allocations = Allocation.objects.under(region).in_year(year).totals()
    requests = PaymentRequest.objects.under(region).in_year(year)
    waiting = requests.awaiting_approval().count()
    unpaid = requests.awaiting_payment().totals()["amount"]
    items = (
        (budgets["remaining"], _("%(sum)s yuan of budgets is not allocated; it can be carried over.")),
        (allocations["remaining"], _("%(sum)s yuan of allocations is not disbursed.")),
        (waiting, _("%(sum)s payment requests are not decided.")),
        (unpaid, _("%(sum)s yuan is approved and not paid.")),
    )
    return [
        sentence % {"sum": figure if isinstance(figure, int) else grouped(figure)}
        for figure, sentence in items
        if figure
    ]
