from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from personnel.models import Posting
from stations.actions.station import close_station
from tests.personnel.factories import make_posting, make_worker
from tests.stations.factories import make_station

PART_TIME = Posting.EmploymentType.PART_TIME


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


@pytest.fixture
def other_station(hexi):
    return make_station(hexi)


def test_a_person_has_one_open_full_time_posting(worker, station, other_station):
    make_posting(worker, station)

    with pytest.raises(ValidationError, match="already has an open full-time posting"):
        make_posting(worker, other_station, started_on=date(2022, 6, 1))


def test_the_database_keeps_one_open_full_time_posting(worker, station, other_station):
    make_posting(worker, station)
    other = make_posting(worker, other_station, employment_type=PART_TIME)

    with pytest.raises(IntegrityError):
        Posting.objects.filter(pk=other.pk).update(employment_type="full_time")


def test_part_time_beside_full_time_is_fine(worker, station, other_station):
    make_posting(worker, station)
    make_posting(worker, other_station, employment_type=PART_TIME)

    assert worker.postings.open().count() == 2


def test_full_time_postings_share_no_day(worker, station, other_station):
    make_posting(worker, station, ended_on=date(2022, 5, 31), leave_reason="transferred")

    with pytest.raises(ValidationError, match="posted full-time elsewhere"):
        make_posting(worker, other_station, started_on=date(2022, 5, 31))
    assert make_posting(worker, other_station, started_on=date(2022, 6, 1))


def test_a_person_has_one_open_posting_at_a_station(worker, station):
    make_posting(worker, station, employment_type=PART_TIME)

    with pytest.raises(ValidationError, match="open posting at this station"):
        make_posting(worker, station, employment_type=PART_TIME)


def test_the_database_keeps_one_open_posting_at_a_station(worker, station):
    make_posting(worker, station, employment_type=PART_TIME)
    ended = make_posting(worker, station, ended_on=date(2022, 4, 1), leave_reason="resigned")

    with pytest.raises(IntegrityError):
        Posting.objects.filter(pk=ended.pk).update(ended_on=None, leave_reason="")


BROKEN = [
    ({"ended_on": date(2022, 2, 28), "leave_reason": "resigned"}, "cannot end before it starts"),
    ({"ended_on": date(2022, 4, 1)}, "leave reason together with the last day"),
    ({"leave_reason": "resigned"}, "leave reason together with the last day"),
    ({"ended_on": date(2022, 4, 1), "leave_reason": "x"}, "not a valid choice"),
    ({"role": "x"}, "not a valid choice"),
    ({"employment_type": "x"}, "not a valid choice"),
]


@pytest.mark.parametrize(("values", "message"), BROKEN)
def test_what_contradicts_itself_is_refused_with_a_message(worker, station, values, message):
    with pytest.raises(ValidationError, match=message):
        make_posting(worker, station, **values)


@pytest.mark.parametrize(("values", "message"), BROKEN)
def test_what_contradicts_itself_is_refused_by_the_database(worker, station, values, message):
    posting = make_posting(worker, station)

    with pytest.raises(IntegrityError):
        Posting.objects.filter(pk=posting.pk).update(**values)


def test_nobody_is_posted_at_a_closed_station(worker, station):
    close_station(station, on=date(2022, 5, 1), reason="撤站", by=None)
    station.refresh_from_db()

    with pytest.raises(ValidationError, match="reopen it"):
        make_posting(worker, station)


def test_a_posting_ends_when_the_person_leaves_the_register(hedong, station):
    worker = make_worker(hedong, register_ended_on=date(2022, 5, 1), register_end_reason="retired")

    with pytest.raises(ValidationError, match="left the register"):
        make_posting(worker, station)
    assert make_posting(worker, station, ended_on=date(2022, 5, 1), leave_reason="retired")


def test_postings_of_a_day_include_their_first_and_last_day(worker, station):
    make_posting(worker, station, ended_on=date(2022, 4, 30), leave_reason="resigned")
    days = [date(2022, 2, 28), date(2022, 3, 1), date(2022, 4, 30), date(2022, 5, 1)]

    assert [Posting.objects.on(day).exists() for day in days] == [False, True, True, False]


def test_open_postings_have_no_end(worker, station, other_station):
    make_posting(worker, other_station, ended_on=date(2022, 4, 30), leave_reason="resigned")
    going_on = make_posting(worker, station, started_on=date(2022, 5, 1))

    assert list(Posting.objects.open()) == [going_on]
