"""Lists of this floor."""

from typing import cast

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.tables import NumberColumn, PortalTable
from core.texts import Text
from funding.models import Expenditure
from funding.tables import ExpenditureTable
from indicators.catalogue import find
from indicators.indicator import Indicator
from personnel.models import CourseLecturer, Enrolment, Posting, SocialWorker, TrainingCourse
from personnel.tables.training_course import TrainingCourseTable
from regions.models import Region
from reports.models import PublishedFigure
from services.models import Need, PlanItem
from services.tables import NeedTable
from stations.models import Agency, Deliverable, Milestone, Stage, Station


class IndicatorColumn(tables.Column):
    """An indicator's code as its name."""

    def render(self, value):
        indicator = find(value)
        return indicator.label if indicator else value

    def value(self, value):
        return value


class FigureColumn(NumberColumn):
    """A value of an indicator; the record is asked for ``indicator``, the file holds the plain number."""

    def render(self, value, record):
        unit = cast("Indicator", find(record.indicator)).unit
        return f"{unit.text(value)} {unit.label}".strip()

    def value(self, value):
        return value


class PublishedFigureTable(PortalTable):
    """What was published, by whom, for which day."""

    indicator = IndicatorColumn()
    region = tables.Column(linkify=True)
    value = FigureColumn()

    class Meta(PortalTable.Meta):
        model = PublishedFigure
        fields = ["as_of", "indicator", "region", "place", "value", "source", "note"]


class TownshipTable(PortalTable):
    """Townships that stand behind a figure."""

    empty_text: Text = _("No township stands behind this figure.")
    code = tables.Column()
    name = tables.Column(linkify=True)
    parent = tables.Column(verbose_name=_("County-level unit"), accessor="parent__name")
    kind = tables.Column()

    class Meta(PortalTable.Meta):
        model = Region
        fields = ["code", "name", "parent", "kind"]


class StageColumn(tables.Column):
    """The stage that a station had on a day."""

    def render(self, value):
        return Stage(value).label

    def value(self, value):
        return self.render(value)


class StationOnDayTable(PortalTable):
    """Stations that stand behind a figure, with the stage they had on its day."""

    empty_text: Text = _("No station stands behind this figure.")
    code = tables.Column(linkify=True)
    name = tables.Column(linkify=True)
    township = tables.Column(accessor="township__name", verbose_name=_("Township"))
    stage_on = StageColumn(verbose_name=_("Stage on the day"))
    status = tables.Column()

    class Meta(PortalTable.Meta):
        model = Station
        fields = ["code", "name", "township", "stage_on", "status"]


class MilestoneTable(PortalTable):
    """Milestones that stand behind a figure."""

    empty_text: Text = _("No milestone stands behind this figure.")
    station = tables.Column(linkify=True)
    township = tables.Column(verbose_name=_("Township"), accessor="station__township__name")
    stage = tables.Column()

    class Meta(PortalTable.Meta):
        model = Milestone
        fields = [
            "station",
            "township",
            "stage",
            "planned_on",
            "achieved_on",
            "responsible_level",
            "delay_cause",
        ]


class DeliverableTable(PortalTable):
    """Deliverables that stand behind a figure."""

    empty_text: Text = _("No deliverable stands behind this figure.")
    station = tables.Column(linkify=True)
    component = tables.Column()

    class Meta(PortalTable.Meta):
        model = Deliverable
        fields = ["code", "name", "component", "station", "community", "accepted_on"]


class PostingTable(PortalTable):
    """Postings that stand behind a figure."""

    empty_text: Text = _("No posting stands behind this figure.")
    worker = tables.Column(linkify=True)
    station = tables.Column(linkify=lambda record: record.station.get_absolute_url())
    township = tables.Column(verbose_name=_("Township"), accessor="station__township__name")

    class Meta(PortalTable.Meta):
        model = Posting
        fields = [
            "worker",
            "station",
            "township",
            "role",
            "employment_type",
            "started_on",
            "ended_on",
            "leave_reason",
        ]


class WorkerTable(PortalTable):
    """Social workers that stand behind a figure."""

    empty_text: Text = _("No person stands behind this figure.")
    name = tables.Column(linkify=True)
    employer_type = tables.Column()

    class Meta(PortalTable.Meta):
        model = SocialWorker
        fields = ["code", "name", "employer_type", "employment_type"]


class AgencyTable(PortalTable):
    """Agencies that stand behind a figure."""

    empty_text: Text = _("No agency stands behind this figure.")
    name = tables.Column(linkify=True)

    class Meta(PortalTable.Meta):
        model = Agency
        fields = ["code", "name", "registration_level", "founder_type", "registered_on"]


class EnrolmentTable(PortalTable):
    """Enrolments that stand behind a figure."""

    empty_text: Text = _("No enrolment stands behind this figure.")
    course = tables.Column(linkify=True)
    worker = tables.Column(linkify=True)

    class Meta(PortalTable.Meta):
        model = Enrolment
        fields = ["course", "worker", "enrolled_on", "attended_hours", "result"]


class LecturerTable(PortalTable):
    """Lecturers that stand behind a figure."""

    empty_text: Text = _("No lecturer stands behind this figure.")
    course = tables.Column(linkify=True)

    class Meta(PortalTable.Meta):
        model = CourseLecturer
        fields = ["name", "source", "organisation", "course"]


class PlanItemTable(PortalTable):
    """Plan items that stand behind a figure, with what is done of each."""

    empty_text: Text = _("No plan item stands behind this figure.")
    plan = tables.Column(linkify=True)
    done = tables.Column(verbose_name=_("Done"))

    class Meta(PortalTable.Meta):
        model = PlanItem
        fields = ["code", "plan", "name", "method", "metric", "done", "target"]

    def render_done(self, value):
        return f"{value:g}"


TABLES = {
    Posting: PostingTable,
    Agency: AgencyTable,
    CourseLecturer: LecturerTable,
    Enrolment: EnrolmentTable,
    Expenditure: ExpenditureTable,
    Need: NeedTable,
    SocialWorker: WorkerTable,
    TrainingCourse: TrainingCourseTable,
    PlanItem: PlanItemTable,
    Region: TownshipTable,
    Station: StationOnDayTable,
    Milestone: MilestoneTable,
    Deliverable: DeliverableTable,
}
