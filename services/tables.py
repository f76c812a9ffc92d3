"""Lists of needs, plans and service records."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, NumberColumn, PortalTable
from services.models import Need, ServiceCase, ServiceGroup, ServicePlan, ServiceRecord
from services.rules.small_groups import discloses_groups

NEED_TONES = {
    Need.Status.NEW: "yellow",
    Need.Status.ASSESSED: "azure",
    Need.Status.PLANNED: "blue",
    Need.Status.REFERRED: "purple",
    Need.Status.IN_SERVICE: "cyan",
    Need.Status.RESOLVED: "green",
    Need.Status.REJECTED: "secondary",
}
URGENCY_TONES = {Need.Urgency.URGENT: "red", Need.Urgency.SOON: "orange", Need.Urgency.NORMAL: "secondary"}
PLAN_TONES = {
    ServicePlan.Status.DRAFT: "secondary",
    ServicePlan.Status.SUBMITTED: "yellow",
    ServicePlan.Status.APPROVED: "green",
}
FEW = _("not told (fewer than five persons)")
NATURE_TONES = {"professional": "blue", "administrative": "secondary", "volunteer": "orange"}


class GroupsColumn(tables.Column):
    """The target groups of a row, as read with it."""

    def __init__(self, **kwargs):
        super().__init__(verbose_name=_("Target groups"), orderable=False, **kwargs)

    def render(self, record, table):
        return "、".join(group.name for group in record.groups.all())


class DisclosedGroupsColumn(GroupsColumn):
    """The target groups of a service record, where the reader may be told them."""

    def render(self, record, table):
        if not discloses_groups(table.request.user, record):
            return FEW
        return super().render(record, table)


class NeedTable(PortalTable):
    """Needs, the latest first."""

    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True, attrs={"td": {"class": "wrap"}})
    township = tables.Column(order_by=("township__path", "code"))
    groups = GroupsColumn(accessor="pk")
    field = tables.Column(order_by=("field__order", "code"))
    raised_on = tables.DateColumn()
    urgency = BadgeColumn(tones=URGENCY_TONES)
    responsible = tables.Column()
    status = BadgeColumn(tones=NEED_TONES)

    class Meta(PortalTable.Meta):
        model = Need
        fields = [
            "code",
            "name",
            "township",
            "channel",
            "groups",
            "field",
            "raised_on",
            "urgency",
            "responsible",
            "status",
        ]


class PlanTable(PortalTable):
    """Plans, the latest year first."""

    code = tables.Column(linkify=True)
    station = tables.Column(linkify=True, order_by=("station__code", "code"))
    township = tables.Column(accessor="station__township", verbose_name=_("Township"), orderable=False)
    status = BadgeColumn(tones=PLAN_TONES)
    submitted_on = tables.DateColumn()
    approved_on = tables.DateColumn()

    class Meta(PortalTable.Meta):
        model = ServicePlan
        fields = ["code", "station", "township", "year", "status", "submitted_on", "approved_on"]

    def render_year(self, value):
        return str(value)


class RecordTable(PortalTable):
    """Service records, the latest first."""

    code = tables.Column(linkify=True)
    served_on = tables.DateColumn()
    station = tables.Column(linkify=True, order_by=("station__code", "-served_on"))
    nature = BadgeColumn(tones=NATURE_TONES)
    field = tables.Column(order_by=("field__order", "code"))
    groups = DisclosedGroupsColumn(accessor="pk")
    hours = NumberColumn()
    sessions = NumberColumn()
    person_count = NumberColumn()
    attendance_count = NumberColumn()

    class Meta(PortalTable.Meta):
        model = ServiceRecord
        fields = [
            "code",
            "served_on",
            "station",
            "method",
            "nature",
            "field",
            "groups",
            "hours",
            "sessions",
            "person_count",
            "attendance_count",
        ]


class CaseTable(PortalTable):
    """Cases, the latest first."""

    code = tables.Column(linkify=True)
    station = tables.Column(linkify=True, order_by=("station__code", "code"))
    opened_on = tables.DateColumn()
    records_done = NumberColumn(verbose_name=_("Contacts"))
    last_served_on = tables.DateColumn(verbose_name=_("Last served on"))
    closed_on = tables.DateColumn()

    class Meta(PortalTable.Meta):
        model = ServiceCase
        fields = [
            "code",
            "station",
            "opened_on",
            "phase",
            "records_done",
            "last_served_on",
            "closed_on",
            "outcome",
        ]


class ServiceGroupTable(PortalTable):
    """Groups, the latest first."""

    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True, attrs={"td": {"class": "wrap"}})
    station = tables.Column(linkify=True, order_by=("station__code", "code"))
    started_on = tables.DateColumn()
    planned_sessions = NumberColumn()
    sessions_done = NumberColumn(verbose_name=_("Sessions held"))
    attendances_done = NumberColumn(verbose_name=_("Attendances"))
    ended_on = tables.DateColumn()

    class Meta(PortalTable.Meta):
        model = ServiceGroup
        fields = [
            "code",
            "name",
            "station",
            "started_on",
            "planned_sessions",
            "sessions_done",
            "attendances_done",
            "ended_on",
        ]
