"""Pages of imports: the list, a new file, and one import from the check to its undo."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from core.errors import Refused
from core.exports import XLSX_TYPE
from core.requests import PageRequest
from core.scope import Anyone
from core.tables import ROWS_PER_PAGE
from core.verbs import EnterView
from core.views import ScopedDetailView, ScopedListView
from exchange import actions
from exchange.actions import job as jobs
from exchange.filters import ImportBatchFilterSet
from exchange.forms.import_batch import UploadForm
from exchange.importing import reading, workbooks
from exchange.importing.collecting import ErrorKind, error_kinds
from exchange.importing.errors import FileRefusedError
from exchange.models import ImportBatch, ImportRow
from exchange.resources.registry import RESOURCES, open_to
from exchange.resources.resource import Resource
from exchange.tables import ImportBatchTable, ImportRowTable
from exchange.views.details import HistoryDetailView


class ImportBatchListView(ScopedListView):
    """One's own imports and those one may look at; above them what can be imported."""

    model = ImportBatch
    table_class = ImportBatchTable
    filterset_class = ImportBatchFilterSet
    template_name = "exchange/import_batch/list.html"
    title = _("Imports")
    lead = _("Files that came in, and what became of them")
    export_name = "imports"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(resources=open_to(self.request.user), **kwargs)


def resource_for(user: Anyone, name: str) -> Resource:
    """The noun called ``name``, where ``user`` may add or change something of it."""
    if name not in RESOURCES:
        raise Http404
    if not RESOURCES[name].is_open_to(user):
        raise PermissionDenied
    return RESOURCES[name]


class ImportBatchCreateView(EnterView):
    """A new file of one noun: the template, what the columns mean, and the upload."""

    model = ImportBatch
    form_class = UploadForm
    form_takes_user = False
    template_name = "exchange/import_batch/new.html"
    list_title = _("Imports")
    list_route = "exchange:importbatch-list"
    object: ImportBatch | None = None

    @cached_property
    def resource(self) -> Resource:
        return resource_for(self.request.user, self.kwargs["name"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(resource=self.resource, **kwargs)

    def run(self, form: Any) -> ImportBatch:
        file = form.cleaned_data["file"]
        return actions.receive_file(self.resource, name=file.name, content=file.read(), by=self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the file when it is kept: a check that breaks off must not take it away again."""
        response = super().post(request, *args, **kwargs)
        if self.object is not None:
            jobs.start(self.object, "check")
        return response


class ImportBatchDetailView(HistoryDetailView):
    """One import: where it stands, what each row does, and the next step."""

    model = ImportBatch
    template_name = "exchange/import_batch/detail.html"
    context_object_name = "batch"

    def get_queryset(self) -> Any:
        return super().get_queryset().for_listing()

    def get_template_names(self) -> list[str]:
        if self.request.htmx and not self.request.htmx.boosted:
            return ["exchange/import_batch/_progress.html"]
        return [self.template_name]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        response["Vary"] = "HX-Request"
        if self.request.htmx and not self.object.is_at_work:
            response["HX-Refresh"] = "true"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            resource=RESOURCES[self.object.resource],
            is_own=self.object.user_id == self.request.user.pk,
            table=self._table(),
            error_kinds=self._error_kinds(),
            form=UploadForm(),
            **kwargs,
        )

    def _error_kinds(self) -> list[ErrorKind]:
        """What is wrong, by kind; asks nothing where nothing is."""
        if not self.object.refused_count or self.object.is_at_work:
            return []
        refused = self.object.rows.refused().order_by("number").values_list("number", "errors")
        return error_kinds(RESOURCES[self.object.resource], refused)

    def _table(self) -> ImportRowTable:
        """The rows, those with errors first."""
        rows = self.object.rows.errors_first()
        wanted = self.request.GET.get("action", "")
        if wanted in ImportRow.Action.values:
            rows = rows.filter(action=wanted)
        table = ImportRowTable(rows, resource=RESOURCES[self.object.resource])
        RequestConfig(self.request, paginate={"per_page": ROWS_PER_PAGE}).configure(table)
        return table


@require_safe
@permission_required("exchange.add_importbatch", raise_exception=True)
def template(request: PageRequest, name: str) -> HttpResponse:
    """The empty workbook with drop-downs and help."""
    resource = resource_for(request.user, name)
    return workbook(f"{resource.name}-template", workbooks.template(resource, request.user))


@require_safe
@permission_required("exchange.view_importbatch", raise_exception=True)
def marked(request: PageRequest, code: str) -> HttpResponse:
    """The uploaded file with the wrong cells marked and a column that says what to mend.

    A file of numbers that the portal shows masked goes back to who uploaded it and to nobody else.
    """
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), code=code)
    if RESOURCES[batch.resource].has_masked and batch.user_id != request.user.pk:
        raise PermissionDenied
    try:
        sheet = reading.read(actions.content_of(batch))
    except (FileRefusedError, FileNotFoundError) as unreadable:
        raise Http404 from unreadable
    resource = RESOURCES[batch.resource]
    content = workbooks.marked(resource, request.user, sheet, batch.rows.refused())
    return workbook(f"{Path(batch.file_name).stem}-marked", content)


def workbook(name: str, content: bytes) -> HttpResponse:
    """A workbook as a download."""
    response = HttpResponse(content, content_type=XLSX_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@permission_required("exchange.change_importbatch", raise_exception=True)
def check(request: PageRequest, code: str) -> HttpResponse:
    """Check the file again, as the records are now."""
    return _start(request, code, "check")


@require_POST
@permission_required("exchange.change_importbatch", raise_exception=True)
def stop(request: PageRequest, code: str) -> HttpResponse:
    """Stop the work on the file, or clear away what broke off, so that it can be started again."""
    batch = get_object_or_404(ImportBatch.objects.permitted(request.user, "change"), code=code)
    try:
        actions.stop_batch(batch)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(batch)


class ImportBatchVerbView(ScopedDetailView):
    """A verb that writes: GET asks with the counts, POST starts it.

    Where the verb has no place, because of the state of the import or because it is somebody
    else's, GET leads back to the import.
    """

    model = ImportBatch
    template_name = "exchange/import_batch/confirm.html"
    context_object_name = "batch"
    verb = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        batch = self.get_object()
        if batch.user_id != request.user.pk or not actions.can_begin(batch, self.verb):
            return redirect(batch)
        return super().get(request, *args, **kwargs)

    def post(self, request: PageRequest, code: str) -> HttpResponse:
        if not request.user.has_perm("exchange.change_importbatch"):
            raise PermissionDenied
        return _start(request, code, self.verb)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(verb=self.verb, resource=RESOURCES[self.object.resource], **kwargs)


class CommitView(ImportBatchVerbView):
    """Import what was checked."""

    verb = "commit"


class UndoView(ImportBatchVerbView):
    """Take the import back."""

    verb = "undo"


def _start(request: PageRequest, code: str, verb: str) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.permitted(request.user, "change"), code=code)
    try:
        jobs.start(batch, verb)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(batch)
