"""The list of certificates and what runs out."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.figures import DASH
from core.tables import PortalTable
from core.texts import Text
from personnel.models import Certificate
from personnel.rules import disclosure
from personnel.tables.social_worker import status_badge


class CertificateTable(PortalTable):
    """Certificates with their clocks on the day ``on``; numbers are masked, the unusual ones marked."""

    empty_text: Text = _("No certificate matches. Loosen the filter, or clear it to see everything.")
    code = tables.Column(accessor="worker__code", verbose_name=_("Code"))
    worker = tables.Column(linkify=True, order_by=("worker__pinyin", "worker__code"))
    number = tables.Column(verbose_name=_("Certificate number"), accessor="number_masked", orderable=False)
    status = tables.Column(verbose_name=_("Registration"), empty_values=(), orderable=False)
    window = tables.Column(verbose_name=_("Renewal opens on"), empty_values=(), orderable=False)
    due = tables.Column(
        verbose_name=_("Due on"), empty_values=(), order_by=("registered_to", "issued_on", "pk")
    )

    class Meta(PortalTable.Meta):
        model = Certificate
        fields = ["code", "worker", "level", "number", "issued_on", "status", "window", "due"]
        exclude = disclosure.left_out_of_lists(
            {
                "code": "code",
                "worker": "name",
                "number": "certificate_number",
                "level": "level",
                "status": "registration_status",
            }
        )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def render_number(self, record):
        if record.has_usual_number:
            return record.number_masked
        sign = _("not the usual 18 signs; compare it with the print")
        return format_html('{} <span class="badge bg-yellow-lt">{}</span>', record.number_masked, sign)

    def value_number(self, record):
        return record.number_masked

    def render_status(self, record):
        return status_badge(record.clock_read(self.on).status)

    def value_status(self, record):
        return record.clock_read(self.on).status.label

    def render_window(self, record):
        return self.value_window(record) or DASH

    def value_window(self, record):
        return record.clock_read(self.on).window_opens_on or ""

    def render_due(self, record):
        return record.clock_read(self.on).due_on.isoformat()

    def value_due(self, record):
        return record.clock_read(self.on).due_on
