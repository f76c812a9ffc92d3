"""Spending rules, kept by the city."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from core.verbs import EditView
from core.views import ScopedListView
from funding import actions, forms
from funding.filters import SpendingRuleFilter
from funding.models import SpendingRule
from funding.tables import SpendingRuleTable
from funding.views.entry import EnterView


class RuleListView(ScopedListView):
    """The rules of spending, for everybody on this floor."""

    model = SpendingRule
    table_class = SpendingRuleTable
    filterset_class = SpendingRuleFilter
    template_name = "funding/book_list.html"
    title = _("Spending rules")
    lead = _("Money")
    export_name = "spending-rules"

    def get_table_kwargs(self):
        may_change = SpendingRule.objects.permitted(self.request.user, "change").exists()
        return {} if may_change and not self.request.GET.get("export") else {"exclude": ("edit",)}

    def get_context_data(self, **kwargs):
        user = self.request.user
        enter_url = reverse_lazy("funding:rule-new") if user.has_perm("funding.add_spendingrule") else ""
        return super().get_context_data(enter_url=enter_url, enter_label=_("Enter a rule"), **kwargs)


class RuleEnterView(EnterView):
    """Enter a rule."""

    model = SpendingRule
    form_class = forms.RuleForm
    title = _("Enter a rule")
    list_url = reverse_lazy("funding:rule-list")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("user")
        return kwargs

    def run(self, form):
        return actions.save_rule(form.instance, by=self.request.user)


class RuleEditView(EditView):
    """Change a rule."""

    model = SpendingRule
    form_class = forms.RuleForm
    title = _("Change the rule")

    def run(self, form):
        actions.save_rule(form.instance, by=self.request.user)
        return _("Saved.")
