"""Courses, credits, supervision and founders, for tests. People and regions are given."""

from datetime import date
from decimal import Decimal

from personnel.models import (
    AgencyFounder,
    CourseLecturer,
    EducationCredit,
    Enrolment,
    Supervised,
    SupervisionRecord,
    Supervisor,
    TrainingCourse,
)
from tests.stations.factories import account

STARTS_ON, ENDS_ON = date(2022, 5, 10), date(2022, 5, 11)


def make_course(region, **overrides) -> TrainingCourse:
    """A planned course of two days and 12 hours on rural social work."""
    number = TrainingCourse.objects.count() + 1
    values = {
        "name": f"测试培训{number}",
        "topics": "RURAL_SW",
        "abilities": "PRO_LOCAL_FUSION",
        "hours": Decimal("12.0"),
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
        "organiser": "测试民政局",
    }
    return _saved(TrainingCourse(region=region, **values | overrides))


def make_lecturer(course, **overrides) -> CourseLecturer:
    """A university teacher in the course."""
    values = {"name": f"测试讲师{course.lecturers.count() + 1}", "source": CourseLecturer.Source.UNIVERSITY}
    lecturer = CourseLecturer(course=course, **values | overrides)
    if course.is_over:
        # Entered before it was over, as the course of a test is from the first.
        lecturer.save()
        return lecturer
    return _saved(lecturer)


def make_enrolment(course, worker, **overrides) -> Enrolment:
    """The person is enrolled since the first of May; with ``attended`` hours also passed."""
    attended = overrides.pop("attended", None)
    values = {"enrolled_on": date(2022, 5, 1)}
    if attended is not None:
        values |= {"attended_hours": Decimal(attended), "result": Enrolment.Result.PASSED}
    return _saved(Enrolment(course=course, worker=worker, **values | overrides))


def make_held_course(region, workers, **overrides) -> TrainingCourse:
    """A course that ``workers`` attended in full, closed."""
    course = make_course(region, **overrides)
    for worker in workers:
        make_enrolment(course, worker, attended=course.hours)
    course.status = TrainingCourse.Status.HELD
    return _saved(course)


def make_credit(worker, hours="12.0", *, approved=True, **overrides) -> EducationCredit:
    """Hours of May 2022 entered by one account and approved by another."""
    values = {
        "earned_on": date(2022, 5, 11),
        "hours": Decimal(hours),
        "proof": "培训证明",
        "entered_by": account("entering"),
    }
    if approved:
        values |= {
            "status": EducationCredit.Status.APPROVED,
            "decided_by": account("deciding"),
            "decided_on": date(2022, 6, 1),
        }
    return _saved(EducationCredit(worker=worker, **values | overrides))


def make_supervisor(home_region, **overrides) -> Supervisor:
    """A university teacher from outside the register."""
    values = {"name": f"测试督导{Supervisor.objects.count() + 1}", "source": Supervisor.Source.UNIVERSITY}
    return _saved(Supervisor(home_region=home_region, **values | overrides))


def make_supervision(supervisor, station, *workers, **overrides) -> SupervisionRecord:
    """A session of three hours at the station in May 2022."""
    values = {
        "region": station.township,
        "held_on": date(2022, 5, 20),
        "hours": Decimal("3.0"),
        "form": SupervisionRecord.Form.ON_SITE,
        "content": "个案研讨",
    }
    record = _saved(SupervisionRecord(supervisor=supervisor, station=station, **values | overrides))
    for worker in workers:
        _saved(Supervised(record=record, worker=worker))
    return record


def make_founder(agency, worker=None, **overrides) -> AgencyFounder:
    """A founder: the person of the register, or a name of its own."""
    values = {} if worker else {"name": f"测试发起人{AgencyFounder.objects.count() + 1}"}
    return _saved(AgencyFounder(agency=agency, worker=worker, **values | overrides))


def _saved(record):
    record.full_clean()
    record.save()
    return record
