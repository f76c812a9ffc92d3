"""Hours of continuing education against the running period of three years."""

from datetime import date
from decimal import Decimal

import pytest

from personnel.models import Certificate, SocialWorker
from personnel.rules.education import Progress, is_met, progress_of, with_education
from tests.personnel.factories import make_certificate, make_registration, make_worker
from tests.personnel.training import make_credit

ON = date(2022, 6, 30)


def progress(worker, on=ON):
    return progress_of(with_education(SocialWorker.objects.filter(pk=worker.pk), on).get())


@pytest.mark.parametrize(
    ("hours", "required", "expected"),
    [("71.5", 72, False), ("72.0", 72, True), ("89.5", 90, False), ("90.0", 90, True), ("0.0", 72, False)],
)
def test_the_vectors_of_the_rule(hours, required, expected):
    period = {"starts_on": date(2021, 12, 1), "ends_on": date(2024, 11, 30)}
    assert Progress(Decimal(hours), required, **period).is_met is expected


@pytest.mark.parametrize(
    ("level", "hours", "expected"),
    [
        (Certificate.Level.ASSISTANT, "71.5", False),
        (Certificate.Level.ASSISTANT, "72.0", True),
        (Certificate.Level.INTERMEDIATE, "72.0", False),
        (Certificate.Level.INTERMEDIATE, "90.0", True),
        (Certificate.Level.SENIOR, "89.5", False),
    ],
)
def test_an_assistant_needs_72_hours_and_everybody_else_90(taocheng, level, hours, expected):
    worker = make_worker(taocheng)
    make_certificate(worker, level=level)
    make_credit(worker, hours)

    assert progress(worker).is_met is expected
    rows = with_education(SocialWorker.objects.certified(ON), ON)
    assert rows.filter(is_met()).exists() is expected


def test_hours_count_only_when_approved(taocheng):
    worker = make_worker(taocheng)
    make_certificate(worker)
    make_credit(worker, "12.0", approved=False)

    assert progress(worker).hours == 0
    make_credit(worker, "8.5")
    assert progress(worker).hours == Decimal("8.5")
    assert progress(worker).missing == Decimal("63.5")


def test_before_the_first_registration_hours_count_since_the_issue(taocheng):
    worker = make_worker(taocheng)
    make_certificate(worker, issued_on=date(2021, 10, 1))
    make_credit(worker, "5.0", earned_on=date(2021, 9, 30))
    make_credit(worker, "7.0", earned_on=date(2021, 10, 1))

    found = progress(worker)
    assert (found.hours, found.starts_on, found.ends_on) == (7, date(2021, 10, 1), None)


def test_the_period_is_that_of_the_running_registration(taocheng):
    worker = make_worker(taocheng)
    certificate = make_certificate(worker, issued_on=date(2018, 10, 1))
    make_registration(certificate, registered_on=date(2018, 12, 1))
    make_registration(certificate, registered_on=date(2021, 11, 15))
    for day in (date(2021, 11, 14), date(2021, 11, 15), date(2022, 6, 30)):
        make_credit(worker, "10.0", earned_on=day)

    found = progress(worker)
    assert (found.hours, found.starts_on, found.ends_on) == (20, date(2021, 11, 15), date(2024, 11, 14))
    assert progress(worker, date(2022, 6, 29)).hours == 10
    assert progress(worker, date(2021, 11, 14)).hours == 10


def test_hours_earned_after_a_lapsed_registration_do_not_count_for_it(taocheng):
    worker = make_worker(taocheng)
    make_registration(make_certificate(worker, issued_on=date(2018, 1, 1)), registered_on=date(2018, 6, 1))
    make_credit(worker, "10.0", earned_on=date(2021, 5, 31))
    make_credit(worker, "10.0", earned_on=date(2021, 6, 1))

    assert progress(worker).hours == 10


def test_without_a_certificate_nothing_is_asked_for(taocheng):
    assert progress(make_worker(taocheng)) is None


def test_the_progress_of_many_costs_one_query(taocheng, django_assert_num_queries):
    for _number in range(5):
        worker = make_worker(taocheng)
        make_registration(make_certificate(worker))
        make_credit(worker, "12.0")

    with django_assert_num_queries(1):
        found = [progress_of(one) for one in with_education(SocialWorker.objects.all(), ON)]
    assert {one.hours for one in found} == {12}
