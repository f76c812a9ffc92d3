"""Pages of the money chain."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from core.scope import paths_for
from core.views import ROWS_PER_PAGE, ScopedListView
from exchange.views.details import ToldDetailView
from exchange.views.lists import EditableListView
from funding import picture
from funding.filters import AllocationFilter, BudgetFilter, DisbursementFilter, ExpenditureFilter
from funding.models import Allocation, Budget, Disbursement, Expenditure
from funding.models.as_of import set_back
from funding.past import AsOfDetailMixin, as_it_stood, as_they_stood
from funding.tables import (
    AllocationTable,
    BudgetTable,
    DisbursementTable,
    ExpenditureTable,
    PastAllocationTable,
)


class FundingListView(ScopedListView):
    """A list with the sums of its filtered rows above it."""

    template_name = "funding/list.html"
    lead = _("Money")

    def get_context_data(self, **kwargs):
        # The method itself: only the page asks for the sums, neither a file nor a part of the page.
        return super().get_context_data(totals=self.object_list.totals, **kwargs)


class BudgetListView(FundingListView, EditableListView):
    """The budgets in scope."""

    model = Budget
    resource_name = "budgets"
    table_class = BudgetTable
    filterset_class = BudgetFilter
    title = _("Budgets")
    export_name = "budgets"
    extra_context = {"used_label": _("Allocated")}

    def get_context_data(self, **kwargs):
        can_add = self.request.user.has_perm("funding.add_budget")
        enter_url = reverse("funding:budget-new") if can_add else ""
        return super().get_context_data(enter_url=enter_url, enter_label=_("Enter a budget"), **kwargs)


class AllocationListView(FundingListView):
    """The allocations in scope."""

    model = Allocation
    table_class = AllocationTable
    filterset_class = AllocationFilter
    title = _("Allocations")
    export_name = "allocations"
    extra_context = {"used_label": _("Disbursed")}


class DisbursementListView(FundingListView):
    """The disbursements in scope."""

    model = Disbursement
    table_class = DisbursementTable
    filterset_class = DisbursementFilter
    title = _("Disbursements")
    export_name = "disbursements"
    extra_context = {"used_label": _("Spent")}


class ExpenditureListView(FundingListView):
    """The expenditures in scope."""

    model = Expenditure
    table_class = ExpenditureTable
    filterset_class = ExpenditureFilter
    title = _("Expenditures")
    export_name = "expenditures"


def holds(user, permission: str, region) -> bool:
    """Whether ``user`` holds the permission in the region, from its path alone."""
    return any(region.path.startswith(path) for path in paths_for(user, permission))


def links(record, *verbs) -> list[tuple[str, str]]:
    """Addresses and labels of verbs on a record: ``(verb, label)`` each."""
    noun = record._meta.model_name
    return [(reverse(f"funding:{noun}-{verb}", args=[record.code]), label) for verb, label in verbs]


class BudgetDetailView(AsOfDetailMixin, ToldDetailView):
    """A budget with its allocations and what remains."""

    model = Budget
    template_name = "funding/budget.html"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_context_data(self, **kwargs):
        table = self.table(exclude=["year", "source"])
        RequestConfig(self.request, paginate={"per_page": ROWS_PER_PAGE}).configure(table)
        return super().get_context_data(table=table, verbs=self.verbs(), **kwargs)

    def table(self, **kwargs):
        """Its allocations in scope, on a past day those of then."""
        rows = Allocation.objects.visible_to(self.request.user).filter(budget=self.object).for_listing()
        if self.day:
            return PastAllocationTable(rows.as_of(self.day), day=self.day, **kwargs)
        return AllocationTable(rows, **kwargs)

    def verbs(self):
        """What the reader may do with the budget now."""
        if self.day or not holds(self.request.user, "funding.change_budget", self.object.region):
            return []
        left = [("allocate", _("Allocate")), ("carry-over", _("Carry over"))]
        return links(self.object, *(left if self.object.remaining_yuan else []), ("edit", _("Edit")))


class EntryDetailView(AsOfDetailMixin, ToldDetailView):
    """An entry with the way up to its budget, which may be out of the user's scope."""

    def get_queryset(self):
        return super().get_queryset().for_listing().select_related("reverses", "reversed_by", "adjusts")

    def budget(self):
        return self.object.parent

    def verbs(self):
        """What the reader may do with the entry now: its own verbs, then those that take it back."""
        entry, user = self.object, self.request.user
        if self.day or not entry.is_posting or entry.is_reversed:
            return []
        may_change = holds(user, f"funding.change_{entry._meta.model_name}", entry.place)
        back = []
        if may_change and entry.remaining_yuan:
            back.append(("refund", _("Enter a refund")))
        if may_change and not entry.why_not_reversible():
            back.append(("reverse", _("Reverse")))
        return links(entry, *self.own_verbs(may_change), *back)

    def own_verbs(self, may_change):
        return []

    def get_context_data(self, **kwargs):
        budgets = Budget.objects.visible_to(self.request.user)
        is_visible = budgets.filter(pk=self.budget().pk).exists()
        return super().get_context_data(budget_is_visible=is_visible, verbs=self.verbs(), **kwargs)


class AllocationDetailView(EntryDetailView):
    """An allocation with everything drawn on it, level by level."""

    model = Allocation
    template_name = "funding/allocation.html"

    def get_queryset(self):
        return super().get_queryset().with_targets_for(self.request.user)

    def own_verbs(self, may_change):
        allocation = self.object
        if not allocation.remaining_yuan:
            return []
        may_ask = holds(self.request.user, "funding.add_paymentrequest", allocation.region)
        asking = [("request", _("Request a payment"))] if may_ask else []
        return asking + ([("transfer", _("Transfer"))] if may_change else [])

    def set_back(self, record):
        as_it_stood(record.budget, self.day)
        return super().set_back(record)

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


class DisbursementDetailView(EntryDetailView):
    """A disbursement with its expenditures."""

    model = Disbursement
    template_name = "funding/disbursement.html"

    def own_verbs(self, may_change):
        spending = [("spend", _("Enter an expenditure"))]
        return spending if may_change and self.object.remaining_yuan else []

    def get_queryset(self):
        return super().get_queryset().with_agency_for(self.request.user)

    def budget(self):
        return self.object.allocation.budget

    def get_context_data(self, **kwargs):
        expenditures = self.object.expenditures.order_by("posted_on", "code")
        if self.day:
            expenditures = as_they_stood(expenditures, self.day)
        return super().get_context_data(expenditures=expenditures, **kwargs)


class ExpenditureDetailView(EntryDetailView):
    """An expenditure and the chain it ends."""

    model = Expenditure
    template_name = "funding/expenditure.html"

    def budget(self):
        return self.object.disbursement.allocation.budget
