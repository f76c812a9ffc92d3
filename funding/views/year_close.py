"""Years of the books: closed and reopened."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.verbs import EnterView
from core.views import ScopedListView
from exchange.views.details import HistoryDetailView
from funding import actions, forms
from funding.filters import FiscalYearCloseFilterSet
from funding.models import FiscalYearClose
from funding.tables import FiscalYearCloseTable
from funding.views.entry import PostView


class YearListView(ScopedListView):
    """The closings in scope."""

    model = FiscalYearClose
    table_class = FiscalYearCloseTable
    filterset_class = FiscalYearCloseFilterSet
    template_name = "funding/year_close/list.html"
    title = _("Closings of years")
    lead = _("Money")
    export_name = "closings"
    enter_route = "funding:year-close"
    enter_label = _("Close a year")


class YearDetailView(HistoryDetailView):
    """A closing: who, when, what was open."""

    model = FiscalYearClose
    template_name = "funding/year_close/detail.html"
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
    list_title = _("Closings of years")
    list_route = "funding:year-list"

    def get_initial(self):
        today = timezone.localdate()
        return {"year": today.year - 1, "on": today}

    def run(self, form):
        said = form.cleaned_data
        return actions.close_year(said["region"], year=said["year"], on=said["on"], by=self.request.user)


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
        actions.reopen_year(self.object, by=self.request.user, **form.cleaned_data)
        return _("Reopened.")
