"""Pages of needs: collected, assessed, decided, resolved."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.verbs import EditView, EnterView, VerbView
from exchange.views.details import HistoryDetailView
from exchange.views.lists import EditableListView
from services import actions
from services.actions.need import UNDECIDED, UNDER_WAY
from services.filters import NeedFilterSet
from services.forms.need import AssessForm, NeedForm, PlanNeedForm, ReferForm, RejectForm, ResolveForm
from services.models import Need
from services.tables import NEED_TONES, NeedTable


class NeedListView(EditableListView):
    """The needs in scope."""

    model = Need
    table_class = NeedTable
    filterset_class = NeedFilterSet
    template_name = "services/list.html"
    title = _("Needs")
    lead = _("What people lack, as stations and townships heard it")
    export_name = "needs"
    resource_name = "needs"
    enter_route = "services:need-create"
    enter_label = _("Enter a need")


class NeedDetailView(HistoryDetailView):
    """One need: where it was heard, how it was assessed, what became of it."""

    model = Need
    template_name = "services/need/detail.html"
    context_object_name = "need"

    def get_queryset(self):
        rows = super().get_queryset().for_listing()
        return rows.select_related("community", "assessed_by", "plan_item__plan")

    def get_context_data(self, **kwargs):
        need, user = self.object, self.request.user
        return super().get_context_data(
            can_change=user.has_perm("services.change_need", need),
            is_undecided=need.status in UNDECIDED,
            is_under_way=need.status in UNDER_WAY,
            tone=NEED_TONES[need.status],
            records=need.service_records.visible_to(user).standing().for_listing()[:10],
            **kwargs,
        )


class NeedAddView(EnterView):
    """Enter a need."""

    model = Need
    form_class = NeedForm
    title = _("Enter a need")
    list_title = _("Needs")
    list_route = "services:need-list"
    success_message = _("Entered. The township assesses it next.")

    def get_initial(self):
        return {"raised_on": timezone.localdate()}

    def run(self, form):
        return actions.collect_need(form.instance, groups=form.cleaned_data["groups"], by=self.request.user)


class NeedVerbView(VerbView):
    """A verb on a need."""

    model = Need


class NeedEditView(EditView, NeedVerbView):
    """Correct what was heard."""

    form_class = NeedForm
    title = _("Edit the need")
    form_takes_user = True

    def run(self, form):
        actions.collect_need(form.instance, groups=form.cleaned_data["groups"], by=self.request.user)


class AssessView(NeedVerbView):
    """How urgent, and whose."""

    form_class = AssessForm
    title = _("Assess the need")
    button = _("Save")

    def run(self, form):
        actions.assess_need(self.object, by=self.request.user, **form.cleaned_data)
        return _("Assessed. Plan it, refer it, or close it with a reason.")


class PlanNeedView(NeedVerbView):
    """Turn it into a plan item."""

    form_class = PlanNeedForm
    title = _("Take the need into a plan")
    button = _("Save")
    form_takes_user = True

    def get_queryset(self):
        return super().get_queryset().select_related("township")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"need": self.object}

    def run(self, form):
        actions.plan_need(self.object, by=self.request.user, **form.cleaned_data)
        return _("Planned. Records that name the need put it in service.")


class ReferView(NeedVerbView):
    """Hand it on."""

    form_class = ReferForm
    title = _("Refer the need")

    def run(self, form):
        actions.refer_need(self.object, by=self.request.user, **form.cleaned_data)


class RejectView(NeedVerbView):
    """Close it with a reason."""

    form_class = RejectForm
    title = _("Close the need")
    is_harmful = True

    def run(self, form):
        actions.reject_need(self.object, by=self.request.user, **form.cleaned_data)


class ResolveView(NeedVerbView):
    """It is met."""

    form_class = ResolveForm
    title = _("The need is met")

    def run(self, form):
        actions.resolve_need(self.object, by=self.request.user, **form.cleaned_data)
