"""The lists of supervisors and supervision."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import NumberColumn, PortalTable
from personnel.models import SupervisionRecord, Supervisor


class SupervisorTable(PortalTable):
    """Supervisors."""

    empty_text = _("No supervisor matches. Enter one, or loosen the filter.")
    name = tables.Column(order_by=("pinyin", "code"))
    home_region = tables.Column(order_by=("home_region__path", "code"))
    edit = tables.Column(
        accessor="code",
        verbose_name="",
        orderable=False,
        exclude_from_export=True,
        linkify=("personnel:supervisor-edit", [tables.A("code")]),
    )

    class Meta(PortalTable.Meta):
        model = Supervisor
        fields = ["code", "name", "source", "organisation", "home_region", "ended_on", "edit"]

    def render_edit(self):
        return _("Edit")


class SupervisionRecordTable(PortalTable):
    """Sessions of supervision, the latest first."""

    empty_text = _("No supervision matches. Record a session, or loosen the filter.")
    code = tables.Column(linkify=True)
    held_on = tables.DateColumn()
    supervisor = tables.Column(order_by=("supervisor__code", "code"))
    station = tables.Column(linkify=True, order_by=("station__code", "code"))
    region = tables.Column(order_by=("region__path", "code"))
    hours = NumberColumn()
    content = tables.Column(orderable=False)

    class Meta(PortalTable.Meta):
        model = SupervisionRecord
        fields = ["code", "held_on", "supervisor", "station", "region", "form", "hours", "content"]
