"""Lists whose rows can be taken away for editing and brought back."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django_tables2 import Table

from accounts.models import User
from core.exports import XLSX_TYPE, csv_response
from core.scope import rows_of
from core.views import CHUNK_SIZE, ScopedListView
from exchange.importing.workbooks import for_editing
from exchange.resources.registry import RESOURCES
from exchange.resources.resource import Resource

FOR_EDITING = {"edit-xlsx", "edit-csv"}


class EditableListView(ScopedListView):
    """A list that also exports the columns of its import: filtered and sorted as the page shows it.

    Only what one may change is in the file; ``resource_name`` names the import.
    """

    resource_name = ""

    @property
    def resource(self) -> Resource:
        return RESOURCES[self.resource_name]

    @property
    def can_edit(self) -> bool:
        """Whether there is anything of this noun that the reader may change."""
        return self.request.user.has_perm(self.resource.permission("change"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(resource=self.resource, can_edit=self.can_edit, **kwargs)

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        export = self.request.GET.get("export", "")
        if export not in FOR_EDITING or self.is_unreadable:
            return super().render_to_response(context, **response_kwargs)
        if not self.can_edit:
            raise PermissionDenied
        return editing_file(export, self.resource, self.request.user, context["table"])


def editing_file(
    kind: str, resource: Resource, user: User, table: Table, *, watermark: str = ""
) -> HttpResponseBase:
    """The records of ``table`` that ``user`` may change, in the columns of their import."""
    records = _records(resource, user, table)
    name = f"{resource.name}-for-editing"
    if kind == "edit-csv":
        return csv_response(name, _lines(resource, records), watermark=watermark)
    content = for_editing(resource, user, records, watermark=watermark)
    response = HttpResponse(content, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _records(resource: Resource, user: User, table: Table) -> Iterator[Any]:
    rows: QuerySet[Any] = table.data.data.prefetch_related(None).select_related(*resource.select_related)
    rows = rows.prefetch_related(*resource.sets)
    changeable = rows_of(resource.model).permitted(user, "change").values("pk")
    return rows.filter(pk__in=changeable).iterator(chunk_size=CHUNK_SIZE)


def _lines(resource: Resource, records: Iterable[Any]) -> Iterator[list[object]]:
    yield [column.header for column in resource.columns]
    for record in records:
        yield [column.shown(record) for column in resource.columns]
