"""Which days belong to a period: the last one, unless its field is the day on which it is over."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from core.periods import PeriodQuerySet, days_of, holds_on, shares_a_day
from personnel.models import Position, Posting, SocialWorker, Supervisor
from regions.models import Region
from services.models import Need, ServiceCase, ServiceField, ServiceGroup, TargetGroup
from stations.models import Agency, AgencyRating, Engagement, Incubation, Interruption
from tests.funding.factories import make_cost, make_rule
from tests.personnel.factories import (
    make_certificate,
    make_position,
    make_posting,
    make_registration,
    make_worker,
)
from tests.personnel.training import make_supervision, make_supervisor
from tests.regions.factories import make_region
from tests.services.factories import (
    make_assessed_need,
    make_case,
    make_field,
    make_group,
    make_target_group,
)
from tests.stations.agencies import make_base, make_incubation, make_rating
from tests.stations.factories import (
    make_agency,
    make_engagement,
    make_interruption,
    make_service_model,
    make_station,
)

FIRST, END = date(2022, 3, 1), date(2022, 5, 31)
A_DAY = timedelta(days=1)
SINCE_EVER = None


@dataclass(frozen=True)
class Place:
    """A county, a township of it and a station there."""

    county: object
    township: object
    station: object


@pytest.fixture
def place(taocheng, hedong):
    return Place(taocheng, hedong, make_station(hedong))


def region(place):
    return make_region("131102009", valid_from=FIRST, valid_to=END)


def engagement(place):
    return make_engagement(make_agency(place.county), place.station, started_on=FIRST, ended_on=END)


def rating(place):
    return make_rating(make_agency(place.county), rated_on=FIRST, valid_to=END)


def incubation(place):
    base = make_base(place.county)
    stay = {"entered_on": FIRST, "left_on": END, "outcome": "graduated"}
    return make_incubation(make_agency(place.county), base, **stay)


def posting(place):
    stay = {"started_on": FIRST, "ended_on": END, "leave_reason": "resigned"}
    return make_posting(make_worker(place.county), place.station, **stay)


def registration(place):
    certificate = make_certificate(make_worker(place.county))
    return make_registration(certificate, registered_on=FIRST, valid_to=END)


def target_group(place):
    return make_target_group("ENDED", ended_on=END)


def service_field(place):
    return make_field("ENDED", ended_on=END)


def group(place):
    return make_group(place.station, started_on=FIRST, ended_on=END)


def spending_rule(place):
    return make_rule(valid_from=FIRST, valid_to=END)


def unit_cost(place):
    component = make_service_model().components.get(code="CORE_PROJECT")
    return make_cost(component, valid_from=FIRST, valid_to=END)


def interruption(place):
    return make_interruption(place.station, started_on=FIRST, ended_on=END)


def agency(place):
    status = Agency.Status.DEREGISTERED
    return make_agency(place.county, registered_on=FIRST, deregistered_on=END, status=status)


def worker(place):
    return make_worker(place.county, register_ended_on=END, register_end_reason="moved_away")


def supervisor(place):
    return make_supervisor(place.county, ended_on=END)


def position(place):
    return make_position(place.station, opened_on=FIRST, closed_on=END, close_reason="no_funds")


def case(place):
    return make_case(place.station, opened_on=FIRST, closed_on=END, outcome="reached")


def need(place):
    return make_assessed_need(place.township, status="resolved", raised_on=FIRST, closed_on=END)


# The field of the end is the last day that belongs to it.
LAST_DAY = [
    (region, FIRST),
    (engagement, FIRST),
    (rating, FIRST),
    (incubation, FIRST),
    (posting, FIRST),
    (registration, FIRST),
    (target_group, SINCE_EVER),
    (service_field, SINCE_EVER),
    (group, FIRST),
    (spending_rule, FIRST),
    (unit_cost, FIRST),
]
# It is the day on which something happened, and so the first that does not belong to it.
OVER_ON = [
    (interruption, FIRST),
    (agency, FIRST),
    (worker, SINCE_EVER),
    (supervisor, SINCE_EVER),
    (position, FIRST),
    (case, FIRST),
    (need, FIRST),
]
NOUNS = [(make, first, END) for make, first in LAST_DAY] + [
    (make, first, END - A_DAY) for make, first in OVER_ON
]


@pytest.mark.parametrize(
    ("make", "first", "last"), NOUNS, ids=[make.__name__ for make, _first, _last in NOUNS]
)
def test_a_record_holds_from_its_first_to_its_last_day(place, make, first, last):
    record = make(place)
    rows = type(record).objects.filter(pk=record.pk)
    days = {last: True, last + A_DAY: False, (first or date.min): True}
    if first:
        days[first - A_DAY] = False
    assert {day: rows.on(day).exists() for day in days} == days
    assert {day: holds_on(record, day) for day in days} == days
    assert days_of(record) == (first or date.min, last)
    assert not rows.open().exists()
    assert rows.overlapping(last).exists()
    assert not rows.overlapping(last + A_DAY).exists()


def test_every_noun_with_a_period_has_its_last_day_here():
    periods = {
        model.__name__.lower()
        for model in apps.get_models()
        if isinstance(getattr(model, "objects", None) and model.objects.all(), PeriodQuerySet)
    }
    # Nobody stands in on days that are over: ``tests/accounts/test_deputies.py`` asks them from today on.
    periods.remove("deputy")
    named = {make.__name__.replace("_", "") for make, _first, _last in NOUNS}
    others = {
        "rating": "agencyrating",
        "worker": "socialworker",
        "case": "servicecase",
        "group": "servicegroup",
    }
    assert {others.get(name, name) for name in named} == periods


@pytest.mark.parametrize(
    "record",
    [
        Region(),
        Region(valid_to=END),
        TargetGroup(),
        ServiceField(ended_on=END),
        SocialWorker(),
        Supervisor(ended_on=END + A_DAY),
        Agency(registered_on=FIRST),
        Posting(started_on=FIRST),
        Engagement(started_on=END, ended_on=END),
        AgencyRating(rated_on=END, valid_to=END),
        Incubation(entered_on=FIRST),
        ServiceGroup(started_on=FIRST),
        ServiceCase(opened_on=END),
        Need(raised_on=END),
    ],
    ids=lambda record: type(record).__name__,
)
def test_without_an_end_it_goes_on_and_a_day_may_be_all_of_it(record):
    assert holds_on(record, END)


@pytest.mark.parametrize(
    "record",
    [
        Agency(),
        Interruption(started_on=END, ended_on=END),
        Position(opened_on=END, closed_on=END),
        Region(valid_from=END + A_DAY),
    ],
    ids=lambda record: type(record).__name__,
)
def test_what_has_not_begun_or_is_over_on_its_first_day_does_not_hold(record):
    assert not holds_on(record, END)


def test_an_agency_in_preparation_is_not_registered_yet(taocheng):
    make_agency(taocheng, status=Agency.Status.PREPARING, registered_on=None, uscc=None)
    assert not Agency.objects.registered_on_day(END).exists()


def test_a_division_without_a_first_day_was_always_there(taocheng):
    assert Region.objects.on(date(1949, 10, 1)).get(pk=taocheng.pk) == taocheng


@pytest.mark.parametrize(
    ("one", "other", "is_shared"),
    [
        (Posting(started_on=FIRST, ended_on=END), Posting(started_on=END), True),
        (Posting(started_on=FIRST, ended_on=END), Posting(started_on=END + A_DAY), False),
        (Posting(started_on=FIRST), Posting(started_on=END), True),
        (Interruption(started_on=FIRST, ended_on=END), Interruption(started_on=END), False),
    ],
)
def test_periods_that_share_a_day(one, other, is_shared):
    assert shares_a_day(one, other) == shares_a_day(other, one) == is_shared


def test_the_condition_follows_a_lookup(place):
    engaged = engagement(place)
    stations = type(place.station).objects
    assert stations.filter(Engagement.objects.holding(END, "engagements")).get() == engaged.station
    assert not stations.filter(Engagement.objects.holding(END + A_DAY, "engagements")).exists()


def test_nobody_supervises_on_the_day_since_when_they_do_so_no_more(place):
    one = supervisor(place)
    make_supervision(one, place.station, held_on=END - A_DAY)
    with pytest.raises(ValidationError, match="had stopped before that day"):
        make_supervision(one, place.station, held_on=END)
