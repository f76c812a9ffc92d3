"""Lists of the labour market."""

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core.figures import DASH
from core.periods import holds_on
from core.tables import BadgeColumn, NumberColumn, PortalTable
from core.texts import Text
from personnel.models import Position
from personnel.tables.social_worker import EMPLOYMENT_TONES


class PositionTable(PortalTable):
    """Posts as they stand on the day ``on``."""

    empty_text: Text = _("No post matches. A station's page of posts opens new ones.")
    code = tables.Column(linkify=True)
    station = tables.Column(linkify=lambda record: record.station.get_absolute_url())
    employment_type = BadgeColumn(tones=EMPLOYMENT_TONES)
    state = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)
    vacant_since = tables.Column(verbose_name=_("Vacant since"), empty_values=(), orderable=False)
    days = NumberColumn(verbose_name=_("Days vacant"), empty_values=(), orderable=False)

    class Meta(PortalTable.Meta):
        model = Position
        fields = [
            "code",
            "station",
            "role",
            "employment_type",
            "requirement",
            "responsible",
            "opened_on",
            "state",
            "vacant_since",
            "days",
        ]

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def _is_vacant(self, record):
        return holds_on(record, self.on) and not record.is_filled

    def render_state(self, record):
        if record.holders:
            people = ((one.worker.get_absolute_url(), one.worker) for one in record.holders)
            return format_html_join(", ", '<a href="{}">{}</a>', people)
        tone = "red" if self._is_vacant(record) else "secondary"
        return format_html('<span class="badge bg-{}-lt">{}</span>', tone, self.value_state(record))

    def value_state(self, record):
        if record.holders:
            return ", ".join(str(one.worker) for one in record.holders)
        if self._is_vacant(record):
            return str(_("vacant"))
        return str(_("closed") if record.closed_on and record.closed_on <= self.on else _("not yet needed"))

    def render_vacant_since(self, record):
        return record.vacant_since.isoformat() if self._is_vacant(record) else DASH

    def value_vacant_since(self, record):
        return record.vacant_since if self._is_vacant(record) else ""

    def render_days(self, record):
        return (self.on - record.vacant_since).days if self._is_vacant(record) else DASH

    def value_days(self, record):
        return (self.on - record.vacant_since).days if self._is_vacant(record) else ""
