"""Pages of deputies: who stands in for whom, named and ended."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.deputy import end_deputy, name_deputy
from accounts.filters import DeputyFilterSet
from accounts.forms import DeputyForm
from accounts.models import Deputy
from accounts.tables import DeputyTable
from core.texts import Text
from core.verbs import EnterView, VerbView
from core.views import ScopedDetailView, ScopedListView


class DeputyListView(ScopedListView):
    """One's own deputies and for whom one stands in; an administrator's also those of accounts in scope."""

    model = Deputy
    table_class = DeputyTable
    filterset_class = DeputyFilterSet
    title = _("Deputies")
    lead = _("Who stands in for whom during leave")
    export_name = "deputies"
    enter_route = "deputy-create"
    enter_label = _("Name a deputy")


class DeputyDetailView(ScopedDetailView):
    """One of them: who, for whom, on which days, named by whom."""

    model = Deputy
    template_name = "accounts/deputy/detail.html"
    context_object_name = "deputy"

    def get_queryset(self) -> Any:
        return super().get_queryset().for_listing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        deputy, user, today = self.object, self.request.user, timezone.localdate()
        can_end = deputy.can_end(today) and user.has_perm("accounts.change_deputy", deputy)
        return super().get_context_data(can_end=can_end, is_running=deputy.is_running(today), **kwargs)


class DeputyAddView(EnterView):
    """Name a deputy: one's own, or as an administrator that of an account in scope."""

    model = Deputy
    form_class = DeputyForm
    title = _("Name a deputy")
    lead = _(
        "On these days the deputy may do what you may in your regions, in their own name. What one of you "
        "reported or requested, the other does not accept, approve or pay. Accounts and roles are not lent."
    )
    list_title = _("Deputies")
    list_route = "account-deputies"
    success_message = _("Saved.")

    def run(self, form: Any) -> Deputy:
        return name_deputy(form.instance, by=self.request.user)


class DeputyEndView(VerbView):
    """End it before its last day."""

    model = Deputy
    form_class = forms.Form
    title = _("End it now")
    lead = _("From now on the deputy may no more than before. The record stays.")
    is_harmful = True

    def get_queryset(self) -> Any:
        return super().get_queryset().for_listing()

    def run(self, form: Any) -> Text:
        end_deputy(self.object, on=timezone.localdate(), by=self.request.user)
        return _("Ended.")
