"""The provincial rule for agencies: each criterion, what is unknown, and the same answer in SQL."""

from datetime import date

import pytest

from personnel.rules.fitness import State, fitness_of, full_time_staff, is_fit, meets_share, with_fitness
from stations.models import Agency
from tests.personnel.factories import make_certificate, make_registration, make_worker
from tests.personnel.training import make_founder
from tests.stations.agencies import make_rule
from tests.stations.factories import make_agency

ON = date(2022, 6, 30)


def judged(agency, on=ON):
    return fitness_of(with_fitness(Agency.objects.filter(pk=agency.pk), on).get(), on)


def states(agency, on=ON):
    found = judged(agency, on)
    in_sql = with_fitness(Agency.objects.filter(pk=agency.pk), on).filter(is_fit()).exists()
    assert in_sql is (found.state is State.MET)
    return [one.state.value for one in found.criteria], found.state.value


def make_staff(agency, number, *, qualified):
    """``number`` full-time workers, the first of them with a registration in force."""
    for place in range(number):
        worker = make_worker(agency.home_region, agency=agency)
        if place < qualified:
            make_registration(make_certificate(worker))


def make_certified_founders(agency, number):
    for _place in range(number):
        worker = make_worker(agency.home_region)
        make_certificate(worker, level=2)
        make_founder(agency, worker)


@pytest.fixture
def agency(taocheng):
    make_rule()
    return make_agency(taocheng, capital_yuan=10_000)


@pytest.mark.parametrize(
    ("some", "of", "expected"), [(4, 12, True), (3, 12, False), (4, 13, False), (1, 3, True), (0, 1, False)]
)
def test_a_third_is_compared_in_whole_numbers(some, of, expected):
    assert meets_share(some, of, 1, 3) is expected


def test_4_of_12_full_time_staff_pass(agency):
    make_certified_founders(agency, 2)
    make_staff(agency, 12, qualified=4)
    assert states(agency) == (["met", "met", "met"], "met")
    make_staff(agency, 1, qualified=0)
    assert states(agency) == (["met", "not_met", "met"], "not_met")


def test_what_is_not_recorded_is_unknown_and_not_fit(agency):
    Agency.objects.update(capital_yuan=None)
    assert states(agency) == (["unknown", "unknown", "unknown"], "unknown")


def test_claimed_certificates_leave_the_question_open(agency):
    make_certified_founders(agency, 1)
    make_founder(agency)
    assert states(agency)[0][0] == "not_met"
    make_founder(agency, claimed_certificate="社会工作师")
    assert states(agency)[0][0] == "unknown"


def test_an_assistant_is_no_certified_founder(agency):
    for _place in range(2):
        worker = make_worker(agency.home_region)
        make_certificate(worker, level=1)
        make_founder(agency, worker)
    assert states(agency)[0][0] == "not_met"


def test_a_lapsed_registration_does_not_qualify_but_a_degree_does(agency):
    worker = make_worker(agency.home_region, agency=agency)
    make_registration(make_certificate(worker, issued_on=date(2018, 1, 1)), registered_on=date(2018, 2, 1))
    assert states(agency)[0][1] == "not_met"
    assert states(agency, date(2021, 1, 31))[0][1] == "met"
    worker.education, worker.is_social_work_major = "bachelor", True
    worker.save()
    assert states(agency)[0][1] == "met"


@pytest.mark.parametrize(
    ("level", "capital", "expected"),
    [
        ("county", 9_999, "not_met"),
        ("county", 10_000, "met"),
        ("city", 19_999, "not_met"),
        ("city", 20_000, "met"),
        ("province", 1_000_000, "unknown"),
    ],
)
def test_capital_is_asked_for_by_the_registration_level(agency, level, capital, expected):
    Agency.objects.update(registration_level=level, capital_yuan=capital)
    assert states(agency)[0][2] == expected


def test_the_rule_is_the_one_in_force_on_the_day(agency):
    make_rule(valid_from=date(2022, 7, 1), document="新规", founders=3, county_capital_yuan=30_000)
    assert judged(agency).document == "冀民规〔2020〕1号"
    assert judged(agency, date(2022, 7, 1)).document == "新规"
    assert states(agency, date(2022, 7, 1))[0][2] == "not_met"
    assert states(agency, date(2019, 12, 31)) == ([], "unknown")


def test_the_fitness_of_many_costs_one_query(taocheng, django_assert_num_queries):
    make_rule()
    for _number in range(5):
        agency = make_agency(taocheng, capital_yuan=10_000)
        make_certified_founders(agency, 2)
        make_staff(agency, 3, qualified=1)
    with django_assert_num_queries(1):
        found = [fitness_of(one, ON) for one in with_fitness(Agency.objects.all(), ON)]
    assert {one.state for one in found} == {State.MET}
    assert full_time_staff(ON).count() == 15
