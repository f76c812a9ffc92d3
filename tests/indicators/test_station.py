from datetime import date
from decimal import Decimal

import pytest

from indicators import stations
from indicators.catalogue import CATALOGUE
from indicators.reading import read, totals
from regions.models import Region
from stations.models import Component, Interruption, Milestone, ServiceModel, Stage, Station
from tests.regions.factories import make_region
from tests.stations.factories import (
    make_deliverable,
    make_interruption,
    make_milestone,
    make_station,
)

MARCH, MAY, JUNE, DECEMBER = date(2022, 3, 1), date(2022, 5, 4), date(2022, 6, 30), date(2022, 12, 31)


def total(code, user, region, on=JUNE):
    indicator = CATALOGUE[code]
    return read([indicator], user=user, region=region, on=on).value(indicator)


def by_child(code, user, region, on=JUNE):
    indicator = CATALOGUE[code]
    reading = read([indicator], user=user, region=region, on=on)
    return {child.name: reading.value(indicator, child.path) for child in reading.children}


def planned(township, on=date(2022, 1, 1), **overrides):
    station = make_station(township, **overrides)
    make_milestone(station, achieved_on=on)
    return station


def test_a_completed_station_counts_from_the_day_it_operates(city_admin, city, hedong):
    make_station(hedong, operating_on=MARCH)
    assert total("stations_completed", city_admin, city, date(2022, 2, 28)) == 0
    assert total("stations_completed", city_admin, city, MARCH) == 1


def test_a_suspended_station_is_not_completed_while_it_is_suspended(city_admin, city, hedong):
    station = make_station(hedong, operating_on=MARCH)
    make_interruption(station, started_on=date(2022, 6, 1), ended_on=date(2022, 8, 1))
    assert total("stations_completed", city_admin, city, date(2022, 5, 31)) == 1
    assert total("stations_completed", city_admin, city, JUNE) == 0
    assert total("stations_completed", city_admin, city, date(2022, 8, 1)) == 1


def test_coverage_counts_townships_and_not_stations(city_admin, city, hedong, hexi, zaoqiang_town):
    make_station(hedong, operating_on=MARCH)
    make_station(hedong, operating_on=MARCH, name="河东街道第二社工站")
    make_station(hexi)
    assert total("stations_completed", city_admin, city) == 2
    assert total("townships_covered", city_admin, city) == 1
    assert total("coverage_rate", city_admin, city) == Decimal(1) / Decimal(3)


def test_a_rate_of_the_city_is_sum_over_sum_and_not_the_mean_of_the_counties(
    city_admin, city, hedong, hexi, zaoqiang_town
):
    make_region("131102003", "河沿镇")
    make_station(zaoqiang_town, operating_on=MARCH)
    assert by_child("coverage_rate", city_admin, city) == {"桃城区": 0, "枣强县": 1}
    assert total("coverage_rate", city_admin, city) == Decimal(1) / Decimal(4)


def test_zones_and_farms_do_not_count_for_coverage(city_admin, city, hedong, taocheng):
    farm = make_region("131102400", "良种场", counts_for_coverage=False)
    make_station(farm, operating_on=MARCH)
    assert total("townships", city_admin, city) == 1
    assert total("townships_covered", city_admin, city) == 0
    assert total("stations_completed", city_admin, city) == 1


def test_coverage_of_a_county_without_townships_is_not_known(city_admin, city, zaoqiang):
    assert total("townships", city_admin, zaoqiang) == 0
    assert total("coverage_rate", city_admin, zaoqiang) is None


def test_a_township_that_became_a_town_keeps_its_coverage(city_admin, city, taocheng):
    town = make_region("131102105", "何家庄镇", valid_from=date(2023, 7, 1))
    old = make_region("131102205", "何家庄乡", valid_to=date(2023, 6, 30), successor=town)
    make_station(old, operating_on=MARCH)
    after = date(2023, 12, 31)
    assert total("townships", city_admin, city, JUNE) == total("townships", city_admin, city, after) == 1
    assert total("coverage_rate", city_admin, city, JUNE) == 1
    assert total("coverage_rate", city_admin, city, after) == 1
    # The station stands in the closed township until it is moved, so that one is listed with it.
    assert by_child("stations_completed", city_admin, taocheng, after) == {"何家庄镇": 0, "何家庄乡": 1}


def test_model_completion_is_what_counts_over_what_is_required(city_admin, city, hedong, hexi):
    station = planned(hedong)
    for component, number in [("PLATFORM", 1), ("CORE_PROJECT", 5), ("COMMUNITY_ROOM", 2)]:
        for _number in range(number):
            make_deliverable(station, component=component, accepted_on=MAY)
    make_deliverable(station, component="ELECTIVE_PROJECT", accepted_on=MAY)
    make_deliverable(station, component="TALENT_BRAND")
    # 1 + 3 (of 5) + 2 of 13.
    assert total("model_completion", city_admin, city) == Decimal(6) / Decimal(13)
    assert total("model_completion", city_admin, city, date(2022, 5, 3)) == 0
    planned(hexi)
    assert total("model_completion", city_admin, city) == Decimal(6) / Decimal(26)


def test_surplus_of_one_station_does_not_make_up_for_another(city_admin, city, hedong, hexi):
    for _number in range(6):
        make_deliverable(planned_once(hedong), accepted_on=MAY)
    planned(hexi)
    assert total("model_completion", city_admin, city) == Decimal(3) / Decimal(26)


def planned_once(township):
    return Station.objects.filter(township=township).first() or planned(township)


def test_model_completion_without_stations_in_the_plan_is_not_known(city_admin, city, hedong):
    make_station(hedong)
    assert total("model_completion", city_admin, city) is None


def test_stations_of_several_models_are_measured_by_their_own(city_admin, city, hedong, hexi):
    model = ServiceModel.objects.create(code="14N", name="14N")
    Component.objects.create(service_model=model, order=1, code="PLATFORM", name="平台", required=1)
    Component.objects.create(service_model=model, order=2, code="ELECTIVE", name="项目")
    station = planned(hedong, service_model=model)
    make_deliverable(station, component="PLATFORM", accepted_on=MAY)
    planned(hexi)
    assert total("model_completion", city_admin, city) == Decimal(1) / Decimal(14)


def test_a_closed_station_leaves_the_plan_and_takes_its_deliverables_along(city_admin, city, hedong, hexi):
    station = planned(hedong)
    make_deliverable(station, component="PLATFORM", accepted_on=MAY)
    planned(hexi)
    make_interruption(station, kind=Interruption.Kind.CLOSED, started_on=date(2022, 6, 1))
    assert total("stations_in_plan", city_admin, city, date(2022, 5, 31)) == 2
    assert total("model_completion", city_admin, city, date(2022, 5, 31)) == Decimal(1) / Decimal(26)
    assert total("stations_in_plan", city_admin, city) == 1
    assert total("model_completion", city_admin, city) == 0


def test_stations_by_stage_are_those_of_the_day_and_add_up_to_the_plan(city_admin, city, hedong, hexi):
    planned(hedong)
    station = planned(hexi)
    make_milestone(station, stage=Stage.FUNDED, achieved_on=date(2022, 4, 1))
    make_milestone(station, stage=Stage.OPERATING, achieved_on=date(2022, 9, 1))
    reading = read(stations.BY_STAGE, user=city_admin, region=city, on=JUNE)
    values = {one.code: reading.value(one) for one in stations.BY_STAGE if reading.value(one)}
    assert values == {"stations_at_planned": 1, "stations_at_funded": 1}


def test_milestones_are_overdue_from_the_day_after_the_planned_one(city_admin, city, hedong):
    station = planned(hedong)
    make_milestone(station, stage=Stage.FUNDED, planned_on=date(2022, 4, 1), achieved_on=date(2022, 9, 1))
    assert total("milestones_overdue", city_admin, city, date(2022, 4, 1)) == 0
    assert total("milestones_overdue", city_admin, city, date(2022, 4, 2)) == 1
    assert total("milestones_overdue", city_admin, city, date(2022, 9, 1)) == 0


def test_milestones_on_time_of_those_due(city_admin, city, hedong):
    station = make_station(hedong)
    day = date(2022, 4, 1)
    make_milestone(station, stage=Stage.PLANNED, planned_on=day, achieved_on=day)
    make_milestone(station, stage=Stage.FUNDED, planned_on=day, achieved_on=date(2022, 5, 1))
    make_milestone(station, stage=Stage.FITTED, planned_on=DECEMBER)
    assert total("milestones_on_time_rate", city_admin, city, date(2022, 3, 31)) is None
    assert total("milestones_on_time_rate", city_admin, city) == Decimal(1) / Decimal(2)


def test_each_county_gets_what_lies_below_it(city_admin, city, hedong, zaoqiang_town):
    make_station(hedong, operating_on=MARCH)
    make_station(zaoqiang_town, operating_on=MARCH)
    make_station(zaoqiang_town, operating_on=MARCH, name="枣强镇第二社工站")
    assert by_child("stations_completed", city_admin, city) == {"桃城区": 1, "枣强县": 2}


def test_all_station_indicators_of_a_region_cost_one_query(
    city_admin, city, hedong, zaoqiang_town, django_assert_num_queries
):
    make_station(hedong, operating_on=MARCH)
    reading = read(stations.INDICATORS, user=city_admin, region=city, on=JUNE)
    assert city_admin.assignments
    with django_assert_num_queries(1):
        values = {indicator.code: reading.value(indicator) for indicator in stations.INDICATORS}
    assert values["stations_completed"] == 1
    with django_assert_num_queries(1):
        assert len(reading.children) == 2


def test_a_measure_that_several_indicators_share_is_read_once(
    city_admin, city, hedong, django_assert_num_queries
):
    assert city_admin.assignments
    codes = ["townships", "townships_covered", "coverage_rate", "agencies_per_township"]
    reading = read([CATALOGUE[code] for code in codes], user=city_admin, region=city, on=JUNE)
    with django_assert_num_queries(2) as queries:
        assert reading.value(CATALOGUE["coverage_rate"]) == 0
    (of_stations,) = [query["sql"] for query in queries if "counts_for_coverage" in query["sql"]]
    assert of_stations.count('FROM "regions_region"') == 1


def test_totals_of_several_days_equal_those_read_one_by_one(city_admin, city, hedong, hexi):
    make_station(hedong, operating_on=MARCH)
    make_station(hexi, operating_on=date(2022, 9, 1))
    indicator = CATALOGUE["coverage_rate"]
    days = [date(2022, 2, 1), JUNE, DECEMBER]
    found = totals([(indicator, on) for on in days], user=city_admin, region=city)
    assert [found[(indicator, on)] for on in days] == [0, Decimal("0.5"), 1]


def test_nothing_is_counted_outside_the_region(taocheng_officer, taocheng, hedong, zaoqiang_town):
    make_station(zaoqiang_town, operating_on=MARCH)
    assert total("stations_completed", taocheng_officer, taocheng) == 0


def test_an_indicator_is_told_only_where_the_role_reaches(taocheng_officer, city, taocheng, hedong):
    indicator = CATALOGUE["stations_completed"]
    assert indicator.is_open_to(taocheng_officer, taocheng)
    assert indicator.is_open_to(taocheng_officer, hedong)
    assert not indicator.is_open_to(taocheng_officer, city)
    assert read([indicator], user=taocheng_officer, region=city, on=JUNE).indicators == ()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_indicator_has_words_and_answers_for_an_empty_city(code, city_admin, city):
    indicator = CATALOGUE[code]
    assert str(indicator.label)
    assert str(indicator.formula)
    assert str(indicator.rollup)
    value = total(code, city_admin, city)
    # People live there; and how uneven nothing is distributed nobody can say.
    is_undefined = indicator.is_ratio and code != "spent_per_resident" or code == "agencies_gini"
    assert value is None if is_undefined else value == 0


def test_overdue_agrees_with_the_models_own_words(city_admin, city, hedong):
    make_milestone(make_station(hedong), stage=Stage.FUNDED, planned_on=MARCH)
    assert total("milestones_overdue", city_admin, city) == Milestone.objects.overdue(JUNE).count() == 1


def test_a_division_that_did_not_exist_yet_is_no_line(city_admin, city, taocheng):
    make_region("131102105", "何家庄镇", valid_from=date(2023, 7, 1))
    reading = read([CATALOGUE["townships"]], user=city_admin, region=taocheng, on=JUNE)
    assert reading.children == []
    assert reading.value(CATALOGUE["townships"]) == 0
    assert Region.objects.under(taocheng).count() == 2
