"""Budgets: lists, pages and verbs."""

from django.utils.translation import gettext_lazy as _
from django_tables2 import RequestConfig

from core.scope import covers
from core.tables import ROWS_PER_PAGE
from core.verbs import EditView, EnterView
from exchange.views.details import HistoryDetailView
from exchange.views.lists import EditableListView
from funding import actions, forms
from funding.filters import BudgetFilterSet
from funding.models import Allocation, Budget
from funding.tables import (
    AllocationTable,
    BudgetTable,
    PastAllocationTable,
)
from funding.views.entry import FundingListView, PostView, links
from funding.views.past import AsOfDetailMixin


class BudgetListView(FundingListView, EditableListView):
    """The budgets in scope."""

    model = Budget
    resource_name = "budgets"
    table_class = BudgetTable
    filterset_class = BudgetFilterSet
    title = _("Budgets")
    export_name = "budgets"
    enter_route = "funding:budget-new"
    enter_label = _("Enter a budget")
    extra_context = {"used_label": _("Allocated")}


class BudgetDetailView(AsOfDetailMixin, HistoryDetailView):
    """A budget with its allocations and what remains."""

    model = Budget
    template_name = "funding/budget/detail.html"

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
        if self.day or not covers(self.request.user, "funding.change_budget", self.object.region.path):
            return []
        left = [("allocate", _("Allocate")), ("carry-over", _("Carry over"))]
        return links(self.object, *(left if self.object.remaining_yuan else []), ("edit", _("Edit")))


class BudgetEnterView(EnterView):
    """Enter a budget."""

    model = Budget
    form_class = forms.BudgetForm
    title = _("Enter a budget")
    list_title = _("Budgets")
    list_route = "funding:budget-list"

    def run(self, form):
        return actions.save_budget(form.instance, by=self.request.user)


class BudgetEditView(EditView):
    """Change a budget; its amount never below what is allocated."""

    model = Budget
    form_class = forms.BudgetForm
    title = _("Change the budget")
    form_takes_user = True

    def run(self, form):
        actions.save_budget(form.instance, by=self.request.user)


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
