from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from core.errors import Refused
from stations import actions
from stations.models import Deliverable, Engagement, Interruption, Stage, Station
from tests.accounts.factories import make_user
from tests.stations.factories import (
    make_agency,
    make_community,
    make_deliverable,
    make_engagement,
    make_file,
    make_milestone,
    make_service_model,
    make_station,
    switch_rules_off,
)

SPRING, SUMMER, AUTUMN = date(2022, 3, 1), date(2022, 7, 1), date(2022, 10, 1)
FUTURE = date(2099, 1, 1)


@pytest.fixture
def anna(db):
    return make_user("anna")


@pytest.fixture
def ben(db):
    return make_user("ben")


@pytest.fixture
def operating(hedong):
    return make_station(hedong, operating_on=SPRING)


@pytest.fixture
def carl(city):
    """Of the city, who stands above whoever reports."""
    return make_user("carl", Role.MUNICIPAL_ADMIN, city)


@pytest.fixture
def no_rules(db):
    switch_rules_off()


def record_site(station):
    """What the rule of the site asks for."""
    station.address, station.area_m2 = "人民路1号", 120
    station.save()


@pytest.mark.usefixtures("no_rules")
def test_achieving_a_milestone_moves_the_stage_and_names_the_author(station, anna):
    milestone = make_milestone(station, stage=Stage.FUNDED, planned_on=SPRING)
    actions.achieve_milestone(milestone, on=SUMMER, by=anna)
    station.refresh_from_db()
    assert station.stage == Stage.FUNDED
    assert milestone.history.first().history_user == anna
    assert station.history.first().stage == Stage.FUNDED


@pytest.mark.usefixtures("no_rules")
def test_a_parallel_stage_reached_later_does_not_move_the_station_back(station, anna):
    record_site(station)
    make_milestone(station, stage=Stage.CONTRACTED, achieved_on=SPRING)
    actions.achieve_milestone(make_milestone(station, stage=Stage.SITE_CONFIRMED), on=SUMMER, by=anna)
    station.refresh_from_db()
    assert station.stage == Stage.CONTRACTED


@pytest.mark.usefixtures("no_rules")
def test_a_directly_staffed_station_skips_procuring_and_contracting(station, anna):
    record_site(station)
    for stage in (Stage.PLANNED, Stage.SITE_CONFIRMED, Stage.FUNDED, Stage.FITTED, Stage.OPERATING):
        actions.achieve_milestone(make_milestone(station, stage=stage), on=SPRING, by=anna)
    assert Station.objects.completed(SPRING).get().stage == Stage.OPERATING


def test_withdrawing_the_furthest_milestone_moves_the_station_back(operating):
    make_milestone(operating, stage=Stage.FITTED, achieved_on=SPRING)
    operating.milestones.filter(stage=Stage.OPERATING).update(achieved_on=None, counts_from=None)
    assert actions.refresh_stages(Station.objects.all()) == 1
    operating.refresh_from_db()
    assert operating.stage == Stage.FITTED
    assert actions.refresh_stages(Station.objects.all()) == 0


def test_stages_of_many_stations_are_refreshed_in_few_queries(hedong, django_assert_max_num_queries):
    stations = [make_station(hedong, name=f"第{number}站", operating_on=SPRING) for number in range(5)]
    Station.objects.update(stage=Stage.PLANNED)
    with django_assert_max_num_queries(8):
        assert actions.refresh_stages(Station.objects.all()) == len(stations)


def test_a_milestone_is_not_achieved_twice_nor_in_the_future(station, anna):
    milestone = make_milestone(station)
    with pytest.raises(ValidationError, match="in the future"):
        actions.achieve_milestone(milestone, on=FUTURE, by=anna)
    milestone.refresh_from_db()
    actions.achieve_milestone(milestone, on=SPRING, by=anna)
    with pytest.raises(Refused, match="was achieved on 2022-03-01"):
        actions.achieve_milestone(milestone, on=SUMMER, by=anna)


def test_a_station_is_suspended_reopened_and_closed_with_its_history(operating, anna, carl):
    actions.suspend_station(operating, on=SUMMER, reason="房屋维修", by=anna)
    operating = actions.confirm_interruption(operating, on=SUMMER, by=carl)
    assert (operating.status, operating.status_reason) == ("suspended", "房屋维修")
    actions.reopen_station(operating, on=AUTUMN, by=anna)
    operating = actions.confirm_interruption(operating, on=AUTUMN, by=carl)
    assert (operating.status, operating.status_reason) == ("active", "")
    actions.close_station(operating, on=date(2022, 11, 1), reason="撤并", by=anna)
    counts = [Station.objects.completed(day).count() for day in (SPRING, SUMMER, AUTUMN, date(2022, 11, 1))]
    assert counts == [1, 0, 1, 0]
    assert operating.history.first().history_user == anna


def test_closing_a_suspended_station_ends_the_suspension(operating, anna, carl):
    actions.suspend_station(operating, on=SUMMER, reason="房屋维修", by=anna)
    actions.confirm_interruption(operating, on=SUMMER, by=carl)
    actions.close_station(operating, on=AUTUMN, reason="撤并", by=anna)
    suspension, closure = operating.interruptions.order_by("started_on")
    assert (suspension.kind, suspension.ended_on) == (Interruption.Kind.SUSPENDED, AUTUMN)
    assert (closure.kind, closure.ended_on) == (Interruption.Kind.CLOSED, None)


def test_status_changes_that_make_no_sense_are_refused(operating, anna):
    with pytest.raises(Refused, match="neither suspended nor closed"):
        actions.reopen_station(operating, on=SUMMER, by=anna)
    with pytest.raises(ValidationError, match="blank"):
        actions.suspend_station(operating, on=SUMMER, reason="", by=anna)
    operating.refresh_from_db()
    with pytest.raises(ValidationError, match="not come yet"):
        actions.close_station(operating, on=FUTURE, reason="撤并", by=anna)
    operating.refresh_from_db()
    actions.close_station(operating, on=SUMMER, reason="撤并", by=anna)
    with pytest.raises(Refused, match="closed already"):
        actions.close_station(operating, on=AUTUMN, reason="撤并", by=anna)
    with pytest.raises(Refused, match="reopen it first"):
        actions.suspend_station(operating, on=AUTUMN, reason="房屋维修", by=anna)


def test_a_deliverable_is_reported_by_one_and_accepted_by_another(station, anna, ben):
    deliverable = make_deliverable(station)
    actions.report_deliverable(deliverable, on=SPRING, by=anna)
    assert not Deliverable.objects.accepted().exists()
    with pytest.raises(ValidationError, match="at least 1 files"):
        actions.accept_deliverable(deliverable, on=SUMMER, by=ben)
    make_file(deliverable)
    deliverable.refresh_from_db()
    actions.accept_deliverable(deliverable, on=SUMMER, by=ben)
    assert Deliverable.objects.accepted(SUMMER).get().accepted_by == ben


def test_whoever_reported_it_cannot_accept_it(station, anna):
    deliverable = make_deliverable(station)
    actions.report_deliverable(deliverable, on=SPRING, by=anna)
    with pytest.raises(Refused, match="somebody else has to accept it"):
        actions.accept_deliverable(deliverable, on=SUMMER, by=anna)
    deliverable.refresh_from_db()
    assert deliverable.status == Deliverable.Status.REPORTED


def test_a_returned_deliverable_says_why_and_can_be_reported_again(station, anna, ben):
    deliverable = make_deliverable(station)
    actions.report_deliverable(deliverable, on=SPRING, by=anna)
    with pytest.raises(Refused, match="what is missing"):
        actions.return_deliverable(deliverable, on=SUMMER, comment=" ", by=ben)
    actions.return_deliverable(deliverable, on=SUMMER, comment="缺照片", by=ben)
    assert (deliverable.status, deliverable.comment) == ("returned", "缺照片")
    actions.report_deliverable(deliverable, on=SUMMER, by=anna)
    make_file(deliverable)
    actions.accept_deliverable(deliverable, on=AUTUMN, by=ben, comment="合格")
    assert deliverable.is_accepted


def test_only_what_is_reported_is_accepted_or_returned(station, anna, ben):
    deliverable = make_deliverable(station)
    with pytest.raises(Refused, match="only what is reported"):
        actions.accept_deliverable(deliverable, on=SPRING, by=ben)
    with pytest.raises(Refused, match="only what is reported"):
        actions.return_deliverable(deliverable, on=SUMMER, comment="缺照片", by=ben)
    actions.report_deliverable(deliverable, on=SUMMER, by=anna)
    with pytest.raises(Refused, match="before it was reported"):
        actions.accept_deliverable(deliverable, on=SPRING, by=ben)
    with pytest.raises(Refused, match="reported already"):
        actions.report_deliverable(deliverable, on=AUTUMN, by=ben)


def test_a_room_lies_in_a_community_of_the_stations_township(station, hexi, hedong):
    with pytest.raises(ValidationError, match="outside the station's township"):
        make_deliverable(station, component="COMMUNITY_ROOM", community=make_community(hexi))
    with pytest.raises(ValidationError, match="outside the station's township"):
        make_deliverable(station, component="COMMUNITY_ROOM", community=hedong)
    room = make_deliverable(station, component="COMMUNITY_ROOM", community=make_community(hedong))
    assert room.code == "DV-131102002-1-01"


def test_only_rooms_name_a_community(station, hedong):
    with pytest.raises(ValidationError, match="names its village or community"):
        make_deliverable(station, component="PLATFORM", community=make_community(hedong))


def test_a_deliverable_belongs_to_the_model_of_its_station(station):
    other = make_service_model("OTHER", [("BASE", "基地", 1)])
    with pytest.raises(ValidationError, match="model without this component"):
        Deliverable(station=station, component=other.components.get(), name="基地").full_clean()


def test_a_model_that_stations_follow_is_frozen(station):
    part = station.service_model.components.get(code="COMMUNITY_ROOM")
    part.full_clean()
    part.required = 10
    with pytest.raises(ValidationError, match="frozen"):
        part.full_clean()


def test_a_model_without_stations_can_still_change(db):
    part = make_service_model("NEW", [("BASE", "基地", 1)]).components.get()
    part.required = 2
    part.full_clean()


def test_a_station_stands_in_a_township(taocheng):
    with pytest.raises(ValidationError, match="township or subdistrict"):
        make_station(taocheng)


def test_operators_follow_each_other_and_never_overlap(station, city, anna):
    first, second = make_agency(city), make_agency(city)
    role = Engagement.Role.OPERATOR
    engagement = actions.engage_agency(first, station=station, role=role, on=SPRING, by=anna)
    with pytest.raises(ValidationError, match="end that engagement first"):
        actions.engage_agency(second, station=station, role=role, on=SUMMER, by=anna)
    actions.disengage_agency(engagement, on=SUMMER, by=anna)
    with pytest.raises(ValidationError, match="Another agency runs the station in this period"):
        actions.engage_agency(second, station=station, role=role, on=SUMMER, by=anna)
    actions.engage_agency(second, station=station, role=role, on=date(2022, 7, 2), by=anna)
    with pytest.raises(Refused, match="ended on 2022-07-01"):
        actions.disengage_agency(engagement, on=AUTUMN, by=anna)
    with pytest.raises(ValidationError, match="Another agency"):
        make_engagement(second, station, started_on=date(2022, 1, 1), ended_on=SPRING)


def test_any_number_of_supporters_work_beside_the_operator(station, city, anna):
    make_engagement(make_agency(city), station)
    for _number in range(2):
        role = Engagement.Role.SUPPORTER
        actions.engage_agency(make_agency(city), station=station, role=role, on=SPRING, by=anna)
    assert station.engagements.open().count() == 3
    assert Station.objects.for_listing().get().operator is not None


def test_an_agency_works_only_once_it_is_registered(station, city, anna):
    agency = make_agency(city, registered_on=SUMMER)
    with pytest.raises(ValidationError, match="not registered on that day"):
        actions.engage_agency(agency, station=station, role="operator", on=SPRING, by=anna)
