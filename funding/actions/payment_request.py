"""Requested by one, approved by another, paid by a third."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules.hands import refuse_same_hands
from core.errors import Refused
from core.history import keep
from core.texts import Text
from funding.actions.entry import disburse
from funding.models import Allocation, Disbursement, PaymentRequest
from funding.models.amounts import locked
from funding.models.payment_request import Status
from funding.models.year_close import closed_sentence

STATUS = PaymentRequest.Status
DECISION = ["status", "decided_by", "decided_on", "decision_reason"]
PAYMENT = ["status", "paid_by", "paid_on"]


@transaction.atomic
def request_payment(
    allocation: Allocation, *, amount_yuan: Decimal, on: date, by: User, **values: Any
) -> PaymentRequest:
    """Ask that money of ``allocation`` be paid out.

    ``values`` are ``purpose``, ``payee`` or ``agency`` and, of a contract, the ``stage``. Raises
    ``Refused`` with what remains, what is approved for others not counted in.
    """
    return _kept(
        PaymentRequest(
            allocation=allocation, amount_yuan=amount_yuan, requested_on=on, requested_by=by, **values
        ),
        by,
    )


@transaction.atomic
def approve_request(request: PaymentRequest, *, by: User, on: date) -> PaymentRequest:
    """Approve the payment; from now on the amount is reserved. Raises ``Refused``."""
    request, allocation = _locked(request)
    _expect(request, STATUS.REQUESTED)
    _refuse_person(
        by, request.requested_by_id, _("You requested %(code)s; somebody else approves it."), request
    )
    errors = request.errors_of_drawing(allocation) | _errors_of_day(on, request.requested_on, "on")
    if errors:
        raise Refused(errors)
    return _decide(request, STATUS.APPROVED, by=by, on=on)


@transaction.atomic
def refuse_request(request: PaymentRequest, *, by: User, on: date, reason: str) -> PaymentRequest:
    """Refuse a request with a reason; of one that is approved and not yet paid the reserve is freed."""
    request, _allocation = _locked(request)
    _expect(request, STATUS.REQUESTED, STATUS.APPROVED)
    _refuse_person(by, request.requested_by_id, _("You requested %(code)s; withdraw it instead."), request)
    return _decide(request, STATUS.REFUSED, by=by, on=on, reason=reason)


@transaction.atomic
def withdraw_request(request: PaymentRequest, *, by: User, on: date, reason: str) -> PaymentRequest:
    """Take one's own request back before it is paid; the reserve is freed. Others refuse it."""
    request, _allocation = _locked(request)
    _expect(request, STATUS.REQUESTED, STATUS.APPROVED)
    if request.requested_by_id != by.pk:
        raise Refused(
            _("%(code)s is withdrawn by %(who)s, who requested it; whoever approves can refuse it instead.")
            % {"code": request.code, "who": request.requested_by}
        )
    return _decide(request, STATUS.WITHDRAWN, by=by, on=on, reason=reason)


@transaction.atomic
def pay(request: PaymentRequest, *, by: User, on: date, confirmation: str = "") -> Disbursement:
    """Pay what was approved, and return the disbursement; raises ``Refused``.

    The reserve is freed and the money drawn in one transaction, while the allocation is locked.
    """
    request, allocation = _locked(request)
    _expect(request, STATUS.APPROVED)
    _refuse_person(by, request.requested_by_id, _("You requested %(code)s; somebody else pays it."), request)
    _refuse_person(by, request.decided_by_id, _("You approved %(code)s; somebody else pays it."), request)
    if errors := _errors_of_day(on, request.decided_on, "on"):
        raise Refused(errors)
    request.status, request.paid_by, request.paid_on = STATUS.PAID, by, on
    _kept(request, by, PAYMENT)
    allocation.refresh_from_db()
    return disburse(request, on=on, by=by, confirmation=confirmation)


def _locked(request: PaymentRequest) -> tuple[PaymentRequest, Allocation]:
    """The request and its allocation as they are now, both locked."""
    rows = PaymentRequest.objects.select_related("stage__contract", "agency", "requested_by", "decided_by")
    allocation = locked(Allocation.objects.for_listing().filter(pk=request.allocation_id)).get()
    request = locked(rows.filter(pk=request.pk)).get()
    request.allocation = allocation
    return request, allocation


def _expect(request: PaymentRequest, *statuses: Status) -> None:
    if request.status not in statuses:
        raise Refused(
            _("%(code)s is %(status)s; this step is not possible any more.")
            % {"code": request.code, "status": request.get_status_display()}
        )


def _refuse_person(by: User, taken_id: int | None, sentence: Text, request: PaymentRequest) -> None:
    """Nobody takes two steps of a request; all are asked since the first of them."""
    refuse_same_hands(by, taken_id, since=request.requested_on, sentence=sentence % {"code": request.code})


def _errors_of_day(on: date, earlier: date | None, field: str) -> dict[str, str]:
    if earlier and on < earlier:
        return {field: _("Enter %(day)s or a later day.") % {"day": earlier}}
    return {}


def _decide(
    request: PaymentRequest, status: Status, *, by: User, on: date, reason: str = ""
) -> PaymentRequest:
    if sentence := closed_sentence(request.allocation.region.path, on.year):
        raise Refused({"on": sentence})
    request.status, request.decided_by, request.decided_on = status, by, on
    request.decision_reason = reason.strip()
    return _kept(request, by, DECISION, reason)


def _kept(
    request: PaymentRequest, by: User, fields: list[str] | None = None, reason: str = ""
) -> PaymentRequest:
    try:
        return keep(request, by, fields, reason)
    except ValidationError as error:
        raise Refused(error) from error
