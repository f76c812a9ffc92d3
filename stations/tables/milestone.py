"""The list of stages that were reached."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, PortalTable
from stations.models import Milestone
from stations.tables.station import STAGE_TONES

STANDING_TONES = {"counts": "green", "reported": "yellow", "without_proof": "red"}


class MilestoneTable(PortalTable):
    """Stages, by whom and when they were reported, and whether they count."""

    station = tables.Column(linkify=True, order_by=("station__code", "stage"))
    stage = BadgeColumn(tones=STAGE_TONES)
    standing = BadgeColumn(
        tones=STANDING_TONES, accessor="standing_now", verbose_name=_("Standing"), orderable=False
    )
    achieved_on = tables.DateColumn()
    reported_on = tables.DateColumn()
    reported_by = tables.Column(orderable=False)
    entered_late = tables.BooleanColumn(yesno="✔,")
    reason = tables.Column(orderable=False)
    confirmed_on = tables.DateColumn()
    confirmed_by = tables.Column(orderable=False)
    counts_from = tables.DateColumn()
    is_correction = tables.BooleanColumn(yesno="✔,")

    class Meta(PortalTable.Meta):
        model = Milestone
        fields = [
            "station",
            "stage",
            "standing",
            "achieved_on",
            "reported_on",
            "reported_by",
            "entered_late",
            "reason",
            "confirmed_on",
            "confirmed_by",
            "counts_from",
            "is_correction",
        ]

    def render_standing(self, record):
        tone, words = STANDING_TONES[record.standing], record.get_standing_display()
        if record.standing == Milestone.Standing.COUNTS:
            return format_html('<span class="badge bg-{}-lt">{}</span>', tone, words)
        page = reverse("stations:milestone-confirm", args=[record.station.code, record.stage])
        return format_html('<a class="badge bg-{}-lt" href="{}">{}</a>', tone, page, words)

    def value_standing(self, record):
        return record.get_standing_display()
