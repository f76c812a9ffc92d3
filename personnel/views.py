"""Pages about people."""

from datetime import date

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.scope import paths_for
from exchange.views.details import ToldDetailView
from exchange.views.lists import EditableListView
from personnel.certificate_table import CertificateTable
from personnel.disclosure import NUMBERS, audience_of, is_shown, may_reveal, shown_fields
from personnel.filters import CertificateFilter, SocialWorkerFilter
from personnel.learning import Learning
from personnel.models import Certificate, Posting, SocialWorker
from personnel.tables import SocialWorkerTable, status_badge


class PeopleListView(EditableListView):
    """A list of people; files of it are taken away on the page ``export_route``, which notes it."""

    export_route = ""

    def get(self, request, *args, **kwargs):
        if request.GET.get("export"):
            query = request.GET.copy()
            query.pop("export")
            return HttpResponseRedirect(f"{reverse(self.export_route)}?{query.urlencode()}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            export_url=reverse(self.export_route),
            can_add=self.request.user.has_perm("personnel.add_socialworker"),
            **kwargs,
        )


class WorkerListView(PeopleListView):
    """Social workers in scope, as things stand today."""

    model = SocialWorker
    table_class = SocialWorkerTable
    filterset_class = SocialWorkerFilter
    title = _("Social workers")
    template_name = "personnel/worker_list.html"
    export_name = "social-workers"
    resource_name = "workers"
    export_route = "personnel:worker-export"

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().with_level(today).with_registration(today)
        return rows.seen_by(self.request.user, today)

    def get_table_kwargs(self):
        return {"on": timezone.localdate()}


class CertificateListView(PeopleListView):
    """Certificates in scope with their clocks, as of today or of the day that is asked for."""

    model = Certificate
    table_class = CertificateTable
    filterset_class = CertificateFilter
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
        try:
            return date.fromisoformat(self.request.GET.get("on", ""))
        except ValueError:
            return timezone.localdate()

    def get_table_kwargs(self):
        return {"on": self._day}


class WorkerDetailView(ToldDetailView):
    """One person: certificates with their clocks, and the postings that the reader may see.

    What the home region alone may see, the changes among it, is left out for everybody else.
    """

    model = SocialWorker
    template_name = "personnel/worker_detail.html"
    context_object_name = "worker"

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().for_listing().with_level(today)
        return rows.seen_by(self.request.user, today)

    @cached_property
    def audience(self):
        """As whom the reader looks at this person."""
        return audience_of(self.request.user, self.object)

    @cached_property
    def told(self):
        return super().told if is_shown("changes", self.audience) else None

    def _may(self, permission, place) -> bool:
        return any(place.path.startswith(path) for path in paths_for(self.request.user, permission))

    def get_context_data(self, **kwargs):
        home = self.object.home_region
        is_home = is_shown("home_region", self.audience)
        return super().get_context_data(
            is_home=is_home,
            shown=shown_fields(self.audience),
            can_edit=self._may("personnel.change_socialworker", home),
            can_certify=self._may("personnel.change_certificate", home),
            can_reveal=any(may_reveal(one, self.audience) for one in NUMBERS),
            can_post=self.request.user.has_perm("personnel.add_posting"),
            certificates=self._certificates(timezone.localdate()),
            postings=self._postings(),
            learning=Learning(self.object, timezone.localdate()) if is_home else None,
            may_enter_credit=self.request.user.has_perm("personnel.add_educationcredit"),
            **kwargs,
        )

    def _postings(self):
        """The postings in scope, each with whether the reader may end it or move the person."""
        rows = Posting.objects.visible_to(self.request.user).filter(worker=self.object)
        rows = rows.for_listing()
        may = "personnel.change_posting"
        return [(one, one.is_open and self._may(may, one.station.township)) for one in rows]

    def _certificates(self, today):
        """The certificates, highest first, each with its clock and the clock's badge."""
        certificates = self.object.certificates.order_by("-level").prefetch_related("registrations")
        clocks = [(certificate, certificate.clock_on(today)) for certificate in certificates]
        return [(certificate, clock, status_badge(clock.status)) for certificate, clock in clocks if clock]
