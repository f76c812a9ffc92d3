"""Pages of checks."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from core.verbs import EditView, VerbView, add_refusal
from exchange.views.details import ToldDetailView
from exchange.views.lists import EditableListView
from oversight import actions, forms
from oversight.filters import InspectionFilter
from oversight.models import Finding, Inspection
from oversight.tables import INSPECTION_TONES, InspectionTable


class InspectionListView(EditableListView):
    """The checks in scope."""

    model = Inspection
    table_class = InspectionTable
    filterset_class = InspectionFilter
    template_name = "oversight/inspection_list.html"
    title = _("Supervisory checks")
    lead = _("Oversight")
    export_name = "checks"
    resource_name = "inspections"

    def get_context_data(self, **kwargs):
        can_add = self.request.user.has_perm("oversight.add_inspection")
        return super().get_context_data(can_add=can_add, **kwargs)


class InspectionDetailView(ToldDetailView):
    """One check with what it found."""

    model = Inspection
    template_name = "oversight/inspection_detail.html"
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


class EnterView(PermissionRequiredMixin, FormView):
    """A page on which a record is entered; a subclass names ``title``, ``back`` and ``enter(form)``."""

    template_name = "oversight/enter.html"
    title = ""
    list_title = ""
    list_route = ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        try:
            record = self.enter(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return HttpResponseRedirect(record.get_absolute_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title, list_title=self.list_title, list_route=self.list_route, **kwargs
        )


class InspectionAddView(EnterView):
    """Plan a check."""

    permission_required = "oversight.add_inspection"
    form_class = forms.InspectionForm
    title = _("Plan a check")
    list_title = _("Supervisory checks")
    list_route = "oversight:inspection-list"

    def enter(self, form):
        return actions.keep_inspection(form.instance, by=self.request.user)


class InspectionVerbView(VerbView):
    """A verb on a check."""

    model = Inspection

    def get_initial(self):
        return {"on": timezone.localdate()}


class InspectionEditView(EditView, InspectionVerbView):
    """Correct a check that is not concluded."""

    form_class = forms.InspectionForm
    title = _("Edit the check")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def run(self, form):
        actions.keep_inspection(form.instance, by=self.request.user)
        return _("Saved.")


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
