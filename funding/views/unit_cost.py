"""Pages of what the parts of a station cost."""

from django.utils.translation import gettext_lazy as _

from core.verbs import EditView, EnterView
from core.views import ScopedListView
from funding import actions, forms
from funding.filters import UnitCostFilterSet
from funding.models import UnitCost
from funding.tables import UnitCostTable


class UnitCostListView(ScopedListView):
    """The unit costs, for everybody on this floor."""

    model = UnitCost
    table_class = UnitCostTable
    filterset_class = UnitCostFilterSet
    template_name = "funding/year_close/list.html"
    title = _("Unit costs")
    lead = _("Money")
    export_name = "unit-costs"
    enter_route = "funding:unitcost-new"
    enter_label = _("Enter a unit cost")
    verb_columns = ("edit",)


class UnitCostEnterView(EnterView):
    """Enter a unit cost."""

    model = UnitCost
    form_class = forms.UnitCostForm
    title = _("Enter a unit cost")
    list_title = _("Unit costs")
    list_route = "funding:unitcost-list"
    form_takes_user = False

    def run(self, form):
        return actions.save_cost(form.instance, by=self.request.user)


class UnitCostEditView(EditView):
    """Change a unit cost."""

    model = UnitCost
    form_class = forms.UnitCostForm
    title = _("Change the unit cost")

    def run(self, form):
        actions.save_cost(form.instance, by=self.request.user)
