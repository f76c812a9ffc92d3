"""Pages of payment requests: three people, one after the other."""

from django.utils.translation import gettext_lazy as _

from accounts.rules.hands import hands_of
from accounts.rules.who_can import who_can
from core.figures import grouped
from core.scope import covers
from exchange.views.details import HistoryDetailView
from funding import actions, forms
from funding.filters import PaymentRequestFilterSet
from funding.models import Allocation, PaymentRequest
from funding.tables import PaymentRequestTable
from funding.views.entry import FundingListView, PostView


class PaymentRequestListView(FundingListView):
    """The payment requests in scope."""

    model = PaymentRequest
    table_class = PaymentRequestTable
    filterset_class = PaymentRequestFilterSet
    title = _("Payment requests")
    export_name = "payment-requests"


class PaymentRequestDetailView(HistoryDetailView):
    """A request: what for, who took which step, whose turn it is."""

    model = PaymentRequest
    template_name = "funding/payment_request/detail.html"
    context_object_name = "payment_request"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_context_data(self, **kwargs):
        asked, user, region = self.object, self.request.user, self.object.allocation.region
        is_waiting = asked.status == PaymentRequest.Status.REQUESTED
        is_open = is_waiting or asked.is_reserved
        is_approver = covers(user, "funding.approve_paymentrequest", region.path)
        is_payer = covers(user, "funding.pay_paymentrequest", region.path)
        askers = hands_of([asked.requested_by_id] if is_open else [], asked.requested_on)
        # Who requested or approved does not pay.
        hands = askers | hands_of([asked.decided_by_id] if asked.is_reserved else [], asked.requested_on)
        is_own = user.pk in askers
        verb = "pay" if asked.is_reserved else "approve"
        return super().get_context_data(
            can_approve=is_waiting and is_approver and not is_own,
            can_refuse=is_open and is_approver and not is_own,
            can_pay=asked.is_reserved and is_payer and user.pk not in hands,
            can_withdraw=is_open and is_own and covers(user, "funding.change_paymentrequest", region.path),
            is_own=is_own,
            waiting=who_can(f"funding.{verb}_paymentrequest", region, without=hands) if is_open else None,
            step=_("payment") if asked.is_reserved else _("approval"),
            **kwargs,
        )


class RequestPaymentView(PostView):
    """Ask that money of an allocation be paid out."""

    model = Allocation
    needs = "funding.add_paymentrequest"
    form_class = forms.RequestForm
    title = _("Request a payment")
    lead = _("Somebody else approves it, a third person pays. What is approved is reserved until it is paid.")

    def run(self, form):
        asked = actions.request_payment(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is requested.") % {"code": asked.code}


class RequestVerbView(PostView):
    """A step of a request."""

    model = PaymentRequest

    def facts(self):
        asked = self.object
        return [
            (_("Payee"), asked.payee),
            (_("Amount (yuan)"), grouped(asked.amount_yuan)),
            (_("Remaining of the allocation (yuan)"), grouped(asked.allocation.remaining_yuan)),
        ]


class ApproveView(RequestVerbView):
    """Approve, which reserves the amount."""

    form_class = forms.OnDayForm
    verb = "approve"
    title = _("Approve")
    lead = _("From now on the amount is reserved on the allocation. Somebody else pays it.")

    def run(self, form):
        actions.approve_request(self.object, by=self.request.user, **form.cleaned_data)
        return _("Approved. The amount is reserved until it is paid.")


class RefuseView(RequestVerbView):
    """Refuse, with the reason."""

    form_class = forms.ReasonForm
    verb = "approve"
    title = _("Refuse")
    is_harmful = True

    def run(self, form):
        actions.refuse_request(self.object, by=self.request.user, **form.cleaned_data)
        return _("Refused.")


class WithdrawView(RequestVerbView):
    """Take a request back."""

    form_class = forms.ReasonForm
    title = _("Withdraw")
    is_harmful = True

    def run(self, form):
        actions.withdraw_request(self.object, by=self.request.user, **form.cleaned_data)
        return _("Withdrawn.")


class PayView(RequestVerbView):
    """Pay what was approved."""

    form_class = forms.PayForm
    verb = "pay"
    title = _("Pay")
    lead = _("A disbursement is posted; it is corrected only by another entry.")

    def run(self, form):
        entry = actions.pay(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": entry.code}
