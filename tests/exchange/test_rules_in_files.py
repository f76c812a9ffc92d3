"""Rules about a record and its neighbours hold between the rows of one file as between records."""

from datetime import date

import pytest

from personnel.models import Posting, Registration
from stations.models import Engagement
from tests.exchange.files import do, errors_of, upload, workbook
from tests.personnel.factories import make_certificate, make_registration, make_worker
from tests.stations.factories import make_agency, make_engagement, make_station

pytestmark = pytest.mark.django_db

ENGAGEMENTS = ["station", "agency", "role", "started_on", "ended_on"]
POSTINGS = ["worker", "station", "role", "employment_type", "started_on", "ended_on", "leave_reason"]
SPRING, SUMMER, AUTUMN = date(2022, 3, 1), date(2022, 6, 30), date(2022, 10, 1)
SECOND_OPERATOR = "Another agency runs the station in this period; end that engagement first."
ELSEWHERE = (
    "This person is posted full-time elsewhere in that time; "
    "the posting there must end before this one starts."
)


@pytest.fixture
def agencies(taocheng):
    return [make_agency(taocheng), make_agency(taocheng)]


def engagement(station, agency, first, last="", role="operator"):
    return [station.code, agency.code, role, first, last]


def posting(worker, station, first, last="", employment_type="full_time"):
    reason = "transferred" if last else ""
    return [worker.code, station.code, "social_worker", employment_type, first, last, reason]


def test_two_operators_of_one_station_in_one_file_share_no_day(officer, hedong, agencies):
    station, (first, second) = make_station(hedong), agencies
    rows = [engagement(station, first, SPRING, SUMMER), engagement(station, second, SUMMER, AUTUMN)]

    batch = upload(officer, "engagements", workbook([ENGAGEMENTS, *rows]))

    assert (3, "started_on", SECOND_OPERATOR) in errors_of(batch)
    do(officer, batch, "commit")
    assert not Engagement.objects.exists()


def test_one_operator_after_another_and_a_supporter_come_in_one_file(officer, hedong, agencies):
    station, (first, second) = make_station(hedong), agencies
    rows = [
        engagement(station, second, date(2022, 7, 1)),
        engagement(station, first, SPRING, SUMMER),
        engagement(station, first, AUTUMN, role="supporter"),
    ]

    batch = upload(officer, "engagements", workbook([ENGAGEMENTS, *rows]))

    assert errors_of(batch) == []
    assert do(officer, batch, "commit").status == "committed"
    assert Engagement.objects.count() == 3


def test_a_row_that_ends_an_operator_makes_room_for_the_next_row(officer, hedong, agencies):
    station, (first, second) = make_station(hedong), agencies
    running = make_engagement(first, station, started_on=SPRING)
    rows = [engagement(station, first, SPRING, SUMMER), engagement(station, second, date(2022, 7, 1))]

    batch = upload(officer, "engagements", workbook([ENGAGEMENTS, *rows]))
    assert errors_of(batch) == []
    batch = do(officer, batch, "commit")

    assert (batch.status, batch.message) == ("committed", "")
    running.refresh_from_db()
    assert running.ended_on == SUMMER
    assert do(officer, batch, "undo").status == "undone"
    assert list(Engagement.objects.values_list("agency", "ended_on")) == [(first.pk, None)]


def test_two_full_time_postings_of_a_person_in_one_file_share_no_day(officer, hedong):
    worker, one, other = make_worker(hedong), make_station(hedong), make_station(hedong)
    rows = [posting(worker, one, SPRING, SUMMER), posting(worker, other, SUMMER)]

    batch = upload(officer, "postings", workbook([POSTINGS, *rows]))

    assert (3, "", ELSEWHERE) in errors_of(batch)
    do(officer, batch, "commit")
    assert not Posting.objects.exists()


def test_postings_one_after_another_and_one_beside_come_in_one_file(officer, hedong):
    worker, one, other = make_worker(hedong), make_station(hedong), make_station(hedong)
    rows = [
        posting(worker, other, date(2022, 7, 1)),
        posting(worker, one, SPRING, SUMMER),
        posting(worker, one, AUTUMN, employment_type="part_time"),
    ]

    batch = upload(officer, "postings", workbook([POSTINGS, *rows]))

    assert errors_of(batch) == []
    assert do(officer, batch, "commit").status == "committed"
    assert Posting.objects.count() == 3


@pytest.fixture
def certificate(hedong):
    return make_certificate(make_worker(hedong), issued_on=date(2018, 1, 10))


def registrations(officer, certificate, *days):
    rows = [[certificate.worker.code, day] for day in days]
    return upload(officer, "registrations", workbook([["certificate", "registered_on"], *rows]))


def test_a_renewal_in_a_file_waits_for_its_window(officer, certificate):
    make_registration(certificate, registered_on=date(2018, 2, 1))

    early = registrations(officer, certificate, date(2020, 10, 30))
    ((row, column, sentence),) = errors_of(early)
    assert (row, column) == (2, "registered_on")
    assert "is renewed in its last three months" in sentence

    in_time = registrations(officer, certificate, date(2020, 10, 31))
    assert do(officer, in_time, "commit").status == "committed"
    assert Registration.objects.last().valid_to == date(2023, 10, 30)


def test_registrations_of_many_years_come_in_one_file_in_any_order(officer, certificate):
    batch = registrations(officer, certificate, date(2023, 10, 1), date(2018, 2, 1), date(2020, 12, 1))

    assert errors_of(batch) == []
    assert do(officer, batch, "commit").new_count == 3


def test_a_renewal_before_its_window_in_the_same_file_is_refused_in_any_order(officer, certificate):
    for days in ([date(2018, 2, 1), date(2019, 2, 1)], [date(2019, 2, 1), date(2018, 2, 1)]):
        batch = registrations(officer, certificate, *days)
        assert batch.status == "refused"
    assert not Registration.objects.exists()
