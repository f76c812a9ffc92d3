"""Pages of verbs on one person: entering, editing, certificates and their registration, leaving."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from core.history import keep
from core.verbs import EditView, VerbView
from personnel import actions
from personnel.models import Certificate, SocialWorker
from personnel.notices import warn_of_unusual_numbers
from personnel.people_forms import CertificateForm, LeaveRegisterForm, RegisterForm, WorkerForm

hides_numbers = method_decorator(sensitive_post_parameters("id_number", "phone", "number"), name="dispatch")


@hides_numbers
class WorkerAddView(PermissionRequiredMixin, FormView):
    """Enter a person in the register of a region one looks after."""

    permission_required = "personnel.add_socialworker"
    template_name = "personnel/worker_add.html"
    form_class = WorkerForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "instance": SocialWorker()}

    def form_valid(self, form):
        return redirect(keep(form.instance, self.request.user))


class WorkerVerbView(VerbView):
    """A verb on a person."""

    model = SocialWorker
    context_object_name = "worker"

    def get_queryset(self):
        return super().get_queryset().select_related("home_region", "agency")

    def get_initial(self):
        return {"on": timezone.localdate()}


@hides_numbers
class WorkerEditView(EditView, WorkerVerbView):
    """Who a person is; a number that is typed replaces the one that is kept."""

    form_class = WorkerForm
    title = _("Edit the person")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def run(self, form):
        keep(form.instance, self.request.user)
        return _("Saved.")


class LeaveRegisterView(WorkerVerbView):
    """Take a person off the register."""

    form_class = LeaveRegisterForm
    template_name = "personnel/leave.html"
    title = _("Leave the register")
    is_harmful = True

    def run(self, form):
        actions.leave_register(self.object, by=self.request.user, **form.cleaned_data)


@hides_numbers
class CertificateAddView(WorkerVerbView):
    """Record a certificate of a person."""

    form_class = CertificateForm
    title = _("Add a certificate")
    button = _("Save")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Certificate(worker=self.object)}

    def run(self, form):
        certificate = keep(form.instance, self.request.user)
        warn_of_unusual_numbers(self.request, [certificate])
        return _("Saved.")


class CertificateVerbView(VerbView):
    """A verb on the certificate of a level that a person holds."""

    model = Certificate
    context_object_name = "certificate"

    def get_object(self, queryset=None):
        rows = self.get_queryset().select_related("worker__home_region").prefetch_related("registrations")
        return get_object_or_404(rows, worker__code=self.kwargs["code"], level=self.kwargs["level"])


@hides_numbers
class CertificateEditView(EditView, CertificateVerbView):
    """Correct a certificate."""

    form_class = CertificateForm
    title = _("Correct the certificate")

    def run(self, form):
        certificate = keep(form.instance, self.request.user)
        if "number" in form.changed_data:
            warn_of_unusual_numbers(self.request, [certificate])
        return _("Saved.")


class RegisterView(CertificateVerbView):
    """Register a certificate, or renew its registration."""

    form_class = RegisterForm
    template_name = "personnel/register.html"
    title = _("Register or renew")

    def get_initial(self):
        return {"on": timezone.localdate()}

    @cached_property
    def clock(self):
        clock = self.object.clock_on(timezone.localdate())
        if clock is None:
            raise Http404
        return clock

    def run(self, form):
        actions.register_certificate(self.object, by=self.request.user, **form.cleaned_data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(clock=self.clock, **kwargs)


def register_url(worker_code: str, level: int) -> str:
    """Where the certificate of this level is registered or renewed."""
    return reverse("personnel:certificate-register", args=[worker_code, level])
