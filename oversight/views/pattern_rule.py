"""The rules of patterns, kept by the city."""

from django.utils.translation import gettext_lazy as _

from core.filters import ScopedFilterSet, YesNoFilter
from core.verbs import EditView
from core.views import ScopedListView
from oversight import actions, forms
from oversight.models import PatternRule
from oversight.tables import RuleTable


class RuleFilterSet(ScopedFilterSet):
    """Filters of the rules."""

    is_active = YesNoFilter(label=_("looked for"))

    class Meta:
        model = PatternRule
        fields = ["is_active"]


class RuleListView(ScopedListView):
    """What is looked for and from what on; for everybody on this floor."""

    model = PatternRule
    table_class = RuleTable
    filterset_class = RuleFilterSet
    title = _("Rules of unusual patterns")
    lead = _("Oversight")
    export_name = "pattern-rules"
    verb_columns = ("edit",)


class RuleEditView(EditView):
    """Set the thresholds."""

    model = PatternRule
    form_class = forms.RuleForm
    title = _("Set the thresholds")

    def run(self, form):
        actions.keep_rule(form.instance, by=self.request.user)
