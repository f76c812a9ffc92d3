"""What awaits somebody with money: requests to approve, approved ones to pay, stages to ask for."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.rules.hands import by_hand_of
from core.figures import grouped
from funding.models import PaymentRequest, PaymentStage
from reports.tasks.task import COUNTY, Kind, Source, Task

REQUEST = Kind("payment-request", _("Payment to approve or to pay"), "cash")
STAGE_DUE = Kind("stage-due", _("Contract stage to pay"), "file-invoice")
STATUS = PaymentRequest.Status


def requests(user, on) -> Iterator[Task]:
    """Requests to approve, not one's own, and approved ones to pay, in which one took no part yet."""
    asked = PaymentRequest.objects.posted_by(on).exclude(by_hand_of(user, "requested_by", "requested_on"))
    to_approve = asked.permitted(user, "approve").awaiting_approval()
    to_pay = (
        asked.permitted(user, "pay")
        .awaiting_payment()
        .exclude(by_hand_of(user, "decided_by", "requested_on"))
    )
    for one in (to_approve | to_pay).for_listing():
        is_approved = one.status == STATUS.APPROVED
        since, verb = (one.decided_on, "pay") if is_approved else (one.requested_on, "approve")
        text = f"{one.code} {one.payee} {grouped(one.amount_yuan)} ({one.get_status_display()})"
        url = reverse(f"funding:paymentrequest-{verb}", args=[one.code])
        yield Task(REQUEST, text, one.allocation.region.name, cast("date", since), COUNTY, url)


def stages_due(user, on) -> Iterator[Task]:
    """Released stages of contracts that nobody has asked to be paid."""
    rows = PaymentStage.objects.permitted(user, "change").due().filter(released_on__lte=on)
    for one in rows.without_request().for_listing():
        text = f"{one} {grouped(one.remaining_yuan)}"
        yield Task(STAGE_DUE, text, one.contract.region.name, one.released_on, COUNTY, one.get_absolute_url())


SOURCES = (Source(REQUEST, requests), Source(STAGE_DUE, stages_due))
