"""Pages of what the parts of a station cost."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.verbs import EditView
from core.views import ScopedListView
from funding import actions, forms
from funding.filters import UnitCostFilter
from funding.models import UnitCost
from funding.tables import UnitCostTable
from funding.views.entry import EnterView


class UnitCostListView(ScopedListView):
    """The unit costs, for everybody on this floor."""

    model = UnitCost
    table_class = UnitCostTable
    filterset_class = UnitCostFilter
    template_name = "funding/book_list.html"
    title = _("Unit costs")
    lead = _("Money")
    export_name = "unit-costs"

    def get_table_kwargs(self):
        may_change = UnitCost.objects.permitted(self.request.user, "change").exists()
        return {} if may_change and not self.request.GET.get("export") else {"exclude": ("edit",)}

    def get_context_data(self, **kwargs):
        user = self.request.user
        enter_url = reverse_lazy("funding:unitcost-new") if user.has_perm("funding.add_unitcost") else ""
        return super().get_context_data(enter_url=enter_url, enter_label=_("Enter a unit cost"), **kwargs)


class UnitCostEnterView(EnterView):
    """Enter a unit cost."""

    model = UnitCost
    form_class = forms.UnitCostForm
    title = _("Enter a unit cost")
    list_url = reverse_lazy("funding:unitcost-list")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("user")
        return kwargs

    def run(self, form):
        return actions.save_cost(form.instance, by=self.request.user)


class UnitCostEditView(EditView):
    """Change a unit cost."""

    model = UnitCost
    form_class = forms.UnitCostForm
    title = _("Change the unit cost")

    def run(self, form):
        actions.save_cost(form.instance, by=self.request.user)
        return _("Saved.")
