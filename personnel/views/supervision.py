"""Pages of supervision: who supervises, and what was done."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from core.verbs import EditView, add_refusal
from exchange.views.details import ToldDetailView
from exchange.views.lists import EditableListView
from personnel.actions.supervision import record_supervision
from personnel.filters.supervision import SupervisionRecordFilter, SupervisorFilter
from personnel.forms.supervision import SupervisionForm, SupervisorForm
from personnel.models import SocialWorker, SupervisionRecord, Supervisor
from personnel.tables.supervision import SupervisionRecordTable, SupervisorTable


class SupervisorListView(EditableListView):
    """Supervisors in scope, and those whom regions above offer."""

    model = Supervisor
    table_class = SupervisorTable
    filterset_class = SupervisorFilter
    template_name = "personnel/supervisor_list.html"
    title = _("Supervisors")
    export_name = "supervisors"
    resource_name = "supervisors"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_add=self.request.user.has_perm("personnel.add_supervisor"), **kwargs
        )


class SupervisorCreateView(PermissionRequiredMixin, FormView):
    """Enter a supervisor."""

    permission_required = "personnel.add_supervisor"
    form_class = SupervisorForm
    template_name = "personnel/entry.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form):
        form.save()
        messages.success(self.request, _("Saved."))
        return redirect("personnel:supervisor-list")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Enter a supervisor"), back_route="personnel:supervisor-list", **kwargs
        )


class SupervisorEditView(EditView):
    """Who a supervisor is."""

    model = Supervisor
    form_class = SupervisorForm
    title = _("Edit the supervisor")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def run(self, form):
        form.save()
        return _("Saved.")

    def get_success_url(self):
        return reverse("personnel:supervisor-list")


class SupervisionListView(EditableListView):
    """Sessions of supervision in scope."""

    model = SupervisionRecord
    table_class = SupervisionRecordTable
    filterset_class = SupervisionRecordFilter
    template_name = "personnel/supervision_list.html"
    title = _("Supervision")
    lead = _("Sessions in which a supervisor worked with a station or with people")
    export_name = "supervision"
    resource_name = "supervision"

    def get_context_data(self, **kwargs):
        may_add = self.request.user.has_perm("personnel.add_supervisionrecord")
        return super().get_context_data(may_add=may_add, **kwargs)


class SupervisionDetailView(ToldDetailView):
    """One session with those who took part, as far as the reader may see them."""

    model = SupervisionRecord
    template_name = "personnel/supervision_detail.html"
    context_object_name = "record"

    def get_queryset(self):
        return super().get_queryset().select_related("supervisor", "station__township", "region")

    def get_context_data(self, **kwargs):
        user = self.request.user
        people = SocialWorker.objects.visible_to(user).filter(supervisions__record=self.object)
        return super().get_context_data(
            people=people.order_by("code"),
            may_change=user.has_perm("personnel.change_supervisionrecord", self.object),
            **kwargs,
        )


class SupervisionCreateView(PermissionRequiredMixin, FormView):
    """Record a session."""

    permission_required = "personnel.add_supervisionrecord"
    form_class = SupervisionForm
    template_name = "personnel/entry.html"

    def get_initial(self):
        return {"held_on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "today": timezone.localdate()}

    def form_valid(self, form):
        try:
            record = record_supervision(
                form.instance, workers=list(form.cleaned_data["workers"]), by=self.request.user
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect(record)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Record a session"), back_route="personnel:supervision-list", **kwargs
        )


class SupervisionEditView(EditView):
    """Correct a session."""

    model = SupervisionRecord
    form_class = SupervisionForm
    title = _("Edit the session")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "today": timezone.localdate(),
        }

    def run(self, form):
        record_supervision(form.instance, workers=list(form.cleaned_data["workers"]), by=self.request.user)
        return _("Saved.")
