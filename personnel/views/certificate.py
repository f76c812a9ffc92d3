"""Certificates: list and verbs."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.asking import day_in
from core.history import keep
from core.verbs import EditView, VerbView
from personnel import actions
from personnel.filters.certificate import CertificateFilterSet
from personnel.forms.certificate import CertificateForm, RegisterForm
from personnel.models import Certificate
from personnel.tables.certificate import CertificateTable
from personnel.views.notices import warn_of_unusual_numbers
from personnel.views.social_worker import PeopleListView, WorkerVerbView, hides_numbers


class CertificateListView(PeopleListView):
    """Certificates in scope with their clocks, as of today or of the day that is asked for."""

    model = Certificate
    table_class = CertificateTable
    filterset_class = CertificateFilterSet
    title = _("Certificates")
    lead = _("Registrations and what runs out")
    export_name = "certificates"
    resource_name = "certificates"
    export_route = "personnel:certificate-export"

    def get_queryset(self):
        day = self._day
        return super().get_queryset().with_clock(day).select_related("worker").prefetch_related(None)

    @property
    def _day(self):
        """The day asked for, before the filters are read; today where it cannot be read."""
        return day_in(self.request.GET.get("on", "")) or timezone.localdate()

    def get_table_kwargs(self):
        return {"on": self._day}


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


class RegisterView(CertificateVerbView):
    """Register a certificate, or renew its registration."""

    form_class = RegisterForm
    template_name = "personnel/certificate/register.html"
    title = _("Register or renew")

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
