"""The list of stations."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, NumberColumn, PortalTable
from stations.models import Stage, Station

STAGE_TONES: dict[int, str] = {
    stage: tone
    for tone, stages in {
        "secondary": [Stage.PLANNED],
        "azure": [Stage.SITE_CONFIRMED, Stage.FUNDED, Stage.PROCURING, Stage.CONTRACTED],
        "blue": [Stage.FITTED, Stage.STAFFED, Stage.OPENED],
        "green": [Stage.OPERATING],
        "purple": [Stage.DEMONSTRATION],
    }.items()
    for stage in stages
}


STATION_TONES = {"active": "green", "suspended": "yellow", "closed": "red"}


class StationTable(PortalTable):
    """Stations with what there is to know about each at a glance."""

    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True)
    county = tables.Column(
        accessor="township__parent", verbose_name=_("County"), order_by=("township__path", "code")
    )
    township = tables.Column(
        accessor="township", verbose_name=_("Township"), order_by=("township__path", "code")
    )
    stage = BadgeColumn(tones=STAGE_TONES)
    claim = tables.Column(verbose_name=_("Does not count"), orderable=False)
    operator = tables.Column(
        verbose_name=_("Operator"), orderable=False, linkify=lambda value: value.get_absolute_url()
    )
    counted = NumberColumn(verbose_name=_("Model completion"))
    area_m2 = NumberColumn()
    status = BadgeColumn(tones=STATION_TONES)

    class Meta(PortalTable.Meta):
        model = Station
        fields = [
            "code",
            "name",
            "county",
            "township",
            "stage",
            "claim",
            "operator",
            "counted",
            "area_m2",
            "status",
        ]

    def render_counted(self, record):
        return f"{record.counted}/{record.required}"

    def value_counted(self, record):
        # A file gets the number: spreadsheets read 8/13 as a date.
        return record.counted
