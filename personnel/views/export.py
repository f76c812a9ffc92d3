"""Lists of people as files: asked for by POST, noted in the access log, marked with who and when."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from core.requests import PageRequest
from core.views import EXPORTS, ScopedMixin
from exchange.views.lists import FOR_EDITING, editing_file
from personnel import actions
from personnel.forms.data_access import ExportForm
from personnel.models import Certificate, SocialWorker
from personnel.tables.data_access import WorkerFileTable
from personnel.views.addresses import client_address
from personnel.views.certificate import CertificateListView
from personnel.views.social_worker import WorkerListView

FILES = [("xlsx", gettext_lazy("Excel")), ("csv", "CSV")]
EDITING = [("edit-xlsx", gettext_lazy("Excel for editing")), ("edit-csv", gettext_lazy("CSV for editing"))]


def watermark(user, when) -> str:
    """Who took a file away, and when."""
    return _("Exported by %(who)s (%(account)s) on %(when)s") % {
        "who": user.get_full_name() or user.username,
        "account": user.username,
        "when": timezone.localtime(when).strftime("%Y-%m-%d %H:%M"),
    }


class PeopleExportView(ScopedMixin, FormView):
    """Take a list away as the address filters and sorts it; a subclass names the ``list_view``."""

    request: PageRequest
    template_name = "personnel/social_worker/export.html"
    form_class = ExportForm
    list_view: type
    list_route = ""

    @cached_property
    def listing(self):
        """The list's own page, read as the address asks for it."""
        view = self.list_view()
        view.setup(self.request)
        view.filterset = view.get_filterset(view.get_filterset_class())
        # Without a filter there is nothing to read; an unreadable one gives no rows, never all of them.
        is_read = not view.filterset.is_bound or view.filterset.is_valid()
        view.object_list = view.filterset.qs if is_read else view.filterset.queryset.none()
        return view

    @property
    def can_clear(self) -> bool:
        """Whether there are numbers that the reader may have in clear."""
        return False

    @property
    def persons(self) -> int:
        return self.listing.object_list.order_by().count()

    def get_form_kwargs(self):
        files = FILES + (EDITING if self.listing.can_edit else [])
        return super().get_form_kwargs() | {"files": files, "can_clear": self.can_clear}

    def form_valid(self, form):
        now = timezone.now()
        self.note(form, now)
        response = self.file(form, watermark(self.request.user, now))
        response["Cache-Control"] = "no-store"
        return response

    def note(self, form, now):
        actions.note_export(
            by=self.request.user,
            persons=self.persons,
            region=actions.region_of(self.request.user),
            reason=form.cleaned_data["reason"],
            at=now,
            address=client_address(self.request),
        )

    def file(self, form, watermark):
        kind, listing = form.cleaned_data["file"], self.listing
        if kind in FOR_EDITING:
            table = listing.get_table(**listing.get_table_kwargs())
            return editing_file(kind, listing.resource, self.request.user, table, watermark=watermark)
        table = self.table(form)
        return EXPORTS[kind](listing.export_name, table.as_values(), watermark=watermark)

    def table(self, form):
        return self.listing.get_table(**self.listing.get_table_kwargs())

    def get_context_data(self, **kwargs):
        back = f"{reverse(self.list_route)}?{self.request.GET.urlencode()}"
        return super().get_context_data(
            title=self.listing.title, persons=self.persons, back=back, can_clear=self.can_clear, **kwargs
        )


class WorkerExportView(PeopleExportView):
    """The list of social workers as a file; with numbers in clear only where one may reveal them."""

    model = SocialWorker
    list_view = WorkerListView
    list_route = "personnel:worker-list"

    @property
    def can_clear(self):
        return self.request.user.has_perm("personnel.reveal_socialworker")

    def note(self, form, now):
        super().note(form, now)
        if form.is_clear:
            actions.note_clear_export(
                self._kept,
                reason=form.cleaned_data["reason"],
                by=self.request.user,
                at=now,
                address=client_address(self.request),
            )

    @property
    def _kept(self):
        """The people of the list whose numbers the reader may have in clear."""
        may = SocialWorker.objects.permitted(self.request.user, "reveal").values("pk")
        return self.listing.object_list.filter(pk__in=may).prefetch_related(None)

    def table(self, form):
        self.listing.table_class = WorkerFileTable
        kwargs = self.listing.get_table_kwargs()
        return self.listing.get_table(**kwargs, reader=self.request.user, is_clear=form.is_clear)


class CertificateExportView(PeopleExportView):
    """The list of certificates as a file, numbers masked."""

    model = Certificate
    list_view = CertificateListView
    list_route = "personnel:certificate-list"
