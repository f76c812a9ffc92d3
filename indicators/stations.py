"""Indicators of the stations, what they cover, and how far each is built."""

from datetime import date

from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from indicators.indicator import Indicator, Ratio, Rows
from indicators.measures import Measure, Source
from indicators.units import MILESTONES, SHARE, STATIONS, TOWNSHIPS
from regions.models import Region
from stations.models import Deliverable, Milestone, Station
from stations.models.stage import Stage

VIEW = "stations.view_station"

COMPLETED = Source("completed stations", "stations", Station, lambda rows, on: rows.completed(on))
IN_PLAN = Source("stations in plan", "stations", Station, lambda rows, on: rows.in_plan(on).with_stage_on(on))
COVERABLE = Source("townships", "stations", Region, lambda rows, on: rows.counting().on(on))
OVERDUE = Source("overdue milestones", "stations", Milestone, lambda rows, on: rows.overdue(on))
DUE = Source("due milestones", "stations", Milestone, lambda rows, on: rows.filter(planned_on__lte=on))
ACHIEVED = Source("achieved milestones", "stations", Milestone, lambda rows, on: rows.counted(on))
REPORTED = Source("reported stations", "stations", Station, lambda rows, on: rows.reported_completed(on))
UNPROVEN = Source(
    "stations without proof", "stations", Station, lambda rows, on: rows.completed_without_proof(on)
)
ENTERED = Source("reported milestones", "stations", Milestone, lambda rows, on: rows.reported_by_day(on))
SHOWN = Source(
    "counted deliverables with files",
    "stations",
    Deliverable,
    lambda rows, on: rows.counted(on).with_files().filter(station__in=Station.objects.in_plan(on)),
)
REQUIRED = Source("required deliverables", "stations", Station, lambda rows, on: rows.in_plan(on))
COUNTED = Source(
    "counted deliverables",
    "stations",
    Deliverable,
    lambda rows, on: rows.counted(on).filter(station__in=Station.objects.in_plan(on)),
)


def is_covered(on: date) -> Q:
    """Townships with a completed station; one that took a closed township's place inherits its stations."""
    completed = Station.objects.completed(on)
    return Q(pk__in=completed.values("township")) | Q(pk__in=completed.values("township__successor"))


completed_stations = Measure("completed", COMPLETED)
stations_in_plan = Measure("in plan", IN_PLAN)
townships = Measure("townships", COVERABLE)
townships_covered = Measure("covered", COVERABLE, is_covered)
due_milestones = Measure("due", DUE)
achieved_milestones = Measure("achieved", ACHIEVED)
milestones_on_time = Measure(
    "on time", DUE, lambda on: Q(achieved_on__lte=F("planned_on"), counts_from__isnull=False)
)
reported_stations = Measure("reported", REPORTED)
unproven_stations = Measure("without proof", UNPROVEN)
entered_milestones = Measure("entered", ENTERED)
late_milestones = Measure("entered late", ENTERED, lambda on: Q(entered_late=True))
shown_deliverables = Measure("with files", SHOWN)
overdue_milestones = Measure("overdue", OVERDUE)
required_deliverables = Measure("required", REQUIRED, column="service_model__components__required")
counted_deliverables = Measure("counted", COUNTED)

STATIONS_COMPLETED = Indicator(
    code="stations_completed",
    label=_("Completed stations"),
    unit=STATIONS,
    formula=_(
        "Stations at the stage “operating” or beyond, proven and confirmed by the level above, that are "
        "neither suspended nor closed."
    ),
    value=completed_stations,
    permission=VIEW,
    rows=Rows("stations:station-list", days=("completed_on",)),
    better="up",
)
STATIONS_REPORTED = Indicator(
    code="stations_reported",
    label=_("Reported, not confirmed"),
    unit=STATIONS,
    formula=_("Stations reported as operating that the level above has not confirmed; they do not count."),
    value=reported_stations,
    permission=VIEW,
    rows=Rows("stations:station-list", days=("reported_on",)),
    better="down",
)
STATIONS_WITHOUT_PROOF = Indicator(
    code="stations_without_proof",
    label=_("Reached without proof"),
    unit=STATIONS,
    formula=_(
        "Stations said to operate since before proof was asked for and short of it; they do not count "
        "until what is missing is entered or the level above confirms them."
    ),
    value=unproven_stations,
    permission=VIEW,
    rows=Rows("stations:station-list", days=("unproven_on",)),
    better="down",
)
TOWNSHIPS_COVERED = Indicator(
    code="townships_covered",
    label=_("Townships covered"),
    unit=TOWNSHIPS,
    formula=_("Townships and subdistricts that count for coverage and have at least one completed station."),
    value=townships_covered,
    permission=VIEW,
    better="up",
)
TOWNSHIPS_TO_COVER = Indicator(
    code="townships",
    label=_("Townships to cover"),
    unit=TOWNSHIPS,
    formula=_("Townships and subdistricts of the code list that count for coverage."),
    value=townships,
    permission="regions.view_region",
)
COVERAGE_RATE = Indicator(
    code="coverage_rate",
    label=_("Coverage rate"),
    unit=SHARE,
    formula=_("Townships covered ÷ townships to cover; several stations in one township count once."),
    value=Ratio(townships_covered, townships),
    permission=VIEW,
    better="up",
)
MODEL_COMPLETION = Indicator(
    code="model_completion",
    label=_("1138N completion"),
    unit=SHARE,
    formula=_(
        "Accepted deliverables that count ÷ deliverables required, over the stations in the plan; "
        "what a station has beyond the required number does not count."
    ),
    value=Ratio(counted_deliverables, required_deliverables),
    permission=VIEW,
    better="up",
)
STATIONS_IN_PLAN = Indicator(
    code="stations_in_plan",
    label=_("Stations in the plan"),
    unit=STATIONS,
    formula=_("Stations entered in the plan on or before the day and not closed by then."),
    value=stations_in_plan,
    permission=VIEW,
    rows=Rows("stations:station-list", days=("in_plan_on",)),
)
MILESTONES_OVERDUE = Indicator(
    code="milestones_overdue",
    label=_("Overdue milestones"),
    unit=MILESTONES,
    formula=_(
        "Milestones planned for an earlier day and not achieved by the day; suspended and closed "
        "stations are left out."
    ),
    value=overdue_milestones,
    permission=VIEW,
    better="down",
)
MILESTONES_DUE = Indicator(
    code="milestones_due",
    label=_("Milestones due"),
    unit=MILESTONES,
    formula=_("Milestones planned for the day or earlier, achieved or not."),
    value=due_milestones,
    permission=VIEW,
)
MILESTONES_ACHIEVED = Indicator(
    code="milestones_achieved",
    label=_("Milestones achieved"),
    unit=MILESTONES,
    formula=_("Milestones that count on or before the day, planned or not."),
    value=achieved_milestones,
    permission=VIEW,
    better="up",
)
MILESTONES_ON_TIME = Indicator(
    code="milestones_on_time_rate",
    label=_("Milestones on time"),
    unit=SHARE,
    formula=_(
        "Milestones achieved on or before the planned day ÷ milestones planned for the day or earlier."
    ),
    value=Ratio(milestones_on_time, due_milestones),
    permission=VIEW,
    better="up",
)


MILESTONES_ENTERED_LATE = Indicator(
    code="milestones_entered_late_rate",
    label=_("Stages entered late"),
    unit=SHARE,
    formula=_("Stages reported more days after their day than the rule allows ÷ stages reported by the day."),
    value=Ratio(late_milestones, entered_milestones),
    permission=VIEW,
    better="down",
)
DELIVERABLES_SHOWN = Indicator(
    code="deliverables_with_files_rate",
    label=_("Accepted with files"),
    unit=SHARE,
    formula=_("Accepted deliverables that count and that files show ÷ accepted deliverables that count."),
    value=Ratio(shown_deliverables, counted_deliverables),
    permission=VIEW,
    better="up",
)


def _at_stage(stage: Stage) -> Indicator:
    """How many of the stations in the plan stand at ``stage``, counted with all others in one query."""
    return Indicator(
        code=f"stations_at_{stage.name.lower()}",
        label=format_lazy(_("Stations at the stage “{stage}”"), stage=stage.label),
        unit=STATIONS,
        formula=_("Stations in the plan whose furthest milestone that counts by the day is this stage."),
        value=Measure(f"at {stage.name}", IN_PLAN, lambda on: Q(stage_on=stage.value)),
        permission=VIEW,
    )


BY_STAGE = tuple(_at_stage(stage) for stage in Station.Stage)

INDICATORS = (
    STATIONS_COMPLETED,
    STATIONS_REPORTED,
    STATIONS_WITHOUT_PROOF,
    TOWNSHIPS_COVERED,
    TOWNSHIPS_TO_COVER,
    COVERAGE_RATE,
    MODEL_COMPLETION,
    STATIONS_IN_PLAN,
    *BY_STAGE,
    MILESTONES_DUE,
    MILESTONES_ACHIEVED,
    MILESTONES_OVERDUE,
    MILESTONES_ON_TIME,
    MILESTONES_ENTERED_LATE,
    DELIVERABLES_SHOWN,
)
