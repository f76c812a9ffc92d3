"""Lists whose rows can be taken away for editing and brought back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from core.exports import XLSX_TYPE, csv_response
from core.views import CHUNK_SIZE, ScopedListView
from exchange.importing.workbooks import for_editing
from exchange.resources.registry import RESOURCES

FOR_EDITING = {"edit-xlsx", "edit-csv"}


class EditableListView(ScopedListView):
    """A list that also exports the columns of its import: filtered and sorted as the page shows it.

    Only what one may change is in the file; ``resource_name`` names the import.
    """

    resource_name = ""

    @property
    def resource(self):
        return RESOURCES[self.resource_name]

    @property
    def can_edit(self) -> bool:
        """Whether there is anything of this noun that the reader may change."""
        return self.request.user.has_perm(self.resource.permission("change"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(resource=self.resource, can_edit=self.can_edit, **kwargs)

    def render_to_response(self, context, **response_kwargs):
        export = self.request.GET.get("export", "")
        if export not in FOR_EDITING:
            return super().render_to_response(context, **response_kwargs)
        if not self.can_edit:
            raise PermissionDenied
        return editing_file(export, self.resource, self.request.user, context["table"])


def editing_file(kind, resource, user, table, *, watermark=""):
    """The records of ``table`` that ``user`` may change, in the columns of their import."""
    records = _records(resource, user, table)
    name = f"{resource.name}-for-editing"
    if kind == "edit-csv":
        return csv_response(name, _lines(resource, records), watermark=watermark)
    content = for_editing(resource, user, records, watermark=watermark)
    response = HttpResponse(content, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _records(resource, user, table):
    rows = table.data.data.prefetch_related(None).select_related(*resource.select_related)
    rows = rows.prefetch_related(*resource.sets)
    changeable = resource.model.objects.permitted(user, "change").values("pk")
    return rows.filter(pk__in=changeable).iterator(chunk_size=CHUNK_SIZE)


def _lines(resource, records):
    yield [column.header for column in resource.columns]
    for record in records:
        yield [column.shown(record) for column in resource.columns]
