"""What hangs on a station when it closes: moved to its successor or ended, and nothing stays behind."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from core.errors import Refused
from funding.models import Allocation, Contract
from oversight.models import Finding
from personnel.actions.position import appoint
from personnel.models import Position, Posting
from services.actions import return_plan, submit_plan
from services.models import Need, ServiceCase, ServiceGroup, ServicePlan
from stations import actions
from stations.models import Deliverable, Engagement, Station
from stations.rules import handover
from tests.accounts.factories import make_user
from tests.funding.factories import make_allocation, make_budget, make_contract, make_request
from tests.oversight.factories import make_finding
from tests.personnel.factories import make_certificate, make_position, make_posting, make_worker
from tests.services.factories import (
    make_case,
    make_group,
    make_item,
    make_need,
    make_plan,
    make_record,
)
from tests.stations.factories import (
    account,
    make_agency,
    make_community,
    make_deliverable,
    make_engagement,
    make_service_model,
    make_station,
)

MARCH, MAY, EVE, ON = date(2022, 3, 1), date(2022, 5, 4), date(2022, 7, 31), date(2022, 8, 1)
EVERYTHING = (
    *("engagements", "rooms", "deliverables", "postings", "positions"),
    *("plans", "needs", "cases", "groups", "contracts", "allocations"),
)


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.fixture
def station(hedong):
    return make_station(hedong, operating_on=MARCH)


@pytest.fixture
def successor(hedong):
    return make_station(hedong, name="河东街道社工站2", operating_on=MARCH)


@pytest.fixture
def full(station, taocheng, hedong):
    """The station with one of everything that can be open at it."""
    agency, keeper = make_agency(taocheng), make_user("keeper")
    make_engagement(agency, station)
    make_deliverable(station, component="COMMUNITY_ROOM", accepted_on=MAY)
    make_deliverable(station, component="PLATFORM", accepted_on=MAY)
    make_deliverable(station)
    worker = make_worker(taocheng)
    make_certificate(worker, issued_on=date(2021, 1, 1))
    appoint(worker, position=make_position(station), on=MARCH, by=keeper)
    make_position(station)
    make_item(make_plan(station), target=10)
    make_need(hedong, station=station)
    make_case(station)
    make_group(station)
    make_contract(taocheng, agency, keeper, stations=[station])
    make_allocation(make_budget(taocheng), taocheng, station=station)
    return station


def close(station, **values):
    values = {"on": ON, "reason": "撤并", "by": account("closer")} | values
    return actions.close_station(station, **values)


def left_at(station):
    """The codes of what is still open at the station after its last day."""
    return {kind.code for kind, rows in handover.hanging(station, ON) if rows.exists()}


def open_at(station, day=ON):
    return {kind.code for kind, rows in handover.hanging(station, day) if rows.exists()}


def test_every_noun_with_a_station_is_handed_over_or_is_history_with_a_reason():
    known = {kind.model for kind in handover.KINDS.values()} | set(handover.HISTORY)
    hanging = {
        model
        for model in apps.get_models()
        if not model.__name__.startswith("Historical")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Station
    }

    assert hanging - known == set(), "register it for closing, or say why it stays"
    assert known - hanging == set()
    assert all(str(reason).strip() for reason in handover.HISTORY.values())
    assert tuple(handover.KINDS) == EVERYTHING


def test_closing_without_a_successor_ends_everything(full):
    assert open_at(full) == set(EVERYTHING)

    close(full)

    assert Station.objects.get(pk=full.pk).status == "closed"
    assert left_at(full) == set()
    assert Engagement.objects.get().ended_on == EVE
    posting = Posting.objects.get()
    assert (posting.ended_on, posting.leave_reason) == (EVE, "other")
    assert {(one.closed_on, one.close_reason) for one in Position.objects.all()} == {(ON, "station_closed")}
    assert {one.ended_on for one in Deliverable.objects.all()} == {ON}
    assert ServicePlan.objects.get().ended_on == ON
    assert Need.objects.get().station is None
    assert Need.objects.open().exists()
    assert ServiceCase.objects.get().outcome == "broken_off"
    assert ServiceGroup.objects.get().ended_on == EVE
    assert Contract.objects.get().status == "terminated"
    allocation = Allocation.objects.get(kind="posting")
    assert (allocation.remaining_yuan, allocation.budget.remaining_yuan) == (0, Decimal("300000.00"))


def test_closing_moves_everything_to_the_successor(full, successor):
    close(full, successor=successor, moved=EVERYTHING)

    assert left_at(full) == set()
    assert open_at(successor) == set(EVERYTHING)
    old, new = Engagement.objects.order_by("started_on")
    assert (old.ended_on, new.station, new.started_on, new.agency) == (EVE, successor, ON, old.agency)
    old, new = Posting.objects.order_by("started_on")
    assert (old.ended_on, old.leave_reason, new.started_on) == (EVE, "transferred", ON)
    assert (new.station, new.position.station, new.worker) == (successor, successor, old.worker)
    assert {one.station for one in Deliverable.objects.all()} == {successor}
    assert Deliverable.objects.accepted().count() == 2
    plan = ServicePlan.objects.standing().get()
    assert (plan.station, plan.status, plan.items.get().target) == (successor, "draft", 10)
    assert Need.objects.get().station == successor
    assert ServiceCase.objects.open().get().station == successor
    assert ServiceGroup.objects.open().get().station == successor
    assert [*Contract.objects.in_force().get().stations.all()] == [successor]
    money = Allocation.objects.get(kind="posting", station=successor)
    assert money.remaining_yuan == Decimal("10000.00")
    assert money.budget.remaining_yuan == Decimal("290000.00")


def test_what_is_moved_and_ended_says_who_did_it_and_why(full, successor):
    closer = make_user("somebody")
    close(full, by=closer, successor=successor, moved=["rooms"])

    for record in [Engagement.objects.get(), *Deliverable.objects.all(), Posting.objects.get()]:
        version = record.history.first()
        assert version.history_user == closer
        assert full.code in version.history_change_reason


def test_a_room_of_a_closed_station_does_not_block_its_community(station, hedong):
    community = make_community(hedong)
    make_deliverable(station, component="COMMUNITY_ROOM", community=community, accepted_on=MAY)
    close(station)
    other = make_station(hedong, name="新站")

    room = make_deliverable(other, component="COMMUNITY_ROOM", community=community)

    assert room.pk
    assert Deliverable.objects.accepted(EVE).count() == 1
    assert Deliverable.objects.accepted(ON).count() == 0
    with pytest.raises(ValidationError, match="has a room already"):
        make_deliverable(other, component="COMMUNITY_ROOM", community=community)


def test_nothing_that_is_accepted_ends_before_its_acceptance(station):
    room = make_deliverable(station, accepted_on=MAY)
    room.ended_on = MARCH

    with pytest.raises(ValidationError, match="cannot end before its acceptance"):
        room.full_clean()
    with pytest.raises(IntegrityError):
        Deliverable.objects.filter(pk=room.pk).update(ended_on=MARCH)


def test_a_deliverable_without_its_component_at_the_successor_is_refused_by_name(station, hedong):
    project = make_deliverable(station)
    lean = make_service_model("1", [("PLATFORM", "综合服务平台", 1)])
    other = make_station(hedong, name="新站", service_model=lean)

    with pytest.raises(Refused, match=f"{project.name} cannot be handed over.*has no 孵化培育核心项目"):
        close(station, successor=other, moved=["deliverables"])

    station.refresh_from_db()
    assert station.status == "active"
    close(station, successor=other)


def test_rooms_do_not_leave_their_township(station, hexi):
    make_deliverable(station, component="COMMUNITY_ROOM", accepted_on=MAY)

    with pytest.raises(Refused, match="outside the station's township"):
        close(station, successor=make_station(hexi), moved=["rooms"])


def test_two_operators_are_not_moved_together(station, successor, taocheng):
    make_engagement(make_agency(taocheng), station)
    make_engagement(make_agency(taocheng), successor)

    with pytest.raises(Refused, match="Another agency runs the station"):
        close(station, successor=successor, moved=["engagements"])


def test_an_agency_that_works_at_the_successor_already_goes_on_there(station, successor, taocheng):
    agency = make_agency(taocheng)
    make_engagement(agency, station)
    make_engagement(agency, successor)

    close(station, successor=successor, moved=["engagements"])

    assert Engagement.objects.get(station=station).ended_on == EVE
    assert Engagement.objects.open().get().station == successor


def test_what_is_left_of_a_plan_is_moved_and_an_approved_plan_there_refuses(station, successor):
    item = make_item(make_plan(station), target=10)
    item.plan.refresh_from_db()
    make_record(station, plan_item=item)
    other = make_plan(successor, approved=True)

    with pytest.raises(Refused, match=f"{other} is approved; the county reopens it first"):
        close(station, successor=successor, moved=["plans"])
    return_plan(other, reason="接收", by=make_user("county"))
    close(Station.objects.get(pk=station.pk), successor=successor, moved=["plans"])

    assert ServicePlan.objects.standing().get().items.get().target == 9


def test_a_plan_that_ended_is_neither_submitted_nor_measured(station):
    plan = make_plan(station)
    make_item(plan)
    close(station)

    with pytest.raises(Refused, match="ended on 2022-08-01 with its station"):
        submit_plan(plan, on=ON, by=make_user("anna"))
    with pytest.raises(ValidationError, match="ended on 2022-08-01"):
        make_item(ServicePlan.objects.get())
    with pytest.raises(Refused, match="ended on"):
        return_plan(plan, reason="改", by=make_user("ben"))


def test_a_plan_is_reopened_after_its_station(station):
    plan = make_plan(station, approved=True)
    close(station)
    actions.reopen_station(Station.objects.get(pk=station.pk), on=date(2022, 9, 1), by=None)
    above = make_user("above", is_superuser=True)
    actions.confirm_interruption(Station.objects.get(pk=station.pk), on=date(2022, 9, 1), by=above)

    return_plan(plan, reason="恢复", by=make_user("anna"))

    assert ServicePlan.objects.standing().get().is_draft


def test_money_that_waits_to_be_paid_is_decided_first(station, taocheng):
    allocation = make_allocation(make_budget(taocheng), taocheng, station=station)
    request = make_request(allocation, make_user("asks"))

    with pytest.raises(Refused, match=f"{request.code} is requested; it is paid first"):
        close(station)

    station.refresh_from_db()
    assert station.status == "active"


def test_money_for_a_room_goes_with_the_room_or_back_to_the_budget(station, successor, taocheng):
    budget = make_budget(taocheng)
    room = make_deliverable(station, component="COMMUNITY_ROOM")
    make_allocation(budget, taocheng, deliverable=room)
    make_allocation(budget, taocheng, deliverable=make_deliverable(station))

    close(station, successor=successor, moved=["rooms"])

    left = {one.deliverable_id: one.remaining_yuan for one in Allocation.objects.filter(kind="posting")}
    assert left.pop(room.pk) == Decimal("10000.00")
    assert [*left.values()] == [0]


def test_a_contract_for_other_stations_goes_on_for_them(station, successor, taocheng):
    make_contract(taocheng, make_agency(taocheng), make_user("signs"), stations=[station, successor])

    close(station)

    contract = Contract.objects.get()
    assert (contract.status, [*contract.stations.all()]) == ("in_force", [successor])


def test_a_finding_stays_with_its_owner(station, taocheng):
    finding = make_finding(station.township, station=station)

    close(station)

    assert Finding.objects.get(pk=finding.pk).station == station


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"moved": ["rooms"]}, "Choose the station to which it is moved"),
        ({"moved": ["nothing"]}, "No such kind"),
    ],
)
def test_moving_without_a_place_is_refused(station, values, message):
    with pytest.raises(Refused, match=message):
        close(station, **values)


def test_work_goes_on_at_an_open_station_of_the_county(station, successor, zaoqiang_town):
    for elsewhere in (station, make_station(zaoqiang_town)):
        with pytest.raises(Refused, match="another station of the county"):
            close(station, successor=elsewhere)
    close(successor)
    with pytest.raises(Refused, match="another station of the county"):
        close(station, successor=successor)


def test_what_was_over_before_stays_as_it_was(station, taocheng):
    make_engagement(make_agency(taocheng), station, ended_on=MAY)
    past = make_posting(make_worker(taocheng), station, ended_on=MAY, leave_reason="resigned")

    close(station)

    past.refresh_from_db()
    assert (past.ended_on, past.leave_reason) == (MAY, "resigned")
    assert Engagement.objects.get().ended_on == MAY


# At the doors


def page(station):
    return reverse("stations:station-close", args=[station.code])


def test_the_page_lists_what_hangs_on_the_station(full, successor, taocheng_officer, client_of):
    text = text_of(client_of(taocheng_officer).get(page(full)))

    for kind in handover.KINDS.values():
        assert str(kind.label) in text
    assert Engagement.objects.get().agency.name in text
    assert successor.name in text


def test_the_page_moves_what_is_marked_and_ends_the_rest(full, successor, taocheng_officer, client_of):
    answer = client_of(taocheng_officer).post(
        page(full), {"on": ON, "reason": "撤并", "successor": successor.code, "moved": ["rooms", "postings"]}
    )

    assert answer.status_code == 302
    assert left_at(full) == set()
    assert open_at(successor) == {"rooms", "postings"}


def test_what_is_refused_stands_above_the_form_and_nothing_is_lost(
    station, successor, taocheng, taocheng_officer, client_of
):
    make_engagement(make_agency(taocheng), station)
    make_engagement(make_agency(taocheng), successor)
    sent = {"on": ON, "reason": "撤并", "successor": successor.code, "moved": ["engagements"]}

    answer = client_of(taocheng_officer).post(page(station), sent)

    assert "Another agency runs the station" in text_of(answer)
    assert "checked" in answer.content.decode()
    station.refresh_from_db()
    assert station.status == "active"


def test_who_may_not_touch_its_money_does_not_close_the_station(full, hedong_officer, client_of):
    answer = client_of(hedong_officer).post(page(full), {"on": ON, "reason": "撤并"})

    assert "that you may not change" in text_of(answer)
    assert Station.objects.get(pk=full.pk).status == "active"


def test_the_api_takes_the_same(full, successor, taocheng_officer, client_of):
    address = f"/api/v1/stations/{full.code}/close/"
    client = client_of(taocheng_officer)

    wrong = client.post(
        address,
        {"on": "2022-08-01", "reason": "撤并", "successor": "ST-1", "moved": ["rooms"]},
        content_type="application/json",
    )
    right = client.post(
        address,
        {"on": "2022-08-01", "reason": "撤并", "successor": successor.code, "moved": ["rooms", "needs"]},
        content_type="application/json",
    )

    assert wrong.status_code == 409
    assert (right.status_code, right.json()["status"]) == (200, "closed")
    assert open_at(successor) == {"rooms", "needs"}


def test_the_list_of_the_admin_sends_to_the_page_where_something_hangs(
    full, successor, city_admin, client_of
):
    client = client_of(city_admin)
    chosen = {"action": "close", "_selected_action": [full.pk, successor.pk], "day": ON, "comment": "撤并"}

    answer = client.post(reverse("admin:stations_station_changelist"), chosen, follow=True)

    assert f"/stations/{full.code}/close/" in text_of(answer)
    assert {one.code: one.status for one in Station.objects.all()} == {
        full.code: "active",
        successor.code: "closed",
    }


def test_a_closed_station_is_off_the_to_do_list(station, taocheng_officer, client_of):
    make_deliverable(
        station, status="reported", reported_on=MAY, reported_by=make_user("reports"), name="待验收项目"
    )
    make_position(station)
    client = client_of(taocheng_officer)
    before = text_of(client.get(reverse("reports:task-list")))
    close(station)

    after = text_of(client.get(reverse("reports:task-list")))

    assert "待验收项目" in before
    assert station.name in before
    assert station.name not in after


def test_the_page_of_the_successor_and_its_card_say_the_same(station, successor, taocheng_officer, client_of):
    for _number in range(3):
        make_deliverable(station, component="COMMUNITY_ROOM", accepted_on=MAY)
    make_community(station.township)
    client = client_of(taocheng_officer)

    beside = text_of(client.get(successor.get_absolute_url()))
    close(station, successor=successor, moved=["rooms"])
    alone = text_of(client.get(successor.get_absolute_url()))

    assert "0 of 4 communities" in beside
    assert "With a room of another station, which counts there (3)" in beside
    assert "3 of 4 communities" in alone
    assert "3/13" in alone
    assert "another station" not in alone


def test_the_day_before_is_the_last_day_but_for_what_began_on_the_day(station, taocheng):
    today = make_engagement(make_agency(taocheng), station, started_on=ON)

    close(station)

    today.refresh_from_db()
    assert today.ended_on == ON


def test_nothing_is_opened_at_a_closed_station(station, taocheng, hedong):
    component = station.service_model.components.get(code="PLATFORM")
    budget, signs = make_budget(taocheng), make_user("signs")
    close(station)
    closed = Station.objects.get(pk=station.pk)

    opening = {
        "engagement": lambda: make_engagement(make_agency(taocheng), closed),
        "deliverable": lambda: make_deliverable(closed, component=component.code),
        "position": lambda: make_position(closed),
        "posting": lambda: make_posting(make_worker(taocheng), closed),
        "plan": lambda: make_plan(closed),
        "case": lambda: make_case(closed),
        "group": lambda: make_group(closed),
        "need": lambda: make_need(hedong, station=closed),
        "allocation": lambda: make_allocation(budget, taocheng, station=closed),
        "contract": lambda: make_contract(taocheng, make_agency(taocheng), signs, stations=[closed]),
    }
    for what, make in opening.items():
        with pytest.raises(ValidationError, match="closed"):
            make()
        assert left_at(closed) == set(), what


def test_what_was_over_before_the_closing_can_still_be_entered(station, taocheng):
    close(station)
    closed = Station.objects.get(pk=station.pk)

    assert make_engagement(make_agency(taocheng), closed, ended_on=MAY).pk
    assert make_case(closed, opened_on=MARCH, closed_on=MAY).pk
