"""Spending rules, kept by the city."""

from django.utils.translation import gettext_lazy as _

from core.verbs import EditView, EnterView
from core.views import ScopedListView
from funding import actions, forms
from funding.filters import SpendingRuleFilterSet
from funding.models import SpendingRule
from funding.tables import SpendingRuleTable


class RuleListView(ScopedListView):
    """The rules of spending, for everybody on this floor."""

    model = SpendingRule
    table_class = SpendingRuleTable
    filterset_class = SpendingRuleFilterSet
    template_name = "funding/year_close/list.html"
    title = _("Spending rules")
    lead = _("Money")
    export_name = "spending-rules"
    enter_route = "funding:rule-new"
    enter_label = _("Enter a rule")
    verb_columns = ("edit",)


class RuleEnterView(EnterView):
    """Enter a rule."""

    model = SpendingRule
    form_class = forms.RuleForm
    title = _("Enter a rule")
    list_title = _("Spending rules")
    list_route = "funding:rule-list"
    form_takes_user = False

    def run(self, form):
        return actions.save_rule(form.instance, by=self.request.user)


class RuleEditView(EditView):
    """Change a rule."""

    model = SpendingRule
    form_class = forms.RuleForm
    title = _("Change the rule")

    def run(self, form):
        actions.save_rule(form.instance, by=self.request.user)
