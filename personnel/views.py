"""Pages about people."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.views import ScopedDetailView
from exchange.lists import EditableListView
from personnel.filters import SocialWorkerFilter
from personnel.learning import Learning
from personnel.models import Posting, SocialWorker
from personnel.tables import SocialWorkerTable, status_badge


class WorkerListView(EditableListView):
    """Social workers in scope, as things stand today."""

    model = SocialWorker
    table_class = SocialWorkerTable
    filterset_class = SocialWorkerFilter
    title = _("Social workers")
    export_name = "social-workers"
    resource_name = "workers"

    def get_queryset(self):
        today = timezone.localdate()
        rows = super().get_queryset().with_level(today).with_registration(today)
        return rows.seen_by(self.request.user, today)

    def get_table_kwargs(self):
        return {"on": timezone.localdate()}


class WorkerDetailView(ScopedDetailView):
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
    def is_home(self):
        """Whether the reader looks after the person's home region."""
        return self.object.is_home_for(self.request.user)

    @cached_property
    def changes(self):
        return super().changes if self.is_home else []

    def get_context_data(self, **kwargs):
        postings = Posting.objects.visible_to(self.request.user).filter(worker=self.object)
        return super().get_context_data(
            is_home=self.is_home,
            certificates=self._certificates(timezone.localdate()),
            postings=postings.for_listing(),
            learning=Learning(self.object, timezone.localdate()) if self.is_home else None,
            may_enter_credit=self.request.user.has_perm("personnel.add_educationcredit"),
            **kwargs,
        )

    def _certificates(self, today):
        """The certificates, highest first, each with its clock and the clock's badge."""
        certificates = self.object.certificates.order_by("-level").prefetch_related("registrations")
        clocks = [(certificate, certificate.clock_on(today)) for certificate in certificates]
        return [(certificate, clock, status_badge(clock.status)) for certificate, clock in clocks if clock]
