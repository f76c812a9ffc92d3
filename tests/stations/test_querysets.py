from datetime import date

import pytest

from stations.models import Agency, Deliverable, Engagement, Interruption, Milestone, Stage, Station
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_engagement,
    make_interruption,
    make_milestone,
    make_station,
)

SPRING, SUMMER, AUTUMN = date(2022, 3, 1), date(2022, 7, 1), date(2022, 10, 1)


def test_a_station_is_completed_from_the_day_it_operates(hedong):
    station = make_station(hedong, operating_on=SPRING)
    assert not Station.objects.completed(date(2022, 2, 28)).exists()
    assert Station.objects.completed(SPRING).get() == station


def test_an_opened_station_is_not_completed(station):
    make_milestone(station, stage=Stage.OPENED, achieved_on=SPRING)
    assert not Station.objects.completed(AUTUMN).exists()


def test_a_demonstration_station_is_completed_without_a_day_of_operation(station):
    make_milestone(station, stage=Stage.DEMONSTRATION, achieved_on=SPRING)
    assert Station.objects.completed(AUTUMN).exists()


@pytest.mark.parametrize(
    ("day", "is_completed"),
    [
        (date(2022, 6, 30), True),
        (date(2022, 7, 1), False),
        (date(2022, 9, 30), False),
        (date(2022, 10, 1), True),
    ],
)
def test_a_suspended_station_does_not_count_until_the_day_it_reopens(hedong, day, is_completed):
    station = make_station(hedong, operating_on=SPRING)
    make_interruption(station, started_on=SUMMER, ended_on=AUTUMN)
    assert Station.objects.completed(day).exists() is is_completed


def test_a_closed_station_leaves_the_plan_and_a_suspended_one_does_not(hedong, hexi):
    closed, suspended = make_station(hedong), make_station(hexi)
    for station in (closed, suspended):
        make_milestone(station, achieved_on=SPRING)
    make_interruption(closed, kind=Interruption.Kind.CLOSED, started_on=SUMMER)
    make_interruption(suspended, started_on=SUMMER)
    assert Station.objects.in_plan(date(2022, 2, 28)).count() == 0
    assert Station.objects.in_plan(date(2022, 6, 30)).count() == 2
    assert Station.objects.in_plan(AUTUMN).get() == suspended


def test_the_stage_of_an_earlier_day_is_the_furthest_reached_by_then(station):
    make_milestone(station, stage=Stage.CONTRACTED, achieved_on=SPRING)
    make_milestone(station, stage=Stage.FUNDED, achieved_on=SUMMER)
    make_milestone(station, stage=Stage.OPENED, achieved_on=AUTUMN)
    days = (date(2022, 1, 1), SPRING, SUMMER, AUTUMN)
    stages = [Station.objects.with_stage_on(day).get().stage_on for day in days]
    assert stages == [Stage.PLANNED, Stage.CONTRACTED, Stage.CONTRACTED, Stage.OPENED]


def test_a_milestone_is_overdue_from_the_day_after_its_plan_until_it_is_achieved(station):
    milestone = make_milestone(station, stage=Stage.FITTED, planned_on=SUMMER, achieved_on=AUTUMN)
    found = [
        Milestone.objects.overdue(day).exists()
        for day in (SUMMER, date(2022, 7, 2), date(2022, 9, 30), AUTUMN)
    ]
    assert found == [False, True, True, False]
    assert milestone.is_overdue(date(2022, 7, 2))
    assert not milestone.is_overdue(AUTUMN)
    assert Station.objects.overdue(date(2022, 7, 2)).get() == station


@pytest.mark.parametrize("kind", Interruption.Kind)
def test_nothing_is_overdue_while_the_station_stands_still(station, kind):
    make_milestone(station, stage=Stage.FITTED, planned_on=SPRING)
    make_interruption(station, kind=kind, started_on=SUMMER)
    assert Milestone.objects.overdue(date(2022, 6, 30)).exists()
    assert not Milestone.objects.overdue(AUTUMN).exists()


def test_a_milestone_without_a_plan_is_never_overdue(station):
    make_milestone(station, stage=Stage.FITTED)
    assert not Milestone.objects.overdue(AUTUMN).exists()


@pytest.mark.parametrize("text", ["河东", "hedong", "he dong", "HDJD", "hdjdsgz", "131102002", "st-1311"])
def test_a_station_is_found_by_name_pinyin_initials_and_code(hedong, text):
    station = make_station(hedong)
    assert Station.objects.search(text).get() == station


def test_a_station_is_not_found_by_something_else(station):
    assert not Station.objects.search("河西").exists()


def test_stations_of_one_township_are_numbered(hedong):
    codes = [make_station(hedong, name=f"第{number}站").code for number in range(1, 12)]
    assert codes[0] == "ST-131102002-1"
    assert codes[-2:] == ["ST-131102002-10", "ST-131102002-11"]


def test_agencies_are_registered_from_their_day_until_the_day_they_are_struck_off(city):
    make_agency(city, registered_on=SPRING, deregistered_on=AUTUMN, status=Agency.Status.DEREGISTERED)
    days = (date(2022, 2, 28), SPRING, date(2022, 9, 30), AUTUMN)
    assert [Agency.objects.registered_on_day(day).count() for day in days] == [0, 1, 1, 0]


def test_other_founders_are_all_but_the_professionals(city):
    for founder_type in Agency.FounderType:
        make_agency(city, founder_type=founder_type)
    assert Agency.objects.founded_by_others().count() == len(Agency.FounderType) - 1


def test_agencies_are_counted_by_level(city):
    make_agency(city)
    make_agency(city, registration_level="city")
    assert Agency.objects.at_level("city").count() == 1


def test_an_agency_is_found_by_its_credit_code(city):
    agency = make_agency(city, uscc="52131102MJ0000018K")
    assert Agency.objects.search("mj0000018k").get() == agency
    assert agency.code == "AG-0001"


def test_an_engagement_is_in_force_on_its_first_and_on_its_last_day(station, city):
    make_engagement(make_agency(city), station, started_on=SPRING, ended_on=SUMMER)
    days = (date(2022, 2, 28), SPRING, SUMMER, date(2022, 7, 2))
    assert [Engagement.objects.on(day).count() for day in days] == [0, 1, 1, 0]
    assert not Engagement.objects.open().exists()


def test_only_what_was_accepted_by_the_day_is_accepted(station):
    make_deliverable(station, accepted_on=SUMMER)
    make_deliverable(station)
    assert [Deliverable.objects.accepted(day).count() for day in (SPRING, SUMMER)] == [0, 1]
