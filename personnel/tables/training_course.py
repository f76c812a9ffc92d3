"""The lists of courses, enrolments and lecturers."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import BadgeColumn, NumberColumn, PortalTable
from personnel.models import TrainingCourse

COURSE_TONES = {"planned": "azure", "running": "blue", "held": "green", "cancelled": "secondary"}


class TrainingCourseTable(PortalTable):
    """Courses with how many take part."""

    empty_text = _("No course matches. Plan one, or loosen the filter.")
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
