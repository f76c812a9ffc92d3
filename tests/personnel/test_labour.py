"""Posts, appointments, moves and departures, through the actions and the database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core.errors import Refused
from personnel.actions.position import appoint, close_position, open_position, transfer, waive_requirement
from personnel.models import Position, Posting
from stations.actions.station import close_station
from tests.personnel.factories import make_certificate, make_position, make_posting, make_worker
from tests.stations.factories import make_station

JUNE = date(2022, 6, 1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def station(hedong):
    return make_station(hedong)


@pytest.fixture
def other_station(hexi):
    return make_station(hexi)


@pytest.fixture
def position(station):
    return make_position(station)


@pytest.fixture
def worker(hedong):
    worker = make_worker(hedong)
    make_certificate(worker)
    return worker


def test_a_post_gets_its_code_from_the_station(position, station):
    assert position.code == "PO-131102002-1-01"
    assert make_position(station).code == "PO-131102002-1-02"


BROKEN = [
    ({"closed_on": date(2021, 12, 31), "close_reason": "other"}, "closed before it is needed"),
    ({"closed_on": JUNE}, "together with its reason"),
    ({"close_reason": "other"}, "together with its reason"),
    ({"role": "x"}, "not a valid choice"),
    ({"employment_type": "x"}, "not a valid choice"),
    ({"requirement": "x"}, "not a valid choice"),
    ({"responsible": "x"}, "not a valid choice"),
    ({"closed_on": JUNE, "close_reason": "x"}, "not a valid choice"),
]


@pytest.mark.parametrize(("values", "message"), BROKEN)
def test_a_post_that_contradicts_itself_is_refused_with_a_message(station, values, message):
    with pytest.raises(ValidationError, match=message):
        make_position(station, **values)


@pytest.mark.parametrize(("values", "message"), BROKEN)
def test_a_post_that_contradicts_itself_is_refused_by_the_database(position, values, message):
    with pytest.raises(IntegrityError):
        Position.objects.filter(pk=position.pk).update(**values)


def test_no_post_is_opened_at_a_closed_station(station):
    close_station(station, on=date(2022, 5, 1), reason="撤站", by=None)
    station.refresh_from_db()

    with pytest.raises(ValidationError, match="county reopens it"):
        open_position(Position(station=station, employment_type="full_time", opened_on=JUNE), by=None)


def test_a_post_is_vacant_until_somebody_is_appointed(worker, position):
    assert Position.objects.vacant(JUNE).get().pk == position.pk
    posting = appoint(worker, position=position, on=JUNE, by=None)

    assert (posting.station, posting.role, posting.employment_type) == (
        position.station,
        position.role,
        position.employment_type,
    )
    assert Position.objects.filled(JUNE).exists()
    assert not Position.objects.vacant(JUNE).exists()
    assert Position.objects.vacant(date(2022, 5, 31)).exists()


@pytest.mark.parametrize(
    ("requirement", "is_certified", "has_studied", "is_met"),
    [
        ("either", True, False, True),
        ("either", False, True, True),
        ("either", False, False, False),
        ("certificate", False, True, False),
        ("certificate", True, False, True),
        ("education", True, False, False),
        ("education", False, True, True),
        ("none", False, False, True),
    ],
)
def test_who_may_be_appointed(hedong, station, requirement, is_certified, has_studied, is_met):
    person = make_worker(hedong, is_social_work_major=has_studied)
    if is_certified:
        make_certificate(person)

    assert make_position(station, requirement=requirement).is_met_by(person, JUNE) is is_met


def test_without_what_a_post_asks_for_nobody_is_appointed_unless_the_county_waives_it(hedong, position):
    person = make_worker(hedong)
    with pytest.raises(Refused, match="let the county waive the requirement"):
        appoint(person, position=position, on=JUNE, by=None)

    waive_requirement(position, reason="公开招聘两次无人报名", by=None)

    assert appoint(person, position=position, on=JUNE, by=None).position == position
    assert position.history.first().history_change_reason == "公开招聘两次无人报名"


def test_a_certificate_of_a_later_day_does_not_count(hedong, position):
    person = make_worker(hedong)
    make_certificate(person, issued_on=date(2022, 7, 1))

    with pytest.raises(Refused, match="none on record on that day"):
        appoint(person, position=position, on=JUNE, by=None)


def test_a_post_is_held_by_one_person(hedong, worker, position):
    appoint(worker, position=position, on=JUNE, by=None)
    other = make_worker(hedong, is_social_work_major=True)

    with pytest.raises(Refused, match="is held by"):
        appoint(other, position=position, on=date(2022, 7, 1), by=None)


def test_the_database_keeps_one_holder_of_a_post(hedong, worker, position):
    appoint(worker, position=position, on=JUNE, by=None)
    other = make_posting(make_worker(hedong), position.station, role="assistant")

    with pytest.raises(IntegrityError):
        Posting.objects.filter(pk=other.pk).update(position=position)


def test_a_posting_fits_its_post(worker, position, other_station):
    with pytest.raises(ValidationError, match="belongs to another station"):
        make_posting(worker, other_station, position=position)
    with pytest.raises(ValidationError, match="not needed yet"):
        make_posting(worker, position.station, position=position, started_on=date(2021, 12, 31))


def test_a_post_that_is_held_is_not_closed(worker, position):
    appoint(worker, position=position, on=JUNE, by=None)

    with pytest.raises(ValidationError, match="end the posting first"):
        close_position(position, on=date(2022, 7, 1), reason="no_funds", by=None)
    assert not Position.objects.get().is_closed


def test_a_closed_post_is_neither_needed_nor_vacant_nor_closed_again(position):
    close_position(position, on=JUNE, reason="no_funds", by=None)

    assert not Position.objects.needed(JUNE).exists()
    assert Position.objects.vacant(date(2022, 5, 31)).exists()
    with pytest.raises(Refused, match="was closed on"):
        close_position(position, on=JUNE, reason="no_funds", by=None)


def test_moving_ends_one_posting_and_begins_another(worker, station, other_station):
    first = make_posting(worker, station)
    second = transfer(first, station=other_station, on=JUNE, by=None)

    first.refresh_from_db()
    assert (first.ended_on, first.leave_reason) == (date(2022, 5, 31), "transferred")
    assert (second.station, second.started_on, second.employment_type) == (other_station, JUNE, "full_time")


def test_moving_to_a_post_fills_it_or_changes_nothing(hedong, station, other_station):
    person = make_worker(hedong)
    first = make_posting(person, station)
    target = make_position(other_station)

    with pytest.raises(Refused, match="asks for"):
        transfer(first, position=target, on=JUNE, by=None)
    first.refresh_from_db()
    assert first.is_open
    make_certificate(person)
    assert transfer(first, position=target, on=JUNE, by=None).position == target


def test_nobody_moves_to_where_they_are_or_before_they_came(worker, station, other_station):
    first = make_posting(worker, station, started_on=JUNE)

    with pytest.raises(Refused, match="works at .* already"):
        transfer(first, station=station, on=date(2022, 7, 1), by=None)
    with pytest.raises(Refused, match="at least a day later"):
        transfer(first, station=other_station, on=JUNE, by=None)


def test_days_to_fill_count_from_the_opening_or_from_the_last_holder(hedong, position):
    station = position.station
    make_posting(
        make_worker(hedong),
        station,
        position=position,
        started_on=date(2022, 1, 31),
        ended_on=date(2022, 3, 31),
        leave_reason="resigned",
    )
    make_posting(make_worker(hedong), station, position=position, started_on=date(2022, 4, 11))

    rows = Posting.objects.with_days_to_fill().order_by("started_on")
    assert [one.days_to_fill for one in rows] == [30, 10]


def test_a_vacant_post_says_since_when(hedong, position):
    on = date(2022, 5, 1)
    assert Position.objects.seen_on(on).get().vacant_since == date(2022, 1, 1)
    make_posting(
        make_worker(hedong),
        position.station,
        position=position,
        ended_on=date(2022, 4, 9),
        leave_reason="other",
    )
    assert Position.objects.seen_on(on).get().vacant_since == date(2022, 4, 10)


OVERLAPS = [
    (date(2022, 5, 31), None),
    (date(2022, 1, 1), date(2022, 3, 1)),
    (date(2022, 4, 1), date(2022, 4, 30)),
    (date(2021, 1, 1), date(2022, 12, 31)),
]


def raw_posting(worker, station, started_on, ended_on, employment_type="full_time"):
    """A row that no rule of ours has looked at."""
    reason = "resigned" if ended_on else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO personnel_posting "
            "(worker_id, station_id, role, employment_type, started_on, ended_on, leave_reason) "
            "VALUES (%s, %s, 'other', %s, %s, %s, %s)",
            [worker.pk, station.pk, employment_type, started_on, ended_on, reason],
        )


@pytest.fixture
def ended(worker, station):
    return make_posting(worker, station, ended_on=date(2022, 5, 31), leave_reason="resigned")


@pytest.mark.parametrize(("started_on", "ended_on"), OVERLAPS)
def test_the_database_refuses_full_time_postings_that_share_a_day(
    ended, worker, other_station, started_on, ended_on
):
    with pytest.raises(IntegrityError, match="full_time_overlap"), transaction.atomic():
        raw_posting(worker, other_station, started_on, ended_on)
    assert Posting.objects.count() == 1


def test_the_database_allows_the_next_day_part_time_and_other_people(ended, worker, hedong, other_station):
    raw_posting(worker, other_station, date(2022, 6, 1), None)
    raw_posting(worker, other_station, date(2022, 4, 1), date(2022, 4, 30), "part_time")
    raw_posting(make_worker(hedong), other_station, date(2022, 4, 1), date(2022, 4, 30))

    assert Posting.objects.count() == 4


def test_the_database_refuses_to_let_postings_grow_into_each_other(ended, worker, other_station):
    raw_posting(worker, other_station, date(2022, 6, 1), None)

    with pytest.raises(IntegrityError, match="full_time_overlap"):
        Posting.objects.filter(pk=ended.pk).update(ended_on=date(2022, 6, 1))


def test_the_list_of_posts_costs_the_same_for_one_row_and_for_five(
    client_of, taocheng_officer, hedong, station
):
    client = client_of(taocheng_officer)
    make_position(station)
    with CaptureQueriesContext(connection) as one:
        client.get("/personnel/positions/")
    for _each in range(4):
        position = make_position(station)
        make_posting(make_worker(hedong), station, position=position)
    with CaptureQueriesContext(connection) as five:
        response = client.get("/personnel/positions/?state=needed")

    assert len(five) == len(one)
    assert response.context["table"].paginator.count == 5


def test_the_list_shows_since_when_and_for_how_long_a_post_is_vacant(client_of, taocheng_officer, position):
    text = client_of(taocheng_officer).get("/personnel/positions/?on=2022-01-11&state=vacant").text

    assert position.code in text
    assert ">10<" in text


def test_the_whole_way_of_a_post_through_the_pages(
    client_of, taocheng_officer, worker, station, other_station
):
    client = client_of(taocheng_officer)
    posts = f"/personnel/stations/{station.code}/posts/"
    values = {
        "role": "social_worker",
        "employment_type": "full_time",
        "requirement": "either",
        "responsible": "county",
        "opened_on": "2022-01-01",
    }
    client.post(f"{posts}new/", values)
    position = Position.objects.get()
    assert position.code in client.get(posts).text

    client.post(f"/personnel/positions/{position.code}/appoint/", {"worker": worker.code, "on": "2022-03-01"})
    assert worker.name in client.get(posts).text

    mine = f"/personnel/workers/{worker.code}/postings/"
    client.post(f"{mine}{station.code}/transfer/", {"station": other_station.code, "on": "2022-06-01"})
    client.post(f"{mine}{other_station.code}/end/", {"on": "2022-06-30", "reason": "resigned"})
    client.post(f"/personnel/positions/{position.code}/close/", {"on": "2022-07-01", "reason": "no_funds"})

    assert list(worker.postings.order_by("started_on").values_list("leave_reason", flat=True)) == [
        "transferred",
        "resigned",
    ]
    assert Position.objects.get().is_closed


def test_a_township_does_not_waive_what_a_post_asks_for(client_of, hedong_officer, position):
    address = f"/personnel/positions/{position.code}/waive/"

    assert client_of(hedong_officer).get(address).status_code == 403
    assert client_of(hedong_officer).get(f"/personnel/positions/{position.code}/appoint/").status_code == 200


def test_a_refusal_stands_above_the_form(client_of, taocheng_officer, hedong, position, settings):
    settings.LANGUAGE_CODE = "en"
    person = make_worker(hedong)
    response = client_of(taocheng_officer).post(
        f"/personnel/positions/{position.code}/appoint/", {"worker": person.code, "on": "2022-06-01"}
    )

    assert response.status_code == 200
    assert "let the county waive" in response.text
    assert not Posting.objects.exists()
