"""What awaits somebody with money: requests to approve, approved ones to pay, stages to ask for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.figures import grouped
from funding.models import PaymentRequest, PaymentStage
from reports.tasks.task import COUNTY, Kind, Source, Task

TO_APPROVE = Kind("to-approve", _("Payment to approve"), "checkup-list")
TO_PAY = Kind("to-pay", _("Approved payment to pay"), "cash")
STAGE_DUE = Kind("stage-due", _("Contract stage to pay"), "file-invoice")


def to_approve(user, on) -> Iterator[Task]:
    """Requests that wait for a decision, not one's own."""
    rows = PaymentRequest.objects.permitted(user, "approve").awaiting_approval().posted_by(on)
    for one in rows.exclude(requested_by=user).for_listing():
        yield _task(TO_APPROVE, one, one.requested_on, "approve")


def to_pay(user, on) -> Iterator[Task]:
    """Approved requests, neither requested nor approved by oneself."""
    rows = PaymentRequest.objects.permitted(user, "pay").awaiting_payment().filter(decided_on__lte=on)
    for one in rows.exclude(requested_by=user).exclude(decided_by=user).for_listing():
        yield _task(TO_PAY, one, one.decided_on, "pay")


def stages_due(user, on) -> Iterator[Task]:
    """Released stages of contracts that nobody has asked to be paid."""
    rows = PaymentStage.objects.permitted(user, "change").due().filter(released_on__lte=on)
    for one in rows.without_request().for_listing():
        text = f"{one} {grouped(one.remaining_yuan)}"
        yield Task(STAGE_DUE, text, one.contract.region.name, one.released_on, COUNTY, one.get_absolute_url())


def _task(kind: Kind, request: PaymentRequest, since, verb: str) -> Task:
    text = f"{request.code} {request.payee} {grouped(request.amount_yuan)}"
    url = reverse(f"funding:paymentrequest-{verb}", args=[request.code])
    return Task(kind, text, request.allocation.region.name, since, COUNTY, url)


SOURCES = (Source(TO_APPROVE, to_approve), Source(TO_PAY, to_pay), Source(STAGE_DUE, stages_due))
