"""From a course's enrolments to its close."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from personnel.models import EducationCredit, Enrolment, SocialWorker, TrainingCourse

Status = TrainingCourse.Status


Outcomes = Mapping[Enrolment, tuple[Decimal | None, str]]


def _locked(course: TrainingCourse) -> TrainingCourse:
    """The course's row is the lock: two counties may take the last place at the same moment."""
    return TrainingCourse.objects.select_for_update().get(pk=course.pk)


def _expect(course: TrainingCourse, *statuses: TrainingCourse.Status) -> None:
    if course.status not in statuses:
        raise Refused(
            _("“%(course)s” is %(status)s; the region that holds it can plan another course."),
            params={"course": course, "status": course.get_status_display()},
        )


@transaction.atomic
def enrol(
    course: TrainingCourse, workers: Collection[SocialWorker], *, on: date, by: User
) -> list[Enrolment]:
    """Enrol ``workers`` in ``course`` on the day ``on``; all of them or nobody.

    Raises ``Refused`` where the places do not suffice or the course is over, ``ValidationError``
    for whoever is enrolled already or has left the register.
    """
    course = _locked(course)
    _expect(course, Status.PLANNED, Status.RUNNING)
    refuse_beyond_capacity(course, more=len(workers))
    return [keep(Enrolment(course=course, worker=worker, enrolled_on=on), by) for worker in workers]


def refuse_beyond_capacity(course: TrainingCourse, *, more: int = 0) -> None:
    """Raise ``Refused`` where the course has fewer places than people with ``more`` of them."""
    if course.capacity is None:
        return
    free = course.capacity - course.enrolments.count()
    if more > free:
        raise Refused(
            _("“%(course)s” has %(free)d free places of %(capacity)d; the region holding it can add some."),
            params={"course": course, "free": max(free, 0), "capacity": course.capacity},
        )


@transaction.atomic
def start_course(course: TrainingCourse, *, by: User) -> TrainingCourse:
    """Say that the course has begun."""
    course = _locked(course)
    _expect(course, Status.PLANNED)
    course.status = Status.RUNNING
    return keep(course, by, ["status"])


@transaction.atomic
def record_attendance(course: TrainingCourse, outcomes: Outcomes, *, by: User) -> list[Enrolment]:
    """Keep the hours attended and the result of each enrolment; returns those that changed.

    Raises ``ValidationError`` with the messages by the code of the person, all at once.
    """
    course = _locked(course)
    _expect(course, Status.PLANNED, Status.RUNNING)
    changed: list[Enrolment] = []
    errors: dict[str, list[str]] = {}
    for enrolment, (hours, result) in outcomes.items():
        before = (enrolment.attended_hours, enrolment.result)
        enrolment.course, enrolment.attended_hours, enrolment.result = course, hours, result
        try:
            enrolment.full_clean()
        except ValidationError as refusal:
            errors[enrolment.worker.code] = refusal.messages
            continue
        if (hours, result) != before:
            changed.append(enrolment)
    if errors:
        raise ValidationError(errors)
    for enrolment in changed:
        keep(enrolment, by, ["attended_hours", "result"])
    return changed


@transaction.atomic
def close_course(course: TrainingCourse, *, on: date, by: User) -> list[EducationCredit]:
    """Close a course that is over on the day ``on``: whoever attended gets a credit that waits for approval.

    Raises ``Refused`` before its last day and while a result is missing.
    """
    course = _locked(course)
    _expect(course, Status.PLANNED, Status.RUNNING)
    if on < course.ends_on:
        raise Refused(
            _("“%(course)s” goes on until %(day)s and is closed afterwards."),
            params={"course": course, "day": course.ends_on.isoformat()},
        )
    missing = course.enrolments.filter(result="").count()
    if missing:
        raise Refused(
            _("The results of %(count)d people are missing; record the attendance first."),
            params={"count": missing},
        )
    course.status = Status.HELD
    keep(course, by, ["status"])
    attended = course.enrolments.attended().select_related("worker")
    return [_credit(enrolment, course, by) for enrolment in attended]


def _credit(enrolment: Enrolment, course: TrainingCourse, by: User) -> EducationCredit:
    credit = EducationCredit(
        worker=enrolment.worker,
        earned_on=course.ends_on,
        hours=enrolment.attended_hours,
        source=EducationCredit.Source.TRAINING,
        enrolment=enrolment,
        proof=f"{course.code} {course.name}",
        entered_by=by,
    )
    return keep(credit, by)


@transaction.atomic
def cancel_course(course: TrainingCourse, *, reason: str, by: User) -> TrainingCourse:
    """Say that the course does not take place, and why."""
    course = _locked(course)
    _expect(course, Status.PLANNED, Status.RUNNING)
    course.status, course.cancel_reason = Status.CANCELLED, reason
    return keep(course, by, ["status", "cancel_reason"])
