"""Disbursements: lists, pages and verbs."""

from django.utils.translation import gettext_lazy as _

from funding import actions, forms
from funding.filters import DisbursementFilterSet
from funding.models import Disbursement
from funding.tables import (
    DisbursementTable,
)
from funding.views.entry import EntryDetailView, FundingListView, PostView, RefundView, ReverseView
from funding.views.past import as_they_stood


class DisbursementListView(FundingListView):
    """The disbursements in scope."""

    model = Disbursement
    table_class = DisbursementTable
    filterset_class = DisbursementFilterSet
    title = _("Disbursements")
    export_name = "disbursements"
    extra_context = {"used_label": _("Spent")}


class DisbursementDetailView(EntryDetailView):
    """A disbursement with its expenditures."""

    model = Disbursement
    template_name = "funding/disbursement/detail.html"

    def own_verbs(self, can_change):
        spending = [("spend", _("Enter an expenditure"))]
        return spending if can_change and self.object.remaining_yuan else []

    def get_queryset(self):
        return super().get_queryset().with_agency_for(self.request.user)

    def budget(self):
        return self.object.allocation.budget

    def get_context_data(self, **kwargs):
        expenditures = self.object.expenditures.order_by("posted_on", "code")
        if self.day:
            expenditures = as_they_stood(expenditures, self.day)
        return super().get_context_data(expenditures=expenditures, **kwargs)


class SpendView(PostView):
    """An expenditure with its voucher."""

    model = Disbursement
    needs = "funding.add_expenditure"
    form_class = forms.SpendForm
    title = _("Enter an expenditure")
    lead = _("A voucher number is entered once per payer.")

    def run(self, form):
        entry = actions.spend(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": entry.code}


class DisbursementReverseView(ReverseView):
    """Take a disbursement back."""

    model = Disbursement


class DisbursementRefundView(RefundView):
    """The payee returned money."""

    model = Disbursement
