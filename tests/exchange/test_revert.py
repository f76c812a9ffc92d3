"""Setting changes back through the pages: what follows, and every reason against it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from core.errors import Refused
from core.history import keep, one_request
from exchange.changes import actions, reading
from exchange.changes.chronicle import CHRONICLES
from stations.actions.deliverable import accept_deliverable, report_deliverable
from stations.actions.engagement import disengage_agency, engage_agency
from stations.actions.milestone import achieve_milestone, save_course
from stations.actions.station import plan_stations
from stations.models import Deliverable, Engagement, Milestone, Stage, Station
from tests.accounts.factories import make_user
from tests.exchange.files import do, upload, workbook
from tests.funding.factories import make_allocation, make_budget
from tests.personnel.factories import make_posting, make_worker
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_engagement,
    make_file,
    make_milestone,
    make_station,
    suspend,
    switch_rules_off,
)

pytestmark = pytest.mark.django_db

DAY = date(2022, 6, 1)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def station(hedong):
    return make_station(hedong, phone="0318-0000000")


def latest(record):
    return record.history.first()


def address(noun, record, version=None):
    return f"/history/{noun}/versions/{(version or latest(record)).history_id}/revert/"


def set_back(client, noun, record, version=None, reason="录入错误"):
    answer = client.post(address(noun, record, version), {"reason": reason})
    record.refresh_from_db()
    return answer


def refused_in(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.context["form"].non_field_errors())


def written(record, by, **values):
    for name, value in values.items():
        setattr(record, name, value)
    return keep(record, by)


def pair(noun, record, user, version=None):
    return reading.pair_of(CHRONICLES[noun], (version or latest(record)).history_id, user)


# One change


def test_a_field_of_a_station_gets_the_value_it_had_and_history_goes_on(station, taocheng_officer, client_of):
    written(station, taocheng_officer, phone="0318-1111111", name="新名社工站")
    client = client_of(taocheng_officer)

    page = client.get(address("stations", station))
    for text in ("0318-1111111", "0318-0000000", "河东街道社工站", "新名社工站"):
        assert text in page.text
    assert set_back(client, "stations", station).status_code == 302

    assert (station.phone, station.name) == ("0318-0000000", "河东街道社工站")
    assert station.pinyin.startswith("hedong")
    version = latest(station)
    assert (version.history_user, version.history_change_reason) == (taocheng_officer, "revert: 录入错误")
    assert station.history.count() == 3


def test_what_was_set_back_can_be_set_back_too(station, taocheng_officer, client_of):
    written(station, taocheng_officer, phone="0318-1111111")
    client = client_of(taocheng_officer)

    set_back(client, "stations", station)
    set_back(client, "stations", station)

    assert station.phone == "0318-1111111"


def test_a_reason_is_asked_for(station, taocheng_officer, client_of):
    written(station, taocheng_officer, phone="0318-1111111")

    answer = set_back(client_of(taocheng_officer), "stations", station, reason=" ")

    assert answer.context["form"].errors["reason"]
    assert station.phone == "0318-1111111"
    with pytest.raises(Refused, match="Say why it is set back"):
        actions.revert_version(pair("stations", station, taocheng_officer), by=taocheng_officer, reason=" ")


def test_the_stage_follows_a_milestone_that_is_set_back(station, taocheng_officer, client_of):
    switch_rules_off()
    milestone = make_milestone(station, stage=Stage.FUNDED)
    achieve_milestone(milestone, on=DAY, by=taocheng_officer)
    station.refresh_from_db()
    assert station.stage == Stage.FUNDED
    client = client_of(taocheng_officer)

    alone = client.get(address("stations", station)).text
    assert "The stage follows from the milestones: set theirs back." in alone
    set_back(client, "milestones", milestone)

    station.refresh_from_db()
    assert (milestone.achieved_on, station.stage) == (None, Stage.PLANNED)


def test_another_field_changed_since_stays(station, taocheng_officer, client_of):
    written(station, taocheng_officer, phone="0318-1111111")
    version = latest(station)
    written(station, taocheng_officer, address="新址")

    set_back(client_of(taocheng_officer), "stations", station, version)

    assert (station.phone, station.address) == ("0318-0000000", "新址")


def test_the_same_field_changed_since_refuses_and_names_when_and_who(
    station, taocheng_officer, city_admin, client_of
):
    written(station, taocheng_officer, phone="0318-1111111")
    version = latest(station)
    written(station, city_admin, phone="0318-2222222")

    answer = set_back(client_of(taocheng_officer), "stations", station, version)

    refusal = refused_in(answer)
    assert "Station: telephone was changed again on" in refusal
    assert "by municipal administrator; set that back first." in refusal
    assert "city" not in refusal
    assert station.phone == "0318-2222222"


def test_an_agency_is_set_back_by_its_home_alone(
    taocheng, hedong, taocheng_officer, hedong_officer, client_of
):
    agency = make_agency(taocheng, phone="1")
    make_engagement(agency, make_station(hedong))
    written(agency, taocheng_officer, phone="2")

    assert set_back(client_of(hedong_officer), "agencies", agency).status_code == 404
    assert set_back(client_of(taocheng_officer), "agencies", agency).status_code == 302

    assert agency.phone == "1"


def test_an_engagement_goes_on_unless_another_agency_took_over(
    station, taocheng, taocheng_officer, client_of
):
    engagement = make_engagement(make_agency(taocheng), station)
    disengage_agency(engagement, on=date(2022, 6, 30), by=taocheng_officer)
    ended = latest(engagement)
    client = client_of(taocheng_officer)
    set_back(client, "engagements", engagement)
    assert engagement.ended_on is None

    disengage_agency(engagement, on=date(2022, 6, 30), by=taocheng_officer)
    ended = latest(engagement)
    other = make_agency(taocheng)
    engage_agency(
        other, station=station, role=Engagement.Role.OPERATOR, on=date(2022, 7, 1), by=taocheng_officer
    )

    assert "Another agency runs the station in this period" in refused_in(
        set_back(client, "engagements", engagement, ended)
    )
    assert engagement.ended_on == date(2022, 6, 30)


def test_a_posting_does_not_go_on_at_a_closed_station(station, taocheng, taocheng_officer, client_of):
    posting = make_posting(make_worker(taocheng), station)
    written(posting, taocheng_officer, ended_on=date(2022, 6, 30), leave_reason="resigned")
    Station.objects.update(status="closed", status_reason="撤并")

    refusal = refused_in(set_back(client_of(taocheng_officer), "postings", posting))

    assert "This station is closed; reopen it" in refusal
    assert posting.ended_on == date(2022, 6, 30)


def test_somebody_who_left_the_register_comes_back(taocheng, taocheng_officer, client_of):
    worker = make_worker(taocheng)
    written(worker, taocheng_officer, register_ended_on=DAY, register_end_reason="retired")

    set_back(client_of(taocheng_officer), "workers", worker)

    assert (worker.register_ended_on, worker.register_end_reason) == (None, "")


def test_status_is_moved_by_its_verbs_and_nothing_entered_is_removed(station, taocheng_officer, client_of):
    suspend(station, on=DAY, reason="装修", by=taocheng_officer)
    client = client_of(taocheng_officer)

    assert "Suspend, close or reopen the station instead." in refused_in(
        set_back(client, "stations", station)
    )
    entered = refused_in(set_back(client, "stations", station, station.history.last()))
    assert entered == "Station: A station that was entered is not removed: close it instead."
    assert station.status == "suspended"


def test_a_rule_that_came_into_the_way_refuses(station, taocheng_officer, client_of):
    milestone = make_milestone(station, stage=Stage.FUNDED, delay_note="旧")
    written(milestone, taocheng_officer, delay_note="新")
    Milestone.history.filter(pk=milestone.history.last().pk).update(delay_cause="unknown")
    Milestone.history.filter(pk=latest(milestone).pk).update(delay_cause="")

    refusal = refused_in(set_back(client_of(taocheng_officer), "milestones", milestone))

    assert "unknown" in refusal
    assert milestone.delay_note == "新"


# Four eyes


def test_acceptance_is_set_back_by_who_may_accept_but_not_by_who_reported(
    station, taocheng, taocheng_officer, hedong_officer, client_of
):
    deliverable = make_deliverable(station)
    report_deliverable(deliverable, on=DAY, by=taocheng_officer)
    make_file(deliverable)
    colleague = make_user("colleague", Role.COUNTY_OFFICER, taocheng)
    accept_deliverable(deliverable, on=DAY, by=colleague)

    assert set_back(client_of(hedong_officer), "deliverables", deliverable).status_code == 403
    refusal = refused_in(set_back(client_of(taocheng_officer), "deliverables", deliverable))
    assert "you reported it; somebody else has to decide." in refusal
    set_back(client_of(colleague), "deliverables", deliverable)
    assert deliverable.status == Deliverable.Status.REPORTED

    # Nor does anybody accept their own by setting the setting back back.
    assert "somebody else has to decide" in refused_in(
        set_back(client_of(taocheng_officer), "deliverables", deliverable)
    )
    assert deliverable.status == Deliverable.Status.REPORTED


def test_a_report_is_withdrawn_by_who_made_it(station, hedong_officer, client_of):
    deliverable = make_deliverable(station)
    report_deliverable(deliverable, on=DAY, by=hedong_officer)

    set_back(client_of(hedong_officer), "deliverables", deliverable)

    assert (deliverable.status, deliverable.reported_by) == (Deliverable.Status.PLANNED, None)


# Who may


def test_who_may_not_change_it_may_not_set_it_back(
    station, taocheng_officer, zaoqiang_officer, viewer, auditor, client_of
):
    written(station, taocheng_officer, phone="0318-1111111")
    for user, status in ((zaoqiang_officer, 404), (viewer, 403), (auditor, 403)):
        client = client_of(user)
        assert client.get(address("stations", station)).status_code == status
        assert set_back(client, "stations", station).status_code == status

    assert station.phone == "0318-1111111"


def test_a_station_does_not_go_back_to_where_one_may_not_write(
    hedong, zaoqiang_town, taocheng_officer, city_admin, client_of
):
    station = make_station(zaoqiang_town)
    written(station, city_admin, township=hedong)

    refusal = refused_in(set_back(client_of(taocheng_officer), "stations", station))

    assert refusal == "This lies in a region where you may not do this."
    assert station.township == hedong


def test_money_is_corrected_by_reversal(taocheng, taocheng_officer, client_of):

    allocation = make_allocation(make_budget(taocheng), taocheng)

    refusal = refused_in(set_back(client_of(taocheng_officer), "allocations", allocation))

    assert refusal == "Allocation: Money is corrected by reversing the entry."


def test_a_budget_is_set_back_unless_more_is_allocated_from_it(taocheng, taocheng_officer, client_of):
    budget = make_budget(taocheng, amount_yuan=Decimal(1000))
    written(budget, taocheng_officer, amount_yuan=Decimal(3000))
    client = client_of(taocheng_officer)
    set_back(client, "budgets", budget)
    assert budget.amount_yuan == 1000

    set_back(client, "budgets", budget)
    make_allocation(budget, taocheng, amount_yuan=Decimal(2000))

    assert "is allocated; its amount cannot be lower" in refused_in(set_back(client, "budgets", budget))
    assert budget.amount_yuan == 3000


# A whole request


@pytest.fixture
def plan(station, taocheng_officer):
    """Two milestones whose plan was changed in one request; returns them and its key."""
    milestones = [
        make_milestone(station, stage=stage, planned_on=DAY) for stage in (Stage.FUNDED, Stage.FITTED)
    ]
    for milestone in milestones:
        milestone.planned_on = date(2022, 9, 1)
    with one_request() as key:
        save_course(milestones, {}, by=taocheng_officer)
    return milestones, key


def planned(milestones):
    return [Milestone.objects.get(pk=one.pk).planned_on for one in milestones]


def test_a_whole_request_is_set_back_together(plan, taocheng_officer, client_of):
    milestones, key = plan
    client = client_of(taocheng_officer)

    assert client.get(f"/history/requests/{key}/revert/").text.count("2022-09-01") == 2
    answer = client.post(f"/history/requests/{key}/revert/", {"reason": "会议改期"})

    assert answer.status_code == 302
    assert planned(milestones) == [DAY, DAY]
    assert len({latest(one).request_key for one in milestones}) == 1


def test_all_or_nothing_with_every_reason_at_once(plan, taocheng_officer, client_of):
    milestones, key = plan
    for milestone in milestones:
        written(milestone, taocheng_officer, planned_on=date(2022, 10, 1))

    answer = client_of(taocheng_officer).post(f"/history/requests/{key}/revert/", {"reason": "改期"})

    assert len(answer.context["form"].non_field_errors()) == 2
    assert planned(milestones) == [date(2022, 10, 1)] * 2


def test_one_refusal_keeps_the_others_as_they_are(plan, taocheng_officer):
    milestones, key = plan
    written(milestones[0], taocheng_officer, planned_on=date(2022, 10, 1))

    with pytest.raises(ValidationError, match="was changed again"):
        actions.revert_request(key, by=taocheng_officer, reason="改期")

    assert planned(milestones) == [date(2022, 10, 1), date(2022, 9, 1)]


def test_a_request_that_moved_the_stage_is_set_back_with_it(station, taocheng_officer):
    switch_rules_off()
    milestone = make_milestone(station, stage=Stage.FUNDED)
    with one_request() as key:
        achieve_milestone(milestone, on=DAY, by=taocheng_officer)

    actions.revert_request(key, by=taocheng_officer, reason="误报")

    station.refresh_from_db()
    assert station.stage == Stage.PLANNED


def test_stations_planned_together_are_closed_and_not_removed(hedong, hexi, taocheng_officer, service_model):
    with one_request() as key:
        plan_stations([hedong, hexi], service_model=service_model, on=DAY, planned={}, by=taocheng_officer)

    with pytest.raises(Refused) as refusal:
        actions.revert_request(key, by=taocheng_officer, reason="误建")

    assert sum("close it instead" in one for one in refusal.value.messages) == 2
    assert Station.objects.count() == 2


def test_an_import_is_undone_on_its_own_page(station, taocheng_officer, client_of, tmp_path, settings):
    client = client_of(taocheng_officer)
    rows = [["code", "name"], [station.code, "导入名"]]
    batch = do(client, upload(client, "stations", workbook(rows)), "commit")
    key = latest(station).request_key

    answer = client.post(f"/history/requests/{key}/revert/", {"reason": "x"})

    assert f"This is import {batch.code}: undo it on the page of the import." in refused_in(answer)
    station.refresh_from_db()
    assert station.name == "导入名"


def test_a_request_with_records_out_of_sight_is_left_to_who_sees_all(
    station, zaoqiang_town, city_admin, taocheng_officer, client_of
):
    other = make_station(zaoqiang_town, name="枣强社工站")
    with one_request() as key:
        written(station, city_admin, phone="1")
        written(other, city_admin, phone="2")
    client = client_of(taocheng_officer)

    page = client.get(f"/history/requests/{key}/")
    assert "It also changed records that you do not see." in page.text
    assert "枣强" not in page.text
    assert "records that you do not see" in refused_in(
        client.post(f"/history/requests/{key}/revert/", {"reason": "x"})
    )
    actions.revert_request(key, by=city_admin, reason="误改")

    other.refresh_from_db()
    assert other.phone == ""


def test_readers_and_strangers_set_no_request_back(plan, viewer, zaoqiang_officer, client_of):
    _milestones, key = plan
    for user, status in ((viewer, 403), (zaoqiang_officer, 404)):
        client = client_of(user)
        assert client.get(f"/history/requests/{key}/revert/").status_code == status
        assert client.post(f"/history/requests/{key}/revert/", {"reason": "x"}).status_code == status
