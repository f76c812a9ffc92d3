"""The list of deliverables."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from core.figures import DASH
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


class FilesColumn(tables.Column):
    """The files that show it, the pictures small; the file holds their number."""

    SHOWN = 3

    def __init__(self, **kwargs):
        super().__init__(
            accessor="files_shown", empty_values=(), orderable=False, verbose_name=_("Evidence"), **kwargs
        )

    def render(self, value, record):
        if not value:
            return DASH
        small = (_small(one) for one in value[: self.SHOWN])
        page = reverse("stations:deliverable-evidence", args=[record.station.code, record.code])
        return format_html(
            '{} <a class="num" href="{}">{}</a>', format_html_join(" ", "{}", small), page, len(value)
        )

    def value(self, value):
        return len(value)


def _small(evidence):
    """A picture as a link to the file; of other files the title."""
    if not evidence.thumbnail:
        return [format_html('<a href="{}" download>{}</a>', evidence.get_absolute_url(), evidence.title)]
    picture = reverse("stations:evidence-thumbnail", args=[evidence.code])
    link = '<a href="{}" download><img class="file-mark" src="{}" alt="{}" loading="lazy"></a>'
    return [format_html(link, evidence.get_absolute_url(), picture, evidence.title)]


class DeliverableTable(PortalTable):
    """Deliverables and whose turn it is."""

    chosen = ChoiceColumn(verbose_name="")
    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True)
    station = tables.Column(linkify=True, order_by=("station__code", "code"))
    component = tables.Column(order_by=("component__order", "code"))
    status = BadgeColumn(tones=DELIVERABLE_TONES)
    files = FilesColumn()
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
            "files",
            "planned_on",
            "reported_on",
            "accepted_on",
            "ended_on",
        ]
