"""The lists of hours of continuing education."""

import django_tables2 as tables
from django.template.loader import get_template
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.rules.hands import Hands
from accounts.rules.who_can import WhoCan
from core.tables import BadgeColumn, NumberColumn, PortalTable
from personnel.models import EducationCredit

DECIDE = "personnel.accept_educationcredit"
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


class WaitsForColumn(tables.Column):
    """Who can decide on what waits, by name; asked once for the rows of the page."""

    def __init__(self, **kwargs):
        super().__init__(accessor="code", orderable=False, exclude_from_export=True, **kwargs)

    def render(self, record, table):
        if record.status != EducationCredit.Status.PENDING:
            return ""
        hands = table.hands.of(record.entered_by_id, since=record.earned_on)
        waiting = table.deciders.at(record.worker.home_region, without=hands)
        return get_template("accounts/_names.html").render({"waiting": waiting})


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
    waits_for = WaitsForColumn(verbose_name=_("waits for"))
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
            "waits_for",
            "refuse",
        ]

    @cached_property
    def pending(self):
        """The rows of the page that wait."""
        rows = [row.record for row in self.page.object_list]
        return [one for one in rows if one.status == EducationCredit.Status.PENDING]

    @cached_property
    def hands(self):
        """Whose hands are one with those of whoever entered them; one query."""
        days = [one.earned_on for one in self.pending]
        return Hands([one.entered_by_id for one in self.pending], min(days, default=None))

    @cached_property
    def deciders(self):
        """Who decides on them; two queries."""
        return WhoCan(DECIDE, [one.worker.home_region for one in self.pending])

    def render_refuse(self, value):
        return format_html('<a href="{}">{}</a>', value, _("Refuse"))
