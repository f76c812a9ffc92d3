"""What the pages of all floors have in common: scope, permission, lists and their files."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.generic import DetailView
from django.views.i18n import set_language as django_set_language
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin
from django_tasks_db.models import DBTaskResult

from core.exports import csv_response, xlsx_response
from core.filters import ScopedFilterSet
from core.problems import is_api, permission_denied
from core.requests import PageRequest
from core.scope import permission_of, rows_of
from core.tables import ROWS_PER_PAGE
from core.texts import Text

EXPORTS = {"csv": csv_response, "xlsx": xlsx_response}
CHUNK_SIZE = 1000
WORKER_IS_LATE_AFTER = timedelta(minutes=2)
LONGEST_JOB = timedelta(hours=1)
# A handful of the largest files that are taken.
ROOM_FOR_FILES = 100 * 1024 * 1024


class ScopedMixin(PermissionRequiredMixin):
    """A page about one noun: without its ``view`` permission 403, out of scope 404."""

    request: PageRequest
    model: type[Model]

    def get_permission_required(self) -> list[str]:
        return [permission_of(self.model, "view")]

    def get_queryset(self) -> Any:
        """The rows in scope, as the noun's own queryset."""
        return rows_of(self.model).visible_to(self.request.user)


class ChunkedRows:
    """The rows of a list for its file: one of a nation's records never stands in memory as a whole.

    A table takes its headings from ``model``, as it does with the queryset itself.
    """

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows
        self.model = rows.model

    def __iter__(self) -> Iterator[Any]:
        return self.rows.iterator(chunk_size=CHUNK_SIZE)


class ScopedListView(ScopedMixin, SingleTableMixin, FilterView):
    """A list: filtered, sorted, paged, and as a file with ``?export=csv`` or ``?export=xlsx``.

    A subclass names ``model``, ``table_class``, ``filterset_class``, ``title`` and, for the file,
    ``export_name``; where records are entered on a page of their own, ``enter_route`` and ``enter_label``.
    """

    request: PageRequest
    model: type[Model]
    filterset_class: type[ScopedFilterSet]
    filterset: ScopedFilterSet
    template_name = "core/list.html"
    table_pagination = {"per_page": ROWS_PER_PAGE}
    title: Text = ""
    lead: Text = ""
    export_name = "export"
    enter_route = ""
    enter_label: Text = ""
    enter_icon = "plus"
    # Columns that lead to a verb: on the page alone, and only for whoever may do it.
    verb_columns: tuple[str, ...] = ()
    # An unreadable filter shows its message and no rows, never all of them.
    strict = True

    def get_queryset(self) -> Any:
        return super().get_queryset().for_listing()

    def get_template_names(self) -> list[str]:
        if self.request.htmx and not self.request.htmx.boosted:
            return ["core/_list_body.html"]
        return [self.template_name]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        response["Vary"] = "HX-Request"
        return response

    # A file is streamed, which the stubs do not foresee.
    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        asked = self.request.GET.get("export", "")
        if asked and self.is_unreadable:
            # Instead of a file of which nobody would know that it holds other rows than were asked for.
            return super().render_to_response(context, status=HTTPStatus.BAD_REQUEST, **response_kwargs)
        export = EXPORTS.get(asked)
        if export:
            table = context["table"]
            table.data.data = ChunkedRows(table.data.data)
            return export(self.export_name, table.as_values())
        return super().render_to_response(context, **response_kwargs)

    @property
    def is_unreadable(self) -> bool:
        """Whether the filter could not be read."""
        return self.filterset.is_bound and not self.filterset.is_valid()

    @property
    def has_verbs(self) -> bool:
        """Whether the reader may do what ``verb_columns`` lead to: change any of the rows. One query."""
        return rows_of(self.model).permitted(self.request.user, "change").exists()

    def get_table_kwargs(self) -> dict[str, Any]:
        if not self.verb_columns:
            return {}
        is_shown = not self.request.GET.get("export") and self.has_verbs
        return {} if is_shown else {"exclude": self.verb_columns}

    @property
    def enter_url(self) -> str:
        """Where a record is entered; empty where there is no such page or the reader may not."""
        can_enter = self.enter_route and self.request.user.has_perm(permission_of(self.model, "add"))
        return reverse(self.enter_route) if can_enter else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title,
            lead=self.lead,
            enter_url=self.enter_url,
            enter_label=self.enter_label,
            enter_icon=self.enter_icon,
            **kwargs,
        )


class ScopedDetailView(ScopedMixin, DetailView):
    """One record, by its business code."""

    request: PageRequest
    slug_field = "code"
    slug_url_kwarg = "code"


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the process answers."""
    return HttpResponse("ok", content_type="text/plain")


def worker_state(now: datetime | None = None) -> str:
    """``late`` where a long job has waited too long for the worker to take it; else ``ok``."""
    now = now or timezone.now()
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WORKER_IS_LATE_AFTER)
    # What is "running" for longer was begun by a worker that died.
    at_work = DBTaskResult.objects.running().filter(started_at__gt=now - LONGEST_JOB)
    return "late" if waiting.exists() and not at_work.exists() else "ok"


def storage_state() -> str:
    """Whether uploaded files can be kept: ``ok``, ``not writable`` or ``full``. Writes nothing."""
    place = Path(settings.MEDIA_ROOT)
    # It is made with the first file; until then what it will lie in counts.
    while not place.exists() and place != place.parent:
        place = place.parent
    if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK)):
        return "not writable"
    return "ok" if shutil.disk_usage(place).free >= ROOM_FOR_FILES else "full"


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers and is migrated, and files find room; 503 with the reason where not.

    A worker that is late is told but is no reason to send nobody here: pages do without it.
    """
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    if pending:
        return JsonResponse({"database": "ok", "migrations": "pending"}, status=503)
    storage = storage_state()
    state = {"database": "ok", "migrations": "ok", "storage": storage, "worker": worker_state()}
    return JsonResponse(state, status=200 if storage == "ok" else 503)


@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language somebody chose; also on the sign-in page."""
    return django_set_language(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent without its token: say how to go on."""
    if is_api(request):
        return permission_denied(request, PermissionDenied(reason))
    return render(request, "403_csrf.html", status=403)
