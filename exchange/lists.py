"""Lists whose rows can be taken away for editing and brought back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from core.exports import XLSX_TYPE, csv_response
from core.views import ROWS_A_READ, ScopedListView
from exchange.registry import RESOURCES
from exchange.workbooks import for_editing

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
        records = self._records(context["table"])
        name = f"{self.resource.name}-for-editing"
        if export == "edit-csv":
            return csv_response(name, self._lines(records))
        response = HttpResponse(
            for_editing(self.resource, self.request.user, records), content_type=XLSX_TYPE
        )
        response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return response

    def _records(self, table):
        rows = table.data.data.prefetch_related(None).select_related(*self.resource.select_related)
        changeable = self.model.objects.permitted(self.request.user, "change").values("pk")
        return rows.filter(pk__in=changeable).iterator(chunk_size=ROWS_A_READ)

    def _lines(self, records):
        yield [column.header for column in self.resource.columns]
        for record in records:
            yield [column.shown(record) for column in self.resource.columns]
