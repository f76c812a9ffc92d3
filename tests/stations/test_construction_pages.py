"""Planning stations, their milestones, interruptions and agencies, through the pages."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from stations.actions import close_station
from stations.models import Engagement, GateRule, Milestone, Stage, Station
from tests.personnel.factories import make_certificate, make_posting, make_worker
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_engagement,
    make_milestone,
    make_service_model,
    make_station,
    suspend,
)

PLAN = reverse("stations:station-plan")
ON = "2022-03-01"


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def address(name, station, *more):
    return reverse(f"stations:{name}", args=[station.code, *more])


@pytest.fixture
def officer(taocheng_officer, client_of):
    return client_of(taocheng_officer)


@pytest.fixture
def rules(db):
    GateRule.objects.all().delete()
    GateRule.objects.create(stage=Stage.CONTRACTED, check_code="operator", minimum=1)
    GateRule.objects.create(stage=Stage.STAFFED, check_code="full_time_staff", minimum=2)
    GateRule.objects.create(stage=Stage.STAFFED, check_code="certified_staff", minimum=1)


def test_a_batch_of_stations_is_planned_from_the_townships_that_lack_one(officer, hedong, hexi):
    model = make_service_model()

    page = officer.get(PLAN)
    answer = officer.post(
        PLAN,
        {
            "townships": [hedong.code, hexi.code],
            "service_model": model.code,
            "on": ON,
            "planned_90": "2022-12-31",
        },
    )

    assert "河东街道" in text_of(page)
    assert answer.status_code == 302
    assert set(Station.objects.values_list("name", "stage")) == {
        ("河东街道社工站", 10),
        ("河西街道社工站", 10),
    }
    assert Milestone.objects.filter(stage=Stage.PLANNED, achieved_on=ON).count() == 2
    assert Milestone.objects.filter(stage=Stage.OPERATING, planned_on="2022-12-31").count() == 2
    assert "Every township in your regions has a station at work." in text_of(officer.get(PLAN))


def test_a_day_that_has_not_come_is_refused_above_the_form_and_plans_nothing(officer, hedong, hexi):
    data = {"townships": [hedong.code, hexi.code], "service_model": make_service_model().code}

    answer = officer.post(PLAN, data | {"on": "2999-01-01"})

    assert answer.status_code == 200
    assert "A milestone cannot be achieved in the future." in text_of(answer)
    assert not Station.objects.exists()


def test_a_township_may_get_a_second_station(officer, station, hexi):
    data = {"townships": [station.township.code], "service_model": station.service_model.code, "on": ON}

    assert "Select a valid choice" in text_of(officer.post(PLAN, data))
    officer.post(f"{PLAN}?all=1", data)

    assert set(Station.objects.values_list("name", flat=True)) == {station.name, "河东街道社工站2"}


def test_what_a_second_station_does_is_said_before_it_is_planned(officer, station, hexi):
    for _number in range(9):
        make_deliverable(station, component="COMMUNITY_ROOM", accepted_on=date(2022, 5, 4))

    text = text_of(officer.get(f"{PLAN}?all=1"))

    said = "河东街道 – has 河东街道社工站: coverage stays as it is, completion goes from 61.5% to 30.8%"
    assert said in text
    assert "河西街道 –" not in text


def test_a_township_whose_only_station_is_suspended_or_closed_may_get_another(officer, station, hexi):
    make_station(hexi)
    assert "has a station at work" in text_of(officer.get(PLAN))
    suspend(station, on=date(2022, 4, 1), reason="房屋维修", by=None)

    text = text_of(officer.get(PLAN))

    assert "河东街道社工站 (suspended; it may be reopened)" in text
    assert "河西街道" not in text
    close_station(Station.objects.get(pk=station.pk), on=date(2022, 5, 1), reason="撤并", by=None)
    text = text_of(officer.get(PLAN))
    assert "河东街道" in text
    assert "coverage stays" not in text


def test_a_plan_that_makes_no_sense_is_refused_and_nothing_is_lost(officer, hedong):
    model = make_service_model()
    data = {"townships": [hedong.code], "service_model": model.code, "on": ON, "planned_90": "2021-12-31"}

    answer = officer.post(PLAN, data)

    assert "This day lies before the station is in the plan" in text_of(answer)
    assert 'value="2021-12-31"' in answer.content.decode()
    assert "Choose at least one township." in text_of(officer.post(PLAN, data | {"townships": []}))
    assert not Station.objects.exists()


def test_nobody_plans_in_another_county(officer, hedong, zaoqiang_town):
    data = {"townships": [zaoqiang_town.code], "service_model": make_service_model().code, "on": ON}

    assert "枣强" not in officer.get(PLAN).content.decode()
    assert "Select a valid choice" in text_of(officer.post(PLAN, data))
    assert not Station.objects.exists()


def test_the_plan_of_all_stages_is_saved_in_one_form(officer, station):
    path = address("milestones", station)
    data = {f"stage-{stage}-responsible_level": "county" for stage in Stage.values}

    officer.post(path, data | {"stage-30-planned_on": "2022-05-01", "stage-30-delay_cause": "funding"})

    milestone = station.milestones.get(stage=Stage.FUNDED)
    assert (milestone.planned_on, milestone.delay_cause) == (date(2022, 5, 1), "funding")
    assert milestone.history.get().history_user.username == "taocheng"


def test_the_second_of_two_people_is_told_what_the_first_one_changed(officer, station):
    path = address("station-edit", station)
    fields = {
        "name": station.name,
        "service_model": station.service_model_id,
        "venue_type": station.venue_type,
        "run_by": station.run_by,
        "version": station.history.first().pk,
    }
    officer.post(path, fields | {"phone": "0318-2222222"})

    second = officer.post(path, fields | {"address": "人民路1号"})

    station.refresh_from_db()
    assert (station.phone, station.address) == ("0318-2222222", "")
    assert "taocheng saved this record while you had it open: telephone: — → 0318-2222222" in text_of(second)
    version = BeautifulSoup(second.content, "html.parser").find("input", {"name": "version"})["value"]
    officer.post(path, fields | {"address": "人民路1号", "phone": "0318-3333333", "version": version})
    station.refresh_from_db()
    assert (station.phone, station.address) == ("0318-3333333", "人民路1号")


@pytest.mark.usefixtures("rules")
def test_no_contract_without_an_operator(officer, station, taocheng):
    path = address("milestone-achieve", station, Stage.CONTRACTED)

    refused = officer.post(path, {"on": ON})

    assert "Operator engaged, or run by the township itself: at least 1 needed, 0 on 2022-03-01." in text_of(
        refused
    )
    assert "a municipal administrator can change the rule" in text_of(refused)
    assert not station.milestones.exists()
    make_engagement(make_agency(taocheng), station, started_on=date(2022, 2, 1))
    assert officer.post(path, {"on": ON}).status_code == 302
    assert Station.objects.get().stage == Stage.CONTRACTED


@pytest.mark.usefixtures("rules")
def test_no_staffing_without_two_full_time_and_one_certified(officer, station, taocheng):
    path = address("milestone-achieve", station, Stage.STAFFED)
    first, second = make_worker(taocheng), make_worker(taocheng)
    for worker in (first, second):
        make_posting(worker, station, employment_type="full_time", started_on=date(2022, 1, 1))

    assert "Certified staff: at least 1 needed, 0 on 2022-03-01." in text_of(officer.post(path, {"on": ON}))
    make_certificate(first, issued_on=date(2021, 1, 1))
    assert officer.post(path, {"on": ON}).status_code == 302


@pytest.mark.usefixtures("rules")
def test_a_rule_that_is_switched_off_asks_for_nothing(officer, station):
    GateRule.objects.update(is_active=False)

    assert (
        officer.post(address("milestone-achieve", station, Stage.CONTRACTED), {"on": ON}).status_code == 302
    )


@pytest.mark.usefixtures("rules")
def test_what_was_achieved_before_a_rule_can_still_be_edited(officer, station):
    GateRule.objects.update(is_active=False)
    milestone = make_milestone(station, stage=Stage.CONTRACTED, achieved_on=date(2022, 2, 1))
    GateRule.objects.update(is_active=True)

    milestone.delay_note = "补记"
    milestone.full_clean()


def test_an_unknown_stage_is_not_found(officer, station):
    assert officer.get(address("milestone-achieve", station, 11)).status_code == 404


def test_a_station_is_suspended_reopened_and_closed_with_a_reason(officer, station, city_admin, client_of):
    city = client_of(city_admin)
    assert "This field is required." in text_of(officer.post(address("station-suspend", station), {"on": ON}))
    officer.post(address("station-suspend", station), {"on": ON, "reason": "房屋维修"})
    assert Station.objects.get().status == "active"
    assert "somebody of the level above" in text_of(officer.post(address("station-confirm", station)))
    assert "房屋维修" in text_of(city.get(address("station-confirm", station)))
    city.post(address("station-confirm", station))
    assert Station.objects.get().status == "suspended"
    officer.post(address("station-reopen", station), {"on": "2022-04-01"})
    assert Station.objects.get().status == "suspended"
    city.post(address("station-return", station), {"comment": "尚未复工"})
    assert Station.objects.get().status == "suspended"
    officer.post(address("station-reopen", station), {"on": "2022-04-02"})
    city.post(address("station-confirm", station))
    assert Station.objects.get().status == "active"
    officer.post(address("station-close", station), {"on": "2022-05-01", "reason": "撤并"})
    assert Station.objects.get().status == "closed"
    again = officer.post(address("station-close", station), {"on": "2022-05-02", "reason": "撤并"})
    assert "closed already" in text_of(again)


def test_an_agency_is_engaged_and_leaves(officer, station, taocheng):
    agency = make_agency(taocheng)

    officer.post(address("engage", station), {"agency": agency.code, "role": "operator", "on": ON})
    engagement = Engagement.objects.get()
    assert (engagement.agency, engagement.role) == (agency, "operator")
    officer.post(address("disengage", station, agency.code), {"on": "2022-12-31"})
    engagement.refresh_from_db()
    assert engagement.ended_on == date(2022, 12, 31)
    assert officer.get(address("disengage", station, agency.code)).status_code == 404


def test_two_operators_at_once_are_refused(officer, station, taocheng):
    make_engagement(make_agency(taocheng), station)
    other = make_agency(taocheng)

    answer = officer.post(address("engage", station), {"agency": other.code, "role": "operator", "on": ON})

    assert "end that engagement first" in text_of(answer)


VERBS = ["station-edit", "station-suspend", "station-close", "station-reopen", "milestones", "engage"]


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_are_for_those_who_may_change_the_station(verb, station, auditor, zaoqiang_officer, client_of):
    path = address(verb, station)

    assert client_of(auditor).get(path).status_code == 403
    assert client_of(auditor).post(path).status_code == 403
    assert client_of(zaoqiang_officer).get(path).status_code == 404
    assert client_of(zaoqiang_officer).post(path).status_code == 404
