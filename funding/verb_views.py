"""Pages that post: money down the chain, sideways and back."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from core.figures import grouped
from core.verbs import EditView, VerbView, add_refusal
from core.views import ScopedMixin
from funding import actions, forms
from funding.models import Allocation, Budget, Disbursement, Expenditure
from funding.views import holds


class PostView(VerbView):
    """A verb on a record of money: what remains of it stands above the form."""

    template_name = "funding/verb.html"
    lead = ""
    # The permission in the record's region, where it is not one about the record's own noun.
    needs = ""

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def dispatch(self, request, *args, **kwargs):
        if not self.needs:
            return super().dispatch(request, *args, **kwargs)
        self.kwargs = kwargs
        if self.has_permission() and not holds(request.user, self.needs, self.place):
            raise PermissionDenied
        return super(VerbView, self).dispatch(request, *args, **kwargs)

    @property
    def place(self):
        """The region in which the permission is needed."""
        return self.object.place

    def get_initial(self):
        return {"on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "record": self.object}

    def get_context_data(self, **kwargs):
        return super().get_context_data(facts=self.facts(), lead=self.lead, **kwargs)

    def facts(self) -> list:
        """Terms and amounts to know before posting."""
        return [
            (_("Amount (yuan)"), grouped(self.object.amount_yuan)),
            (_("Remaining (yuan)"), grouped(self.object.remaining_yuan)),
        ]


class EnterView(ScopedMixin, FormView):
    """Entering a record that stands under no other one; a subclass names ``list_url`` and ``run``."""

    template_name = "core/verb.html"
    title = ""
    button = _("Save")
    list_url = ""

    def get_permission_required(self):
        meta = self.model._meta
        return [f"{meta.app_label}.add_{meta.model_name}"]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title,
            button=self.button,
            object=self.model._meta.verbose_name_plural,
            back=self.list_url,
            **kwargs,
        )

    def run(self, form):
        """Call the action; returns the record."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            record = self.run(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        return redirect(record.get_absolute_url())


class BudgetEnterView(EnterView):
    """Enter a budget."""

    model = Budget
    form_class = forms.BudgetForm
    title = _("Enter a budget")
    list_url = reverse_lazy("funding:budget-list")

    def run(self, form):
        return actions.save_budget(form.instance, by=self.request.user)


class BudgetEditView(EditView):
    """Change a budget; its amount never below what is allocated."""

    model = Budget
    form_class = forms.BudgetForm
    title = _("Change the budget")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def run(self, form):
        actions.save_budget(form.instance, by=self.request.user)
        return _("Saved.")


class AllocateView(PostView):
    """Money of a budget for a region, or for one thing there."""

    model = Budget
    form_class = forms.AllocationForm
    title = _("Allocate")
    lead = _("The amount is taken from the budget at once; it is corrected only by another entry.")

    def get_initial(self):
        return super().get_initial() | {"region": self.object.region.code}

    def run(self, form):
        entry = actions.allocate(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": entry.code}


class CarryOverView(PostView):
    """What remains of a budget into the next year."""

    model = Budget
    form_class = forms.CarryOverForm
    title = _("Carry over")
    lead = _("The whole remaining amount goes into the budget of the next year from the same source, once.")

    def run(self, form):
        entry = actions.carry_over(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": entry.code}


class TransferView(PostView):
    """From one allocation to another of the same budget."""

    model = Allocation
    form_class = forms.TransferForm
    title = _("Transfer")
    lead = _("Two entries are posted: one takes the money from here, one brings it to the other allocation.")

    def run(self, form):
        given, _taken = actions.transfer(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": given.code}


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


class ReverseView(PostView):
    """Take an entry back as a whole."""

    form_class = forms.ReasonForm
    title = _("Reverse")
    is_harmful = True
    lead = _("A new entry takes this one back as a whole. The entry itself stays on record.")

    def run(self, form):
        reversal = actions.reverse(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": reversal.code}


class RefundView(PostView):
    """Enter that a part came back."""

    form_class = forms.RefundForm
    title = _("Enter a refund")
    lead = _("Money that came back: it can be used again, and the entry itself stays as it was.")

    def run(self, form):
        back = actions.refund(self.object, by=self.request.user, **form.cleaned_data)
        return _("%(code)s is posted.") % {"code": back.code}


class AllocationReverseView(ReverseView):
    """Take an allocation back."""

    model = Allocation


class DisbursementReverseView(ReverseView):
    """Take a disbursement back."""

    model = Disbursement


class ExpenditureReverseView(ReverseView):
    """Take an expenditure back."""

    model = Expenditure


class AllocationRefundView(RefundView):
    """Give back to the budget what is not needed."""

    model = Allocation
    title = _("Return to the budget")


class DisbursementRefundView(RefundView):
    """The payee returned money."""

    model = Disbursement


class ExpenditureRefundView(RefundView):
    """The seller paid money back."""

    model = Expenditure
