"""Pages of checks."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.verbs import EditView, EnterView, VerbView
from exchange.views.details import HistoryDetailView
from exchange.views.lists import EditableListView
from oversight import actions, forms
from oversight.filters import InspectionFilterSet
from oversight.models import Finding, Inspection
from oversight.tables import INSPECTION_TONES, InspectionTable


class InspectionListView(EditableListView):
    """The checks in scope."""

    model = Inspection
    table_class = InspectionTable
    filterset_class = InspectionFilterSet
    template_name = "oversight/list.html"
    title = _("Supervisory checks")
    lead = _("Oversight")
    export_name = "checks"
    resource_name = "inspections"
    enter_route = "oversight:inspection-create"
    enter_label = _("Plan a check")


class InspectionDetailView(HistoryDetailView):
    """One check with what it found."""

    model = Inspection
    template_name = "oversight/inspection/detail.html"
    context_object_name = "inspection"

    def get_queryset(self):
        return super().get_queryset().select_related("region")

    def get_context_data(self, **kwargs):
        user, inspection = self.request.user, self.object
        return super().get_context_data(
            tone=INSPECTION_TONES[inspection.status],
            findings=Finding.objects.visible_to(user).filter(inspection=inspection).for_listing(),
            can_change=user.has_perm("oversight.change_inspection", inspection),
            today=timezone.localdate(),
            **kwargs,
        )


class InspectionAddView(EnterView):
    """Plan a check."""

    model = Inspection
    form_class = forms.InspectionForm
    title = _("Plan a check")
    list_title = _("Supervisory checks")
    list_route = "oversight:inspection-list"
    success_message = _("Saved.")

    def run(self, form):
        return actions.keep_inspection(form.instance, by=self.request.user)


class InspectionVerbView(VerbView):
    """A verb on a check."""

    model = Inspection


class InspectionEditView(EditView, InspectionVerbView):
    """Correct a check that is not concluded."""

    form_class = forms.InspectionForm
    title = _("Edit the check")
    form_takes_user = True

    def run(self, form):
        actions.keep_inspection(form.instance, by=self.request.user)


class StartView(InspectionVerbView):
    """Begin it."""

    form_class = forms.StartForm
    title = _("Begin the check")

    def run(self, form):
        actions.start_inspection(self.object, by=self.request.user, **form.cleaned_data)
        return _("Begun. Enter what is found.")


class ConcludeView(InspectionVerbView):
    """Say what came of it."""

    form_class = forms.ConcludeForm
    title = _("Conclude the check")

    def run(self, form):
        actions.conclude_inspection(self.object, by=self.request.user, **form.cleaned_data)
        return _("Concluded. Its findings go on until they are verified.")
