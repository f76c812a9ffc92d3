"""Indicators of training, education and supervision, each person counted at the home region."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.texts import Text
from funding.models import Allocation
from indicators.indicator import Indicator, Ratio
from indicators.measures import Measure, Source
from indicators.money import EXPENDITURES
from indicators.people import VIEW_WORKER
from indicators.units import (
    ATTENDANCES,
    COURSES,
    PERSONS,
    SHARE,
    STATIONS,
    YUAN_PER_ATTENDANCE,
    YUAN_PER_COURSE,
)
from personnel.models import CourseLecturer, Enrolment, SocialWorker, SupervisionRecord, TrainingCourse
from personnel.models.supervision import SupervisionRecordQuerySet
from personnel.rules.education import is_met, with_education
from stations.models import Station

VIEW_TRAINING = "personnel.view_trainingcourse"
VIEW_SUPERVISION = "personnel.view_supervisionrecord"
TRAINING_CATEGORIES = (Allocation.Category.TRAINING, Allocation.Category.EXAM_TRAINING)

HELD = Source("courses of the year", "people", TrainingCourse, lambda rows, on: rows.held_in_year(on))
TAUGHT = Source(
    "lecturers of the year",
    "people",
    CourseLecturer,
    lambda rows, on: rows.filter(course__in=TrainingCourse.objects.held_in_year(on)),
)
ENROLLED = Source("enrolments of the year", "people", Enrolment, lambda rows, on: rows.in_courses_of_year(on))
POSTED = Source("people at posts", "people", SocialWorker, lambda rows, on: rows.on_register(on).posted(on))
EDUCATED = Source(
    "education of the certified",
    "people",
    SocialWorker,
    lambda rows, on: with_education(rows.certified(on), on),
)
WORKING = Source(
    "completed stations with their stage",
    "stations",
    Station,
    lambda rows, on: rows.completed(on).with_stage_on(on),
)

courses = Measure("courses", HELD)
attendances = Measure("attendances", ENROLLED, lambda on: Q(attended_hours__gt=0))
passed = Measure("passed", ENROLLED, lambda on: Q(result=Enrolment.Result.PASSED))
judged = Measure(
    "passed or not", ENROLLED, lambda on: Q(result__in=[Enrolment.Result.PASSED, Enrolment.Result.FAILED])
)
lecturers = Measure("lecturers", TAUGHT)
posted = Measure("people at posts", POSTED)
educated = Measure("certified", EDUCATED)
educated_enough = Measure("hours met", EDUCATED, lambda on: is_met())
spent_on_training = Measure(
    "spent on training",
    EXPENDITURES,
    lambda on: Q(disbursement__allocation__category__in=TRAINING_CATEGORIES),
    column="amount_yuan",
)


def supervised_this_quarter(on: date) -> SupervisionRecordQuerySet:
    """Sessions from the first day of the day's quarter up to the day."""
    first = on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1)
    return SupervisionRecord.objects.held_between(first, on)


unsupervised = Measure(
    "not supervised",
    WORKING,
    lambda on: ~Q(Exists(supervised_this_quarter(on).filter(station=OuterRef("pk")))),
)

COURSES_HELD = Indicator(
    code="training_courses",
    label=_("Courses held"),
    unit=COURSES,
    formula=_("Courses closed that ended in the year of the day, up to it, counted where they were held."),
    value=courses,
    permission=VIEW_TRAINING,
    better="up",
)
ATTENDANCE = Indicator(
    code="training_attendances",
    label=_("Training attendances"),
    unit=ATTENDANCES,
    formula=_("People who attended the year's courses, once for each course, counted at their home region."),
    value=attendances,
    permission=VIEW_WORKER,
    better="up",
)
PASS_RATE = Indicator(
    code="training_pass_rate",
    label=_("Training pass rate"),
    unit=SHARE,
    formula=_("Passed ÷ passed and not passed, in the year's courses; the absent are left out."),
    value=Ratio(passed, judged),
    permission=VIEW_WORKER,
    better="up",
)
EDUCATION_MET = Indicator(
    code="education_met",
    label=_("Certified workers with enough education hours"),
    unit=PERSONS,
    formula=_(
        "Certified workers whose approved hours in the running registration period reach 72 (assistants) "
        "or 90 (the other levels)."
    ),
    value=educated_enough,
    permission=VIEW_WORKER,
    better="up",
)
EDUCATION_MET_SHARE = Indicator(
    code="education_met_share",
    label=_("Share of certified workers with enough education hours"),
    unit=SHARE,
    formula=_("Certified workers with enough education hours ÷ certified workers."),
    value=Ratio(educated_enough, educated),
    permission=VIEW_WORKER,
    better="up",
)
COST_PER_ATTENDANCE = Indicator(
    code="training_cost_per_attendance",
    label=_("Training cost per attendance"),
    unit=YUAN_PER_ATTENDANCE,
    formula=_("Spent in the year from allocations for training and exam training ÷ attendances in the year."),
    value=Ratio(spent_on_training, attendances),
    permission="funding.view_expenditure",
)
COST_PER_COURSE = Indicator(
    code="training_cost_per_course",
    label=_("Training cost per course"),
    unit=YUAN_PER_COURSE,
    formula=_("Spent in the year from allocations for training and exam training ÷ courses held."),
    value=Ratio(spent_on_training, courses),
    permission="funding.view_expenditure",
)
UNSUPERVISED = Indicator(
    code="stations_unsupervised",
    label=_("Stations without supervision in the quarter"),
    unit=STATIONS,
    formula=_("Completed stations at which no supervision was recorded in the day's quarter, up to the day."),
    value=unsupervised,
    permission=VIEW_SUPERVISION,
    better="down",
)


def _learned(code: str, label: Text, courses_with: Callable[[str], QuerySet[Any]], option: str) -> Indicator:
    """Which share of the people at posts attended a course with the topic or the ability."""

    def condition(on: date) -> Q:
        attended = Enrolment.objects.attended().held_by(on).filter(worker=OuterRef("pk"))
        return Q(Exists(attended.filter(course__in=courses_with(option))))

    return Indicator(
        code=code,
        label=label,
        unit=SHARE,
        formula=_("People at a post on the day who attended such a course ÷ people at a post."),
        value=Ratio(Measure(code, POSTED, condition), posted),
        permission=VIEW_WORKER,
        better="up",
    )


BY_TOPIC = tuple(
    _learned(
        f"trained_in_{topic.value.lower()}",
        format_lazy(_("Trained in {topic}"), topic=topic.label),
        TrainingCourse.objects.about,
        topic.value,
    )
    for topic in TrainingCourse.Topic
    if topic is not TrainingCourse.Topic.OTHER
)
BY_ABILITY = tuple(
    _learned(
        f"fostered_{ability.value.lower()}",
        format_lazy(_("Ability fostered: {ability}"), ability=ability.label),
        TrainingCourse.objects.fostering,
        ability.value,
    )
    for ability in TrainingCourse.Ability
)


def _taught_by(source: CourseLecturer.Source) -> Indicator:
    """Which share of the year's lecturers comes from one side of the profession."""
    return Indicator(
        code=f"lecturers_{source.value.lower()}",
        label=format_lazy(_("Lecturers: {source}"), source=source.label),
        unit=SHARE,
        formula=_("Lecturers from this source ÷ all lecturers, in the year's courses."),
        value=Ratio(
            Measure(f"lecturers {source.value}", TAUGHT, lambda on: Q(source=source.value)), lecturers
        ),
        permission=VIEW_TRAINING,
    )


BY_SOURCE = tuple(_taught_by(source) for source in CourseLecturer.Source)

INDICATORS = (
    COURSES_HELD,
    ATTENDANCE,
    PASS_RATE,
    EDUCATION_MET,
    EDUCATION_MET_SHARE,
    *BY_TOPIC,
    *BY_ABILITY,
    *BY_SOURCE,
    COST_PER_ATTENDANCE,
    COST_PER_COURSE,
    UNSUPERVISED,
)
