"""The money chain in the admin: entries are added and reversed, never changed."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from core.admin import ScopedAdmin, ScopedRelatedFilter
from core.errors import Refused
from core.scope import paths_for, permission_of
from funding import actions
from funding.forms import ReversalForm
from funding.models import (
    Allocation,
    Budget,
    CarryOver,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
    PaymentStage,
    SpendingRule,
    UnitCost,
)


class FundingAdmin(ScopedAdmin):
    """Money is written only where a role says so: seeing a region is not enough to choose it."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name in self.written_in:
            paths = paths_for(request.user, permission_of(self.model, "add"))
            field.queryset = field.queryset.in_paths(paths)
        return field

    # Fields whose record must lie where the user may add this noun.
    written_in: tuple[str, ...] = ()


@admin.register(Budget)
class BudgetAdmin(FundingAdmin):
    """Budgets; what is allocated is kept by the database."""

    written_in = ("region",)
    list_display = ["code", "year", "region", "source", "name", "amount_yuan", "allocated_yuan"]
    list_select_related = ["region"]
    list_filter = ["year", "source", ("region", ScopedRelatedFilter)]
    search_fields = ["code", "name", "document_number"]
    autocomplete_fields = ["region"]
    readonly_fields = ["allocated_yuan"]

    def get_readonly_fields(self, request, obj=None):
        return ["code", "year", *self.readonly_fields] if obj else self.readonly_fields


class EntryAdmin(FundingAdmin):
    """What the admins of the three kinds share: add, read, and one verb, to reverse."""

    actions_detail = ["reverse_entry"]

    def has_change_permission(self, request, obj=None):
        """Entries are corrected by reversal."""
        return False

    def get_fields(self, request, obj=None):
        return [*(self.fields or ()), *self.get_readonly_fields(request, obj)]

    def get_readonly_fields(self, request, obj=None):
        """What the database and a reversal write, shown on an entry that stands."""
        own_total = [self.model.link.own_total] if self.model.link.own_total else []
        shown = [
            *own_total,
            "kind",
            "reversed_yuan",
            "adjusted_yuan",
            "reverses",
            "adjusts",
            "reason",
            "warned_of",
        ]
        return shown if obj else []

    def get_actions_detail(self, request, object_id):
        """The button is there only where pressing it can succeed."""
        entry: Any = self.get_queryset(request).filter(pk=object_id).first()
        if entry is None or entry.why_not_reversible() or not self._can_reverse(request, entry):
            return []
        return super().get_actions_detail(request, object_id)

    def _can_reverse(self, request, entry) -> bool:
        return request.user.has_perm(permission_of(self.model, "add"), entry)

    @action(description=_("Reverse this entry"), url_path="reverse")
    def reverse_entry(self, request, object_id):
        """Ask for day and reason, then take the entry back."""
        entry: Any = self.get_queryset(request).filter(pk=object_id).first()
        if entry is None:
            raise Http404
        if not self._can_reverse(request, entry):
            raise PermissionDenied
        form = ReversalForm(request.POST or None, initial={"on": timezone.localdate()})
        if form.is_valid() and self._reversed(request, entry, form):
            return redirect(self._page(entry))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Reverse %(code)s") % {"code": entry.code},
            "entry": entry,
            "form": form,
            "back": self._page(entry),
        }
        return TemplateResponse(request, "funding/admin/reverse.html", context)

    def _reversed(self, request, entry, form) -> bool:
        try:
            reversal = actions.reverse(entry, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
            return False
        messages.success(
            request,
            _("%(code)s is reversed by %(reversal)s.") % {"code": entry.code, "reversal": reversal.code},
        )
        return True

    def _page(self, entry) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[entry.pk])


@admin.register(Allocation)
class AllocationAdmin(EntryAdmin):
    """Allocations."""

    written_in = ("budget", "region", "station")
    fields = [
        "code",
        "budget",
        "region",
        "station",
        "deliverable",
        "agency",
        "course",
        "category",
        "purpose",
        "amount_yuan",
        "posted_on",
        "confirmation",
    ]
    list_display = [
        "code",
        "posted_on",
        "budget",
        "region",
        "station",
        "category",
        "amount_yuan",
        "disbursed_yuan",
    ]
    list_select_related = ["budget", "region", "station"]
    list_filter = ["category", "budget__source", ("region", ScopedRelatedFilter)]
    search_fields = ["code", "purpose", "budget__code"]
    autocomplete_fields = ["budget", "region", "station", "deliverable", "agency", "course"]


@admin.register(Disbursement)
class DisbursementAdmin(EntryAdmin):
    """Disbursements; they are posted by paying an approved request, which takes three people."""

    fields = ["code", "allocation", "stage", "request", "agency", "payee", "amount_yuan", "posted_on"]
    list_display = ["code", "posted_on", "allocation", "payee", "amount_yuan", "spent_yuan"]
    list_select_related = ["allocation"]
    list_filter = [("allocation__region", ScopedRelatedFilter)]
    search_fields = ["code", "payee", "allocation__code"]

    def has_add_permission(self, request):
        return False


@admin.register(Expenditure)
class ExpenditureAdmin(EntryAdmin):
    """Expenditures."""

    written_in = ("disbursement",)
    fields = [
        "code",
        "disbursement",
        "voucher_number",
        "payee",
        "purpose",
        "amount_yuan",
        "posted_on",
        "confirmation",
    ]
    list_display = ["code", "posted_on", "disbursement", "voucher_number", "payee", "amount_yuan"]
    list_select_related = ["disbursement"]
    list_filter = [("disbursement__allocation__region", ScopedRelatedFilter)]
    search_fields = ["code", "voucher_number", "payee", "disbursement__code"]
    autocomplete_fields = ["disbursement"]


class ReadOnlyAdmin(FundingAdmin):
    """Records that only their verbs write, on the pages of the portal."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(CarryOver)
class CarryOverAdmin(ReadOnlyAdmin):
    """Carry-overs."""

    list_display = ["code", "posted_on", "origin", "target", "amount_yuan"]
    list_select_related = ["origin", "target"]
    search_fields = ["code", "origin__code", "target__code"]


@admin.register(PaymentRequest)
class PaymentRequestAdmin(ReadOnlyAdmin):
    """Payment requests."""

    list_display = ["code", "requested_on", "allocation", "payee", "amount_yuan", "status", "requested_by"]
    list_select_related = ["allocation", "requested_by"]
    list_filter = ["status", ("allocation__region", ScopedRelatedFilter)]
    search_fields = ["code", "payee", "allocation__code"]


@admin.register(Contract)
class ContractAdmin(ReadOnlyAdmin):
    """Contracts."""

    list_display = ["code", "name", "region", "buyer", "agency", "amount_yuan", "paid_yuan", "status"]
    list_select_related = ["region", "agency"]
    list_filter = ["status", "buyer", "mode", ("region", ScopedRelatedFilter)]
    search_fields = ["code", "name", "agency__name"]


@admin.register(PaymentStage)
class PaymentStageAdmin(ReadOnlyAdmin):
    """Payment stages."""

    list_display = ["contract", "order", "share_percent", "amount_yuan", "paid_yuan", "released_on"]
    list_select_related = ["contract"]
    list_filter = ["condition"]
    search_fields = ["contract__code"]


@admin.register(FiscalYearClose)
class FiscalYearCloseAdmin(ReadOnlyAdmin):
    """Closings of years."""

    list_display = ["code", "region", "year", "closed_on", "closed_by", "reopened_on"]
    list_select_related = ["region", "closed_by"]
    list_filter = ["year"]
    search_fields = ["code", "region__name"]


@admin.register(SpendingRule)
class SpendingRuleAdmin(ScopedAdmin):
    """Rules of spending, kept by the city."""

    list_display = ["code", "source", "category", "effect", "text", "valid_from", "valid_to"]
    list_filter = ["effect", "source", "category"]
    search_fields = ["code", "text", "document"]


@admin.register(UnitCost)
class UnitCostAdmin(ScopedAdmin):
    """Unit costs, kept by the city."""

    list_display = ["code", "component", "category", "per", "amount_yuan", "valid_from", "valid_to"]
    list_select_related = ["component"]
    list_filter = ["per", "category"]
    search_fields = ["code", "document"]
