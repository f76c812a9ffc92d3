"""Each rule of courses, credits, supervision and founders: asked by full_clean, held by the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from personnel.models import TrainingCourse
from tests.personnel.factories import make_worker
from tests.personnel.training import (
    make_course,
    make_credit,
    make_enrolment,
    make_founder,
    make_lecturer,
    make_supervision,
    make_supervisor,
)
from tests.stations.factories import account, make_agency, make_station

pytestmark = pytest.mark.django_db


def course(taocheng):
    return make_course(taocheng)


def enrolment(taocheng):
    return make_enrolment(make_course(taocheng), make_worker(taocheng))


def credit(taocheng):
    return make_credit(make_worker(taocheng), approved=False)


def supervisor(taocheng):
    return make_supervisor(taocheng)


def supervision(taocheng):
    from_below = taocheng.children.first()
    return make_supervision(make_supervisor(taocheng), make_station(from_below))


def lecturer(taocheng):
    return make_lecturer(make_course(taocheng))


def founder(taocheng):
    return make_founder(make_agency(taocheng))


BROKEN = [
    (course, {"ends_on": date(2022, 5, 9)}, "cannot end before it begins"),
    (course, {"hours": Decimal("0.0")}, "at least half an hour"),
    (course, {"topics": ""}, None),
    (course, {"capacity": 0}, "greater than or equal to 1"),
    (course, {"kind": "party"}, "not a valid choice"),
    (course, {"status": "lost"}, "not a valid choice"),
    (course, {"status": "cancelled"}, "cancelled course says why"),
    (course, {"cancel_reason": "下雨"}, "cancelled course says why"),
    (enrolment, {"result": "won", "attended_hours": 2}, "not a valid choice"),
    (enrolment, {"result": "passed"}, "together with the result"),
    (enrolment, {"attended_hours": 2}, "together with the result"),
    (enrolment, {"result": "absent", "attended_hours": 2}, "attended 0 hours"),
    (enrolment, {"result": "passed", "attended_hours": 0}, "attended 0 hours"),
    (credit, {"hours": Decimal("0.0")}, "at least half an hour"),
    (credit, {"source": "degree"}, "counts 90 hours"),
    (credit, {"source": "rumour"}, "not a valid choice"),
    (credit, {"status": "forgotten"}, "not a valid choice"),
    (credit, {"status": "approved"}, "names who decided"),
    (credit, {"decided_on": date(2022, 6, 1)}, "names who decided"),
    (lecturer, {"source": "TELEVISION"}, "not a valid choice"),
    (supervisor, {"source": "TELEVISION"}, "not a valid choice"),
    (supervisor, {"name": ""}, "Name the supervisor"),
    (supervision, {"hours": Decimal("0.0")}, "at least half an hour"),
    (supervision, {"form": "dream"}, "not a valid choice"),
    (founder, {"name": ""}, "Name the founder"),
]


@pytest.mark.parametrize(("make", "values", "sentence"), BROKEN)
def test_a_broken_rule_is_a_sentence_and_the_database_holds_it(make, values, sentence, taocheng, hedong):
    record = make(taocheng)
    vars(record).update(values)

    with pytest.raises(ValidationError, match=sentence):
        record.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**values)


def test_whoever_entered_a_credit_does_not_decide_on_it(taocheng):
    record = make_credit(make_worker(taocheng), approved=False)
    values = {"status": "approved", "decided_by": account("entering"), "decided_on": date(2022, 6, 1)}
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(ValidationError, match="cannot decide"):
        record.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**values)


def test_a_refused_credit_says_why(taocheng):
    record = make_credit(make_worker(taocheng))
    record.status = "refused"
    with pytest.raises(ValidationError, match="says why"):
        record.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.update(status="refused")


def test_only_training_has_a_course_behind_it(taocheng):
    attended = enrolment(taocheng)
    record = make_credit(attended.worker, enrolment=attended)
    record.source = "other"
    with pytest.raises(ValidationError, match="Only training"):
        record.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.update(source="other")


@pytest.mark.parametrize(
    ("again", "sentence"),
    [
        (lambda one: make_credit(one.worker, "90.0", source="degree"), "counts once"),
        (lambda one: make_credit(one.worker, enrolment=one), "credited already"),
        (lambda one: make_enrolment(one.course, one.worker), "enrolled in this course already"),
        (lambda one: make_lecturer(one.course, name="同名"), "in the course already"),
        (lambda one: make_supervisor(one.worker.home_region, worker=one.worker), "already exists"),
    ],
)
def test_nothing_is_recorded_twice(again, sentence, taocheng, monkeypatch):
    one = enrolment(taocheng)
    if "enrolled" not in sentence:
        again(one)
    with pytest.raises(ValidationError, match=sentence):
        again(one)


def test_the_database_refuses_doubles_too(taocheng):
    first, second = enrolment(taocheng), enrolment(taocheng)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(first).objects.filter(pk=second.pk).update(course=first.course, worker=first.worker)


@pytest.mark.parametrize("hours", ["1.3", "0.1"])
def test_hours_are_whole_or_half(taocheng, hours):
    record = course(taocheng)
    record.hours = Decimal(hours)
    with pytest.raises(ValidationError, match="multiple of step size 0.5"):
        record.full_clean()


def test_the_hours_of_a_closed_course_stay(taocheng):
    record = make_course(taocheng, status="held")
    record.hours = Decimal("13.0")
    with pytest.raises(ValidationError, match="hours can no longer change"):
        record.full_clean()


@pytest.mark.parametrize(
    "typed", ["RURAL_SW，EXAM_PREP", "考前培训、农村社会工作", ["EXAM_PREP", "RURAL_SW"]]
)
def test_topics_are_understood_as_codes_and_as_words(taocheng, typed):
    record = make_course(taocheng, topics=typed)
    assert record.topics == "RURAL_SW,EXAM_PREP"
    assert record.topic_codes == ["RURAL_SW", "EXAM_PREP"]


def test_an_unknown_topic_is_refused(taocheng):
    with pytest.raises(ValidationError, match="This is not one of"):
        make_course(taocheng, topics="COOKING")


def test_no_code_is_part_of_another_one():
    for options in (TrainingCourse.Topic, TrainingCourse.Ability):
        codes = options.values
        assert [one for one in codes for other in codes if one != other and one in other] == []


def test_supervision_lies_not_in_the_future_and_in_its_stations_township(taocheng, hedong, hexi):
    record = supervision(taocheng)
    record.held_on = date(2999, 1, 1)
    with pytest.raises(ValidationError, match="has not come yet"):
        record.full_clean()
    record.held_on, record.region = date(2022, 5, 20), hedong
    with pytest.raises(ValidationError, match="the station's township"):
        record.full_clean()


def test_nobody_supervises_themselves(taocheng, hedong):
    worker = make_worker(taocheng)
    boss = make_supervisor(taocheng, worker=worker)
    assert boss.name == worker.name
    with pytest.raises(ValidationError, match="Nobody supervises themselves"):
        make_supervision(boss, make_station(hedong), worker)
