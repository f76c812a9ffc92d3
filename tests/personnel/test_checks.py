"""What the rules of stages count of a station's people is what the figures count."""

from datetime import date, timedelta

import pytest

from personnel.models import Posting, SocialWorker
from stations.models import Stage
from stations.rules.gates import Presence
from tests.personnel.factories import make_certificate, make_posting, make_worker
from tests.stations.factories import make_station

pytestmark = pytest.mark.django_db

FIRST = date(2022, 1, 1)


@pytest.fixture
def station(hedong):
    """A station with people of every kind: never, later, doubly and no longer certified."""
    station, elsewhere = make_station(hedong), make_station(hedong)
    make_posting(make_worker(hedong), station, started_on=date(2022, 1, 10))
    later = make_worker(hedong)
    make_posting(later, station, started_on=date(2022, 1, 10))
    make_certificate(later, issued_on=date(2022, 2, 1))
    risen = make_worker(hedong)
    make_certificate(risen, level=1, issued_on=date(2021, 10, 1))
    make_certificate(risen, level=2, issued_on=date(2022, 2, 20))
    end = {"ended_on": date(2022, 3, 1), "leave_reason": "transferred"}
    make_posting(risen, station, started_on=date(2022, 1, 20), **end)
    make_posting(risen, elsewhere, started_on=date(2022, 3, 2))
    make_posting(risen, station, started_on=date(2022, 2, 10), employment_type="part_time", **end)
    gone = make_worker(hedong)
    make_certificate(gone, issued_on=date(2021, 10, 1))
    make_posting(
        gone,
        station,
        started_on=date(2022, 1, 5),
        ended_on=date(2022, 2, 15),
        leave_reason="retired",
    )
    gone.register_ended_on, gone.register_end_reason = date(2022, 2, 15), "retired"
    gone.save()
    return station


def test_certified_staff_of_the_rules_are_the_certified_people_posted_there(station):
    presence = Presence([station.pk])

    counts = set()
    for day in (FIRST + timedelta(days=number) for number in range(90)):
        posted = Posting.objects.on(day).filter(station=station)
        people = SocialWorker.objects.certified(day).filter(pk__in=posted.values("worker"))
        counts.add(people.count())
        assert presence.count("certified_staff", station.pk, day, Stage.STAFFED) == people.count(), day
    assert counts == {0, 1, 2, 3}
