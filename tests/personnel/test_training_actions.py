"""What is done with courses and credits, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.errors import Refused
from personnel import actions
from personnel.models import EducationCredit, Enrolment, TrainingCourse
from tests.personnel.factories import make_worker
from tests.personnel.training import make_course, make_credit, make_enrolment

ON = date(2022, 5, 12)


@pytest.fixture
def course(taocheng):
    return make_course(taocheng, capacity=2)


@pytest.fixture
def people(taocheng):
    return [make_worker(taocheng), make_worker(taocheng), make_worker(taocheng)]


def test_people_are_enrolled_together_with_an_author(course, people, taocheng_officer):
    enrolled = actions.enrol(course, people[:2], on=date(2022, 5, 1), by=taocheng_officer)

    assert [one.worker for one in enrolled] == people[:2]
    assert enrolled[0].history.get().history_user == taocheng_officer


def test_beyond_the_capacity_nobody_is_enrolled(course, people, taocheng_officer):
    with pytest.raises(Refused, match="has 2 free places of 2"):
        actions.enrol(course, people, on=date(2022, 5, 1), by=taocheng_officer)
    assert not Enrolment.objects.exists()


def test_nobody_is_enrolled_twice(course, people, taocheng_officer):
    make_enrolment(course, people[0])
    with pytest.raises(ValidationError, match="enrolled in this course already"):
        actions.enrol(course, people[:1], on=date(2022, 5, 2), by=taocheng_officer)


def test_whoever_left_the_register_does_not_enrol(course, taocheng, taocheng_officer):
    gone = make_worker(taocheng, register_ended_on=date(2022, 4, 1), register_end_reason="retired")
    with pytest.raises(ValidationError, match="left the register"):
        actions.enrol(course, [gone], on=date(2022, 5, 1), by=taocheng_officer)


def test_nobody_attends_more_than_the_course_has(course, people, taocheng_officer):
    first, second = (make_enrolment(course, worker) for worker in people[:2])
    outcomes = {first: (Decimal("12.5"), "passed"), second: (Decimal("12.0"), "passed")}

    with pytest.raises(ValidationError) as refusal:
        actions.record_attendance(course, outcomes, by=taocheng_officer)
    assert list(refusal.value.message_dict) == [people[0].code]
    assert "nobody attends more" in str(refusal.value)
    assert not Enrolment.objects.attended().exists()


def test_closing_turns_hours_attended_into_credits_that_wait(course, people, taocheng_officer):
    first, second = (make_enrolment(course, worker) for worker in people[:2])
    actions.record_attendance(
        course, {first: (Decimal("11.5"), "failed"), second: (0, "absent")}, by=taocheng_officer
    )
    credits = actions.close_course(course, on=ON, by=taocheng_officer)

    assert [(one.worker, one.hours, one.status, one.enrolment) for one in credits] == [
        (people[0], Decimal("11.5"), "pending", first)
    ]
    assert credits[0].earned_on == course.ends_on
    course.refresh_from_db()
    assert course.status == TrainingCourse.Status.HELD
    with pytest.raises(Refused, match="held and closed"):
        actions.close_course(course, on=ON, by=taocheng_officer)
    with pytest.raises(Refused, match="held and closed"):
        actions.enrol(course, people[2:], on=ON, by=taocheng_officer)


def test_a_course_is_closed_after_its_last_day_with_all_results(course, people, taocheng_officer):
    make_enrolment(course, people[0])
    with pytest.raises(Refused, match="goes on until 2022-05-11"):
        actions.close_course(course, on=date(2022, 5, 10), by=taocheng_officer)
    with pytest.raises(Refused, match="results of 1 people are missing"):
        actions.close_course(course, on=ON, by=taocheng_officer)


def test_a_course_starts_and_is_cancelled_with_a_reason(course, taocheng_officer):
    assert actions.start_course(course, by=taocheng_officer).status == "running"
    with pytest.raises(ValidationError, match="says why"):
        actions.cancel_course(course, reason="", by=taocheng_officer)
    assert actions.cancel_course(course, reason="讲师生病", by=taocheng_officer).status == "cancelled"
    with pytest.raises(Refused, match="is cancelled"):
        actions.start_course(course, by=taocheng_officer)


def test_four_eyes_decide_on_hours(people, taocheng_officer, city_admin):
    credit = actions.enter_credit(
        people[0],
        earned_on=date(2022, 5, 1),
        hours=Decimal("6.0"),
        source="other",
        proof="结业证",
        by=taocheng_officer,
    )
    with pytest.raises(Refused, match="You entered"):
        actions.approve_credit(credit, on=ON, by=taocheng_officer)
    approved = actions.approve_credit(credit, on=ON, by=city_admin)
    assert (approved.status, approved.decided_by, approved.decided_on) == ("approved", city_admin, ON)
    with pytest.raises(Refused, match="is approved already"):
        actions.refuse_credit(credit, on=ON, reason="重复", by=city_admin)


def test_refused_hours_say_why_and_may_be_entered_again(people, taocheng_officer, city_admin):
    credit = make_credit(people[0], "90.0", approved=False, source="degree")
    with pytest.raises(ValidationError, match="says why"):
        actions.refuse_credit(credit, on=ON, reason="", by=city_admin)
    actions.refuse_credit(credit, on=ON, reason="缺学历证明", by=city_admin)

    make_credit(people[0], "90.0", source="degree")
    assert EducationCredit.objects.approved().count() == 1
