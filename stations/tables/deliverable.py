"""The list of deliverables."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.tables import BadgeColumn, PortalTable
from stations.models import Deliverable

DELIVERABLE_TONES = {
    Deliverable.Status.PLANNED: "secondary",
    Deliverable.Status.IN_PROGRESS: "blue",
    Deliverable.Status.REPORTED: "yellow",
    Deliverable.Status.ACCEPTED: "green",
    Deliverable.Status.RETURNED: "red",
}


class ChoiceColumn(tables.Column):
    """A box to choose what somebody else reported; nothing else can be accepted."""

    def __init__(self, **kwargs):
        super().__init__(accessor="code", orderable=False, exclude_from_export=True, **kwargs)

    def render(self, value, record, table):
        reader = getattr(getattr(table, "request", None), "user", None)
        if record.status != Deliverable.Status.REPORTED or record.ended_on:
            return ""
        if reader is not None and record.reported_by_id == reader.pk:
            return format_html('<span title="{}">—</span>', _("You reported it; somebody else accepts it."))
        return format_html(
            '<input class="form-check-input" type="checkbox" name="codes" value="{}" aria-label="{}">',
            value,
            record.name,
        )


class DeliverableTable(PortalTable):
    """Deliverables and whose turn it is."""

    chosen = ChoiceColumn(verbose_name="")
    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True)
    station = tables.Column(linkify=True, order_by=("station__code", "code"))
    component = tables.Column(order_by=("component__order", "code"))
    status = BadgeColumn(tones=DELIVERABLE_TONES)
    planned_on = tables.DateColumn()
    reported_on = tables.DateColumn()
    accepted_on = tables.DateColumn()
    ended_on = tables.DateColumn()

    class Meta(PortalTable.Meta):
        model = Deliverable
        fields = [
            "chosen",
            "code",
            "name",
            "station",
            "component",
            "status",
            "planned_on",
            "reported_on",
            "accepted_on",
            "ended_on",
        ]
