"""The lists of hours of continuing education."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, NumberColumn, PortalTable
from personnel.models import EducationCredit

CREDIT_TONES = {"pending": "yellow", "approved": "green", "refused": "red"}


class DecideColumn(tables.Column):
    """A box to choose what waits for approval and was entered by somebody else."""

    def __init__(self, **kwargs):
        super().__init__(accessor="code", orderable=False, exclude_from_export=True, **kwargs)

    def render(self, value, record):
        if record.status != EducationCredit.Status.PENDING or record.is_own:
            return ""
        return format_html(
            '<input class="form-check-input" type="checkbox" name="codes" value="{}" aria-label="{}">',
            value,
            record,
        )


class EducationCreditTable(PortalTable):
    """Education credits and how each stands."""

    empty_text = _(
        "No credit matches. Credits come from closed courses, or are entered on the person's page."
    )
    chosen = DecideColumn(verbose_name="")
    worker = tables.Column(linkify=True, order_by=("worker__code", "code"))
    earned_on = tables.DateColumn()
    hours = NumberColumn()
    source = tables.Column()
    proof = tables.Column(orderable=False)
    status = BadgeColumn(tones=CREDIT_TONES)
    entered_by = tables.Column(orderable=False)
    decided_by = tables.Column(orderable=False)
    refuse = tables.Column(
        accessor="decision_url", verbose_name="", orderable=False, exclude_from_export=True, default=""
    )

    class Meta(PortalTable.Meta):
        model = EducationCredit
        fields = [
            "chosen",
            "code",
            "worker",
            "earned_on",
            "hours",
            "source",
            "proof",
            "status",
            "entered_by",
            "decided_by",
            "refuse",
        ]

    def render_refuse(self, value):
        return format_html('<a href="{}">{}</a>', value, _("Refuse"))
