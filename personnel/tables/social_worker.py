"""Lists of people."""

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core.figures import DASH
from core.tables import BadgeColumn, PortalTable
from personnel.models import SocialWorker
from personnel.rules import disclosure
from personnel.rules.certificate_clock import Status

STATUS_TONES = {
    Status.NOT_REGISTERED: "blue",
    Status.FIRST_OVERDUE: "red",
    Status.VALID: "green",
    Status.RENEWAL_WINDOW: "yellow",
    Status.EXPIRED: "red",
}
EMPLOYMENT_TONES = {
    SocialWorker.EmploymentType.FULL_TIME: "green",
    SocialWorker.EmploymentType.PART_TIME: "yellow",
    SocialWorker.EmploymentType.VOLUNTEER: "azure",
}


def status_badge(status) -> str:
    """A registration status as a badge; the template of the person's page uses it too."""
    return format_html('<span class="badge bg-{}-lt">{}</span>', STATUS_TONES[status], status.label)


class SocialWorkerTable(PortalTable):
    """People in scope, as things stand on the day ``on``; nothing of their numbers."""

    code = tables.Column()
    name = tables.Column(linkify=True, order_by=("pinyin", "code"))
    level = tables.Column(verbose_name=_("Highest level"), order_by=("level", "code"))
    employer_type = tables.Column(order_by=("employer_type", "code"))
    employment_type = BadgeColumn(tones=EMPLOYMENT_TONES, order_by=("employment_type", "code"))
    agency = tables.Column(
        verbose_name=_("Agency"), accessor="agency_in_scope", linkify=True, orderable=False
    )
    station = tables.Column(
        verbose_name=_("Station now"), accessor="postings_in_scope", orderable=False, empty_values=()
    )
    status = tables.Column(verbose_name=_("Registration today"), orderable=False, empty_values=())

    class Meta(PortalTable.Meta):
        model = SocialWorker
        fields = [
            "code",
            "name",
            "level",
            "employer_type",
            "employment_type",
            "agency",
            "station",
            "status",
        ]
        exclude = disclosure.left_out_of_lists(
            {name: name for name in fields if name not in ("station", "status")}
            | {"station": "stations", "status": "registration_status"}
        )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def render_level(self, record):
        return record.level_label or DASH

    def render_station(self, record):
        links = [(one.station.get_absolute_url(), one.station) for one in record.postings_in_scope]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or self._elsewhere(record) or DASH

    def value_station(self, record):
        return ", ".join(str(one.station) for one in record.postings_in_scope) or self._elsewhere(record)

    def render_status(self, record):
        clock = record.clock_on(self.on)
        return status_badge(clock.status) if clock else DASH

    def value_status(self, record):
        clock = record.clock_on(self.on)
        return clock.status.label if clock else ""

    def _elsewhere(self, record):
        return _("outside your region") if record.is_posted else ""
