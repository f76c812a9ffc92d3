"""Pages of supervision: who supervises, and what was done."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.verbs import EditView, EnterView
from exchange.views.details import HistoryDetailView
from exchange.views.lists import EditableListView
from personnel.actions.supervision import record_supervision
from personnel.filters.supervision import SupervisionRecordFilterSet, SupervisorFilterSet
from personnel.forms.supervision import SupervisionForm, SupervisorForm
from personnel.models import SocialWorker, SupervisionRecord, Supervisor
from personnel.tables.supervision import SupervisionRecordTable, SupervisorTable


class SupervisorListView(EditableListView):
    """Supervisors in scope, and those whom regions above offer."""

    model = Supervisor
    table_class = SupervisorTable
    filterset_class = SupervisorFilterSet
    template_name = "personnel/supervision/supervisors.html"
    title = _("Supervisors")
    export_name = "supervisors"
    resource_name = "supervisors"
    enter_route = "personnel:supervisor-create"
    enter_label = _("Enter a supervisor")


class SupervisorCreateView(EnterView):
    """Enter a supervisor."""

    model = Supervisor
    form_class = SupervisorForm
    title = _("Enter a supervisor")
    list_title = _("Supervisors")
    list_route = "personnel:supervisor-list"
    success_message = _("Saved.")

    def get_success_url(self):
        return reverse(self.list_route)


class SupervisorEditView(EditView):
    """Who a supervisor is."""

    model = Supervisor
    form_class = SupervisorForm
    title = _("Edit the supervisor")
    form_takes_user = True

    def get_success_url(self):
        return reverse("personnel:supervisor-list")


class SupervisionListView(EditableListView):
    """Sessions of supervision in scope."""

    model = SupervisionRecord
    table_class = SupervisionRecordTable
    filterset_class = SupervisionRecordFilterSet
    template_name = "personnel/supervision/list.html"
    title = _("Supervision")
    lead = _("Sessions in which a supervisor worked with a station or with people")
    export_name = "supervision"
    resource_name = "supervision"
    enter_route = "personnel:supervision-create"
    enter_label = _("Record a session")


class SupervisionDetailView(HistoryDetailView):
    """One session with those who took part, as far as the reader may see them."""

    model = SupervisionRecord
    template_name = "personnel/supervision/detail.html"
    context_object_name = "record"

    def get_queryset(self):
        return super().get_queryset().select_related("supervisor", "station__township", "region")

    def get_context_data(self, **kwargs):
        user = self.request.user
        people = SocialWorker.objects.visible_to(user).filter(supervisions__record=self.object)
        return super().get_context_data(
            people=people.order_by("code"),
            can_change=user.has_perm("personnel.change_supervisionrecord", self.object),
            **kwargs,
        )


class SupervisionCreateView(EnterView):
    """Record a session."""

    model = SupervisionRecord
    form_class = SupervisionForm
    title = _("Record a session")
    list_title = _("Supervision")
    list_route = "personnel:supervision-list"
    success_message = _("Saved.")

    def get_initial(self):
        return {"held_on": timezone.localdate()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def run(self, form):
        workers = list(form.cleaned_data["workers"])
        return record_supervision(form.instance, workers=workers, by=self.request.user)


class SupervisionEditView(EditView):
    """Correct a session."""

    model = SupervisionRecord
    form_class = SupervisionForm
    title = _("Edit the session")
    form_takes_user = True

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"today": timezone.localdate()}

    def run(self, form):
        record_supervision(form.instance, workers=list(form.cleaned_data["workers"]), by=self.request.user)
