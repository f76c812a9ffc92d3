"""Lists of imports and of their rows."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.figures import DASH
from core.tables import BadgeColumn, NumberColumn, PortalTable
from exchange.models import ImportBatch, ImportRow
from exchange.resources.registry import RESOURCES
from exchange.resources.resource import Resource

STATUS_TONES = {
    "checking": "azure",
    "checked": "blue",
    "refused": "red",
    "running": "azure",
    "committed": "green",
    "undoing": "azure",
    "undone": "secondary",
    "failed": "red",
}
ROW_TONES = {"new": "green", "changed": "blue", "refused": "red"}


class ImportBatchTable(PortalTable):
    """Imports, the latest first."""

    empty_text = _("No import yet. Choose what to import above.")

    file_name = tables.Column(linkify=True)
    resource = tables.Column(orderable=False)
    user = tables.Column(orderable=False)
    status = BadgeColumn(tones=STATUS_TONES)
    new_count = NumberColumn()
    changed_count = NumberColumn()
    refused_count = NumberColumn()
    created_at = tables.DateTimeColumn()

    class Meta(PortalTable.Meta):
        model = ImportBatch
        fields = [
            "file_name",
            "resource",
            "user",
            "status",
            "new_count",
            "changed_count",
            "refused_count",
            "created_at",
        ]

    def render_resource(self, value: str) -> str:
        return str(RESOURCES.get(value, value))

    value_resource = render_resource


class ImportRowTable(PortalTable):
    """The rows of a file that do something or are refused."""

    empty_text = _("No such row.")

    number = NumberColumn()
    label = tables.Column(default=DASH)
    action = BadgeColumn(tones=ROW_TONES)
    outcome = tables.Column(
        verbose_name=_("Differences and errors"),
        empty_values=(),
        orderable=False,
        attrs={"td": {"class": "wrap"}},
    )

    class Meta(PortalTable.Meta):
        model = ImportRow
        fields = ["number", "label", "action", "outcome"]

    def __init__(self, *args: Any, resource: Resource, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers = {column.name: column.header for column in resource.columns}

    def render_outcome(self, record: ImportRow) -> SafeString:
        if record.errors:
            sentences = (
                (f"{self.headers[name]}: " if name in self.headers else "", message)
                for name, message in record.errors
            )
            return format_html_join("", "<div>{}{}</div>", sentences)
        lines = (self._difference(record, *difference) for difference in record.differences)
        return format_html_join("", "{}", ((line,) for line in lines))

    def _difference(self, record: ImportRow, name: str, before: str, after: str) -> SafeString:
        header = self.headers.get(name, name)
        if record.action == ImportRow.Action.NEW:
            return format_html("<div>{}: <ins>{}</ins></div>", header, after)
        return format_html(
            "<div>{}: <del>{}</del> → <ins>{}</ins></div>", header, before or DASH, after or DASH
        )
