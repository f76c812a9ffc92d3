"""Pages about the books: closed years, rules of spending, what deserves a look."""

from http import HTTPStatus

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from core.forms import AsOfForm
from core.verbs import EditView
from core.views import ScopedListView
from exchange.views.details import ToldDetailView
from funding import forms, rule_actions, year_actions
from funding.filters import FiscalYearCloseFilter, SpendingRuleFilter
from funding.models import FiscalYearClose, SpendingRule
from funding.tables import FiscalYearCloseTable, SpendingRuleTable
from funding.verb_views import EnterView, PostView
from funding.warnings import warnings_for


class YearListView(ScopedListView):
    """The closings in scope."""

    model = FiscalYearClose
    table_class = FiscalYearCloseTable
    filterset_class = FiscalYearCloseFilter
    template_name = "funding/book_list.html"
    title = _("Closings of years")
    lead = _("Money")
    export_name = "closings"

    def get_context_data(self, **kwargs):
        user = self.request.user
        enter_url = reverse_lazy("funding:year-close") if user.has_perm("funding.add_fiscalyearclose") else ""
        return super().get_context_data(enter_url=enter_url, enter_label=_("Close a year"), **kwargs)


class YearDetailView(ToldDetailView):
    """A closing: who, when, what was open."""

    model = FiscalYearClose
    template_name = "funding/year.html"
    context_object_name = "closing"

    def get_queryset(self):
        return super().get_queryset().for_listing()

    def get_context_data(self, **kwargs):
        user, closing = self.request.user, self.object
        can_reopen = closing.is_standing and user.has_perm("funding.change_fiscalyearclose", closing)
        return super().get_context_data(can_reopen=can_reopen, **kwargs)


class YearCloseView(EnterView):
    """Close the books of a region for a year."""

    model = FiscalYearClose
    form_class = forms.CloseYearForm
    title = _("Close a year")
    button = _("Prove all totals and close")
    list_url = reverse_lazy("funding:year-list")

    def get_initial(self):
        today = timezone.localdate()
        return {"year": today.year - 1, "on": today}

    def run(self, form):
        said = form.cleaned_data
        return year_actions.close_year(said["region"], year=said["year"], on=said["on"], by=self.request.user)


class YearReopenView(PostView):
    """Open a closed year again."""

    model = FiscalYearClose
    form_class = forms.ReasonForm
    title = _("Reopen the year")
    is_harmful = True
    lead = _("Entries dated in the year can be posted again until it is closed anew.")

    def facts(self):
        return [(_("Region"), self.object.region.name), (_("Year"), self.object.year)]

    def run(self, form):
        year_actions.reopen_year(self.object, by=self.request.user, **form.cleaned_data)
        return _("Reopened.")


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
        return rule_actions.save_rule(form.instance, by=self.request.user)


class RuleEditView(EditView):
    """Change a rule."""

    model = SpendingRule
    form_class = forms.RuleForm
    title = _("Change the rule")

    def run(self, form):
        rule_actions.save_rule(form.instance, by=self.request.user)
        return _("Saved.")


class WarningsView(PermissionRequiredMixin, TemplateView):
    """What deserves a look, as of a day."""

    permission_required = "funding.view_budget"
    template_name = "funding/warnings.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        form = AsOfForm(self.request.GET, today=today)
        # An unclear day is told beside the field, above what deserves a look today.
        on = form.cleaned_data["on"] if form.is_valid() else today
        return super().get_context_data(form=form, on=on, **warnings_for(self.request.user, on), **kwargs)

    def render_to_response(self, context, **response_kwargs):
        if not context["form"].is_valid():
            response_kwargs["status"] = HTTPStatus.BAD_REQUEST
        return super().render_to_response(context, **response_kwargs)
