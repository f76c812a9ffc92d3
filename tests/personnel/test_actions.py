from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core.errors import Refused
from personnel.actions.certificate import register_certificate
from personnel.actions.posting import end_posting, post_worker
from personnel.actions.social_worker import leave_register
from personnel.models import Posting
from tests.personnel.factories import make_certificate, make_posting, make_registration, make_worker
from tests.stations.factories import make_station


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def worker(hedong):
    return make_worker(hedong)


@pytest.fixture
def station(hedong):
    return make_station(hedong)


def post(worker, station, *, employment_type="full_time", by=None):
    return post_worker(
        worker,
        station=station,
        role="social_worker",
        employment_type=employment_type,
        on=date(2022, 4, 1),
        by=by,
    )


def test_posting_somebody_opens_a_posting_in_the_name_of_who_did_it(worker, station, taocheng_officer):
    posting = post(worker, station, by=taocheng_officer)

    assert Posting.objects.get() == posting
    assert (posting.started_on, posting.ended_on) == (date(2022, 4, 1), None)
    assert posting.history.get().history_user == taocheng_officer


def test_a_second_full_time_posting_is_refused_with_the_way_out(worker, station, hexi):
    make_posting(worker, make_station(hexi))

    with pytest.raises(Refused, match="ends it first, or this posting is part-time"):
        post(worker, station)
    assert Posting.objects.count() == 1


def test_the_refusal_does_not_name_the_other_station(worker, station, hexi):
    make_posting(worker, make_station(hexi))

    with pytest.raises(Refused) as refusal:
        post(worker, station)
    assert "河西" not in refusal.value.messages[0]


def test_a_part_time_posting_beside_it_is_taken(worker, station, hexi):
    make_posting(worker, make_station(hexi))

    assert post(worker, station, employment_type="part_time").is_open


def test_ending_a_posting_keeps_its_last_day_and_reason(worker, station):
    posting = end_posting(post(worker, station), on=date(2022, 5, 31), reason="resigned", by=None)

    posting.refresh_from_db()
    assert (posting.ended_on, posting.leave_reason) == (date(2022, 5, 31), "resigned")
    assert posting.history.count() == 2


def test_a_posting_ends_once(worker, station):
    posting = end_posting(post(worker, station), on=date(2022, 5, 31), reason="resigned", by=None)

    with pytest.raises(Refused, match="already ended"):
        end_posting(posting, on=date(2022, 6, 30), reason="resigned", by=None)


def test_a_posting_does_not_end_without_a_reason_or_before_it_starts(worker, station):
    posting = post(worker, station)

    with pytest.raises(ValidationError, match="leave reason"):
        end_posting(posting, on=date(2022, 5, 31), reason="", by=None)
    with pytest.raises(ValidationError, match="before it starts"):
        end_posting(posting, on=date(2022, 3, 31), reason="resigned", by=None)
    posting.refresh_from_db()
    assert posting.is_open


def test_registering_sets_three_years(worker):
    registration = register_certificate(make_certificate(worker), on=date(2022, 1, 15), by=None)

    assert registration.valid_to == date(2025, 1, 14)


def test_a_late_first_registration_is_recorded(worker):
    certificate = make_certificate(worker, issued_on=date(2020, 1, 1))

    assert register_certificate(certificate, on=date(2022, 6, 1), by=None).pk


def test_a_renewal_waits_for_its_window(worker):
    certificate = make_certificate(worker, issued_on=date(2018, 1, 10))
    make_registration(certificate, registered_on=date(2018, 2, 1))

    with pytest.raises(Refused, match="last three months"):
        register_certificate(certificate, on=date(2020, 10, 30), by=None)
    assert register_certificate(certificate, on=date(2020, 10, 31), by=None).valid_to == date(2023, 10, 30)


def test_an_expired_registration_is_renewed_at_any_time(worker):
    certificate = make_certificate(worker, issued_on=date(2018, 1, 10))
    make_registration(certificate, registered_on=date(2018, 2, 1))

    assert register_certificate(certificate, on=date(2021, 12, 1), by=None).valid_to == date(2024, 11, 30)


def test_a_certificate_is_not_registered_before_its_issue(worker):
    with pytest.raises(ValidationError, match="after it was issued"):
        register_certificate(
            make_certificate(worker, issued_on=date(2021, 10, 1)), on=date(2021, 9, 1), by=None
        )


def test_leaving_the_register_keeps_the_person_on_record(worker):
    worker = leave_register(worker, on=date(2022, 5, 1), reason="retired", by=None)

    worker.refresh_from_db()
    assert not worker.is_on_register(date(2022, 5, 1))
    assert worker.is_on_register(date(2022, 4, 30))


def test_who_is_posted_cannot_leave(worker, station):
    post(worker, station)

    with pytest.raises(ValidationError, match="End this person's postings"):
        leave_register(worker, on=date(2022, 5, 1), reason="retired", by=None)
