"""Allocations: lists, pages and verbs."""

from django.utils.translation import gettext_lazy as _

from core.scope import covers
from funding import actions, forms
from funding.filters import AllocationFilterSet
from funding.models import Allocation
from funding.models.as_of import set_back
from funding.tables import (
    AllocationTable,
)
from funding.views import picture
from funding.views.entry import EntryDetailView, FundingListView, PostView, RefundView, ReverseView
from funding.views.past import as_it_stood, as_they_stood


class AllocationListView(FundingListView):
    """The allocations in scope."""

    model = Allocation
    table_class = AllocationTable
    filterset_class = AllocationFilterSet
    title = _("Allocations")
    export_name = "allocations"
    extra_context = {"used_label": _("Disbursed")}


class AllocationDetailView(EntryDetailView):
    """An allocation with everything drawn on it, level by level."""

    model = Allocation
    template_name = "funding/allocation/detail.html"

    def get_queryset(self):
        return super().get_queryset().with_targets_for(self.request.user)

    def own_verbs(self, can_change):
        allocation = self.object
        if not allocation.remaining_yuan:
            return []
        can_ask = covers(self.request.user, "funding.add_paymentrequest", allocation.region.path)
        asking = [("request", _("Request a payment"))] if can_ask else []
        return asking + ([("transfer", _("Transfer"))] if can_change else [])

    def set_back(self, record, day):
        as_it_stood(record.budget, day)
        return super().set_back(record, day)

    def disbursements(self):
        """What was paid out of it, each with what was spent of it."""
        rows = self.object.disbursements.with_expenditures(self.day).order_by("posted_on", "code")
        if not self.day:
            return rows
        past = as_they_stood(rows, self.day)
        for expenditure in [one for disbursement in past for one in disbursement.expenditures.all()]:
            set_back(expenditure)
        return past

    def get_context_data(self, **kwargs):
        disbursements = self.disbursements()
        context = super().get_context_data(disbursements=disbursements, **kwargs)
        is_visible = context["budget_is_visible"]
        context["bars"] = picture.of_allocation(self.object, disbursements, budget_is_visible=is_visible)
        return context


class TransferView(PostView):
    """From one allocation to another of the same budget."""

    model = Allocation
    form_class = forms.TransferForm
    title = _("Transfer")
    lead = _("Two entries are posted: one takes the money from here, one brings it to the other allocation.")

    def run(self, form):
        given, _taken = actions.transfer(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": given.code}


class AllocationReverseView(ReverseView):
    """Take an allocation back."""

    model = Allocation


class AllocationRefundView(RefundView):
    """Give back to the budget what is not needed."""

    model = Allocation
    title = _("Return to the budget")
