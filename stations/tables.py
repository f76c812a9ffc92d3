"""Lists of stations and agencies."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.figures import DASH
from core.tables import BadgeColumn, NumberColumn, PortalTable
from stations.models import Agency, Deliverable, Stage, Station

STAGE_TONES = {
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
AGENCY_TONES = {"preparing": "azure", "active": "green", "deregistered": "secondary"}


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


class AgencyTable(PortalTable):
    """Agencies; the home of one that only works here stays with its home region."""

    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True)
    uscc = tables.Column(verbose_name=_("Credit code"), default=DASH)
    home_region = tables.Column(orderable=False)
    registration_level = tables.Column()
    founder_type = tables.Column()
    registered_on = tables.DateColumn(default=DASH)
    status = BadgeColumn(tones=AGENCY_TONES)

    class Meta(PortalTable.Meta):
        model = Agency
        fields = [
            "code",
            "name",
            "uscc",
            "home_region",
            "registration_level",
            "founder_type",
            "registered_on",
            "status",
        ]

    def render_home_region(self, record):
        return record.home_region.name if record.is_home_for(self.request.user) else DASH


DELIVERABLE_TONES = {
    Deliverable.Status.PLANNED: "secondary",
    Deliverable.Status.IN_PROGRESS: "blue",
    Deliverable.Status.REPORTED: "yellow",
    Deliverable.Status.ACCEPTED: "green",
    Deliverable.Status.RETURNED: "red",
}


class ChoiceColumn(tables.Column):
    """A box to choose what is reported; nothing else can be accepted."""

    def __init__(self, **kwargs):
        super().__init__(accessor="code", orderable=False, exclude_from_export=True, **kwargs)

    def render(self, value, record):
        if record.status != Deliverable.Status.REPORTED:
            return ""
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
        ]
