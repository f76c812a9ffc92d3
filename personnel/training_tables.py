"""Lists of courses, credits and supervision."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, NumberColumn, PortalTable
from personnel.models import EducationCredit, SupervisionRecord, Supervisor, TrainingCourse

COURSE_TONES = {"planned": "azure", "running": "blue", "held": "green", "cancelled": "secondary"}
CREDIT_TONES = {"pending": "yellow", "approved": "green", "refused": "red"}


class TrainingCourseTable(PortalTable):
    """Courses with how many take part."""

    empty_sentence = _("No course matches. Plan one, or loosen the filter.")
    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True, order_by=("pinyin", "code"))
    topics = tables.Column(accessor="topic_words", verbose_name=_("Topics"), orderable=False)
    region = tables.Column(order_by=("region__path", "code"))
    starts_on = tables.DateColumn()
    ends_on = tables.DateColumn(verbose_name=_("Last day"))
    hours = NumberColumn(verbose_name=_("Hours"))
    enrolled = NumberColumn(verbose_name=_("Enrolled"))
    status = BadgeColumn(tones=COURSE_TONES)

    class Meta(PortalTable.Meta):
        model = TrainingCourse
        fields = [
            "code",
            "name",
            "topics",
            "region",
            "organiser",
            "starts_on",
            "ends_on",
            "hours",
            "enrolled",
            "status",
        ]

    def render_enrolled(self, record, value):
        return f"{value}/{record.capacity}" if record.capacity else value

    def value_enrolled(self, value):
        return value


class DecideColumn(tables.Column):
    """A box to choose what waits for approval and was entered by somebody else."""

    def __init__(self, **kwargs):
        super().__init__(accessor="code", orderable=False, exclude_from_export=True, **kwargs)

    def render(self, value, record, table):
        is_own = record.entered_by_id == table.request.user.pk
        if record.status != EducationCredit.Status.PENDING or is_own:
            return ""
        return format_html(
            '<input class="form-check-input" type="checkbox" name="codes" value="{}" aria-label="{}">',
            value,
            record,
        )


class EducationCreditTable(PortalTable):
    """Education credits and how each stands."""

    empty_sentence = _(
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


class SupervisorTable(PortalTable):
    """Supervisors."""

    empty_sentence = _("No supervisor matches. Enter one, or loosen the filter.")
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

    empty_sentence = _("No supervision matches. Record a session, or loosen the filter.")
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
