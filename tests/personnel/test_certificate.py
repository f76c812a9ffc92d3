from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from personnel.models import Certificate, Registration
from personnel.rules.certificate_clock import Status
from tests.personnel.factories import make_certificate, make_registration, make_worker


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def worker(hedong):
    return make_worker(hedong)


def test_a_number_is_kept_trimmed_and_in_capitals(worker):
    assert make_certificate(worker, number=" 20211037ab00000001 ").number == "20211037AB00000001"


@pytest.mark.parametrize("number", ["123456789", "1" * 31, "2021-1037-1300", "２０２１中文1037130", ""])
def test_a_number_of_another_form_is_refused(worker, number):
    with pytest.raises(ValidationError):
        make_certificate(worker, number=number)


@pytest.mark.parametrize("number", ["123456789", "2021-1037-1300", "20211037ab00000001", ""])
def test_the_database_refuses_a_number_of_another_form(worker, number):
    certificate = make_certificate(worker)

    with pytest.raises(IntegrityError):
        Certificate.objects.filter(pk=certificate.pk).update(number=number)


@pytest.mark.parametrize(("number", "usual"), [("1" * 10, False), ("1" * 18, True), ("A" * 30, False)])
def test_other_lengths_than_18_are_taken_and_told_apart(worker, number, usual):
    assert make_certificate(worker, number=number).has_usual_number is usual


def test_a_number_is_recorded_once(worker, hedong):
    make_certificate(worker, number="20211037AB00000001")

    with pytest.raises(ValidationError, match="already recorded"):
        make_certificate(make_worker(hedong), number="20211037ab00000001")


def test_the_database_keeps_numbers_apart(worker, hedong):
    number = make_certificate(worker).number
    other = make_certificate(make_worker(hedong))

    with pytest.raises(IntegrityError):
        Certificate.objects.filter(pk=other.pk).update(number=number)


def test_a_person_has_one_certificate_of_a_level(worker):
    make_certificate(worker)

    with pytest.raises(ValidationError, match="certificate of this level"):
        make_certificate(worker)


def test_the_database_keeps_one_certificate_of_a_level(worker):
    make_certificate(worker, level=1)
    other = make_certificate(worker, level=2)

    with pytest.raises(IntegrityError):
        Certificate.objects.filter(pk=other.pk).update(level=1)


def test_an_unknown_level_is_refused(worker):
    with pytest.raises(ValidationError, match="not a valid choice"):
        make_certificate(worker, level=4)


def test_the_database_refuses_an_unknown_level(worker):
    certificate = make_certificate(worker)

    with pytest.raises(IntegrityError):
        Certificate.objects.filter(pk=certificate.pk).update(level=4)


def test_no_certificate_is_issued_in_the_future(worker):
    with pytest.raises(ValidationError, match="issued in the future"):
        make_certificate(worker, issued_on=date(2099, 1, 1))


def test_a_number_is_shown_masked(worker):
    certificate = make_certificate(worker, number="202110371300000001")

    assert certificate.number_masked == "2021**********0001"
    assert "202110371300000001" not in str(certificate)


def test_the_clock_runs_from_the_registrations(worker):
    certificate = make_certificate(worker, issued_on=date(2022, 10, 1))
    make_registration(certificate, registered_on=date(2023, 1, 15))

    assert certificate.clock_on(date(2025, 10, 14)).status == Status.RENEWAL_WINDOW


def test_a_registration_lasts_three_years_less_a_day_unless_it_says_else(worker):
    certificate = make_certificate(worker)
    usual = make_registration(certificate, registered_on=date(2021, 12, 1))
    other = make_registration(certificate, registered_on=date(2024, 10, 1), valid_to=date(2026, 6, 30))

    assert (usual.valid_to, other.valid_to) == (date(2024, 11, 30), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"registered_on": date(2099, 1, 1)}, "in the future"),
        ({"registered_on": date(2021, 9, 30)}, "after it was issued"),
        ({"registered_on": date(2021, 12, 1), "valid_to": date(2021, 11, 30)}, "before it begins"),
    ],
)
def test_a_registration_that_cannot_be_is_refused(worker, values, message):
    certificate = make_certificate(worker, issued_on=date(2021, 10, 1))

    with pytest.raises(ValidationError, match=message):
        make_registration(certificate, **values)


def test_the_database_refuses_a_registration_that_ends_before_it_begins(worker):
    registration = make_registration(make_certificate(worker))

    with pytest.raises(IntegrityError):
        Registration.objects.filter(pk=registration.pk).update(valid_to=date(2021, 11, 30))


def test_a_day_has_one_registration(worker):
    certificate = make_certificate(worker)
    make_registration(certificate)

    with pytest.raises(ValidationError, match="registration of that day"):
        make_registration(certificate)


def test_the_database_keeps_one_registration_a_day(worker):
    certificate = make_certificate(worker)
    make_registration(certificate, registered_on=date(2021, 12, 1))
    other = make_registration(certificate, registered_on=date(2024, 9, 15))

    with pytest.raises(IntegrityError):
        Registration.objects.filter(pk=other.pk).update(registered_on=date(2021, 12, 1))


def test_registrations_in_force_include_their_first_and_last_day(worker):
    make_registration(make_certificate(worker), registered_on=date(2021, 12, 1))

    days = [date(2021, 11, 30), date(2021, 12, 1), date(2024, 11, 30), date(2024, 12, 1)]

    assert [Registration.objects.on(day).exists() for day in days] == [False, True, True, False]
