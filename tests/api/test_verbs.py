"""The verbs of every floor over the API, each followed through as another system would."""

from datetime import date

import pytest

from funding.models import Disbursement
from tests.accounts.factories import make_user
from tests.api.conftest import Caller, errors_in
from tests.funding.factories import make_allocation, make_budget
from tests.personnel.factories import make_complete_worker, make_position, make_worker
from tests.personnel.training import make_course
from tests.services.factories import make_field, make_plan, make_target_group
from tests.stations.agencies import make_base
from tests.stations.factories import make_agency, make_standard, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def city_system(city_admin):
    return Caller(city_admin)


def done(caller, path, status=200, **body):
    answer = caller.post(path, body)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_plan_is_drafted_filled_submitted_and_approved_by_somebody_else(
    taocheng_system, city_system, station
):
    plan = done(taocheng_system, "service-plans/", 201, station=station.code, year=2022)
    code = plan["code"]
    item = {"plan": code, "name": "小组", "method": "group", "metric": "units", "target": 3}
    done(taocheng_system, "plan-items/", 201, **item)
    assert done(taocheng_system, f"service-plans/{code}/submit/", on="2022-02-01")["status"] == "submitted"
    own = taocheng_system.post(f"service-plans/{code}/approve/", {"on": "2022-02-10"})
    assert own.status_code == 409

    approved = done(city_system, f"service-plans/{code}/approve/", on="2022-02-10", comment="同意")

    assert (approved["status"], approved["comment"]) == ("approved", "同意")
    frozen = taocheng_system.post("plan-items/", item)
    assert frozen.status_code == 422
    assert done(city_system, f"service-plans/{code}/return/", reason="补充")["status"] == "draft"


def test_a_need_is_assessed_planned_and_resolved(taocheng_system, station):
    make_target_group(), make_field()
    need = done(
        taocheng_system,
        "needs/",
        201,
        name="助餐",
        township="131102002",
        channel="visit",
        raised_on="2022-05-10",
        groups=["ELDER"],
        field="ELDER_CARE",
    )
    assert need["groups"] == ["ELDER"]
    path = f"needs/{need['code']}"
    plan = make_plan(station)
    item = done(taocheng_system, "plan-items/", 201, plan=plan.code, name="助餐", method="visit", target=12)

    done(taocheng_system, f"{path}/assess/", on="2022-05-12", urgency="soon", responsible="joint")
    planned = done(taocheng_system, f"{path}/plan/", on="2022-05-13", item=item["code"])
    resolved = done(taocheng_system, f"{path}/resolve/", on="2022-08-01", result="每日送餐")

    assert (planned["status"], planned["plan_item"]) == ("planned", item["code"])
    assert (resolved["status"], resolved["closed_on"]) == ("resolved", "2022-08-01")
    late = taocheng_system.post(f"{path}/refer/", {"on": "2022-08-02", "to": "民政局"})
    assert late.status_code == 409


def test_a_case_is_opened_served_and_closed(taocheng_system, station):
    make_field()
    case = done(taocheng_system, "service-cases/", 201, station=station.code, opened_on="2022-05-01")
    record = done(
        taocheng_system,
        "service-records/",
        201,
        station=station.code,
        served_on="2022-05-18",
        method="case",
        phase="intake",
        nature="professional",
        field="ELDER_CARE",
        hours="2.5",
        person_count=1,
        attendance_count=1,
        case=case["code"],
    )
    early = taocheng_system.post(
        f"service-cases/{case['code']}/close/", {"on": "2022-05-10", "outcome": "reached"}
    )
    assert early.status_code == 409

    closed = done(taocheng_system, f"service-cases/{case['code']}/close/", on="2022-06-01", outcome="reached")
    withdrawn = done(
        taocheng_system, f"service-records/{record['code']}/withdraw/", on="2022-06-02", reason="误录"
    )

    assert (closed["closed_on"], closed["outcome"]) == ("2022-06-01", "reached")
    assert withdrawn["withdrawn_on"] == "2022-06-02"
    assert taocheng_system.get("service-records/").json()["count"] == 0


def test_a_course_is_held_and_its_hours_are_approved_by_somebody_else(
    taocheng_system, city_system, taocheng, zaoqiang
):
    course = make_course(taocheng)
    worker, stranger = make_worker(taocheng), make_worker(zaoqiang)
    path = f"courses/{course.code}"
    outside = taocheng_system.post(
        f"{path}/enrol/", {"workers": [worker.code, stranger.code], "on": "2022-05-01"}
    )
    assert errors_in(outside) == [(None, "workers", "does_not_exist")]
    assert stranger.name not in outside.content.decode()

    assert done(taocheng_system, f"{path}/enrol/", workers=[worker.code], on="2022-05-01")["enrolled"] == 1
    done(taocheng_system, f"{path}/start/")
    results = [{"worker": worker.code, "attended_hours": "6.0", "result": "passed"}]
    done(taocheng_system, f"{path}/attendance/", results=results)
    assert done(taocheng_system, f"{path}/close/", on="2022-12-31")["status"] == "held"
    (credit,) = taocheng_system.get("education-credits/").json()["results"]
    own = taocheng_system.post(f"education-credits/{credit['code']}/approve/", {"on": "2023-01-05"})
    assert own.status_code == 409
    approved = done(city_system, f"education-credits/{credit['code']}/approve/", on="2023-01-05")
    assert (approved["status"], approved["hours"]) == ("approved", "6.0")


def test_a_post_is_filled_and_left(taocheng_system, taocheng, hedong, station):
    position = make_position(station)
    worker = make_worker(taocheng)
    other = make_station(hedong, name="第二社工站")
    done(taocheng_system, f"positions/{position.code}/waive/", reason="试用")

    assert done(taocheng_system, f"positions/{position.code}/appoint/", worker=worker.code, on="2022-03-01")[
        "is_filled"
    ]
    held = taocheng_system.post(
        f"positions/{position.code}/appoint/", {"worker": make_worker(taocheng).code, "on": "2022-04-01"}
    )
    assert held.status_code == 409
    move = {"leaves": station.code, "on": "2022-05-01"}
    both = taocheng_system.post(
        f"workers/{worker.code}/transfer/", move | {"station": other.code, "position": position.code}
    )
    assert errors_in(both) == [(None, "position", "invalid")]
    moved = done(taocheng_system, f"workers/{worker.code}/transfer/", **move, station=other.code)
    assert moved["stations"] == [other.code]
    done(taocheng_system, f"positions/{position.code}/close/", on="2022-06-01", reason="not_needed")


def test_an_agency_is_housed_supported_and_let_go(taocheng_system, taocheng):
    agency, base = make_agency(taocheng), make_base(taocheng)
    path = f"incubation-bases/{base.code}"

    done(taocheng_system, f"{path}/enter/", agency=agency.code, on="2022-03-01")
    done(
        taocheng_system,
        f"{path}/support/",
        agency=agency.code,
        kind="money",
        on="2022-04-01",
        amount_yuan="5000.00",
    )
    done(taocheng_system, f"{path}/leave/", agency=agency.code, on="2022-09-01", outcome="graduated")

    (incubation,) = taocheng_system.get("incubations/").json()["results"]
    assert (incubation["left_on"], incubation["received_yuan"]) == ("2022-09-01", "5000.00")
    (support,) = taocheng_system.get("supports/").json()["results"]
    assert (support["base"], support["amount_yuan"]) == (base.code, "5000.00")
    gone = taocheng_system.post(
        f"{path}/leave/", {"agency": agency.code, "on": "2022-09-02", "outcome": "graduated"}
    )
    assert gone.status_code == 404


def test_a_station_answers_the_construction_standard(taocheng_system, station):
    item = make_standard({}).items.get()
    path = f"stations/{station.code}/answer-standard/"

    wrong = taocheng_system.post(path, {"on": "2022-06-01", "answers": [{"item": "NONE", "value": "yes"}]})
    assert errors_in(wrong) == [(None, "answers", "invalid")]
    done(taocheng_system, path, on="2022-06-01", answers=[{"item": item.code, "value": "yes"}])

    (answer,) = taocheng_system.get("standard-answers/").json()["results"]
    assert (answer["item"], answer["value"]) == (item.code, "yes")


def test_three_people_pay_over_the_api(taocheng, hedong, taocheng_system, city_system):
    allocation = make_allocation(make_budget(taocheng), hedong, amount_yuan="1000.00")
    new = {
        "allocation": allocation.code,
        "amount_yuan": "400.00",
        "purpose": "活动用品",
        "payee": "示例商店",
        "on": "2022-06-01",
    }
    code = done(taocheng_system, "payment-requests/", 201, **new)["code"]
    too_much = taocheng_system.post("payment-requests/", new | {"amount_yuan": "1000.01"})
    assert "1,000.00 yuan left" in too_much.content.decode()
    own = taocheng_system.post(f"payment-requests/{code}/approve/", {"on": "2022-06-02"})
    assert own.status_code == 409

    done(city_system, f"payment-requests/{code}/approve/", on="2022-06-02")
    assert city_system.post(f"payment-requests/{code}/pay/", {"on": "2022-06-03"}).status_code == 409
    third = Caller(make_user("cashier", "county_officer", taocheng))
    paid = done(third, f"payment-requests/{code}/pay/", on="2022-06-03")

    assert (paid["status"], paid["paid_on"]) == ("paid", "2022-06-03")
    disbursement = Disbursement.objects.get()
    back = done(
        third,
        f"disbursements/{disbursement.code}/refund/",
        on="2022-07-01",
        reason="退款",
        amount_yuan="100.00",
    )
    assert (back["adjusts"], back["amount_yuan"]) == (disbursement.code, "-100.00")
    other = make_allocation(allocation.budget, hedong, amount_yuan="10.00")
    moved = {"to": other.code, "amount_yuan": "50.00", "on": "2022-07-01", "reason": "调剂"}
    done(third, f"allocations/{allocation.code}/transfer/", **moved)
    other.refresh_from_db()
    assert str(other.standing_yuan) == "60.00"


def test_a_contract_is_signed_released_and_broken_off(taocheng_system, taocheng, station):
    agency = make_agency(taocheng)
    new = {
        "name": "社工服务",
        "region": "131102",
        "buyer": "civil_affairs",
        "mode": "negotiation",
        "agency": agency.code,
        "stations": [station.code],
        "amount_yuan": "1000.00",
        "signed_on": "2022-03-01",
        "starts_on": "2022-03-01",
        "ends_on": "2022-12-31",
        "stages": [
            {"share_percent": "40", "condition": "signed"},
            {"share_percent": "60", "condition": "final_passed"},
        ],
    }
    short = taocheng_system.post("contracts/", new | {"stages": new["stages"][:1]})
    assert short.status_code == 409
    assert "100 %" in short.json()["detail"]

    contract = done(taocheng_system, "contracts/", 201, **new)
    path = f"contracts/{contract['code']}"
    released = done(taocheng_system, f"{path}/release-stage/", order=1, on="2022-03-05", evidence="合同原件")
    ended = done(taocheng_system, f"{path}/terminate/", on="2022-06-01", reason="双方协商")

    assert [stage["amount_yuan"] for stage in contract["stages"]] == ["400.00", "600.00"]
    assert released["stages"][0]["released_on"] == "2022-03-05"
    assert ended["status"] == "terminated"


def test_a_year_is_carried_over_closed_and_opened_by_the_city(taocheng_system, city_system, taocheng):
    old = make_budget(taocheng, year=2021, approved_on=date(2021, 2, 1), source="donation")
    following = make_budget(taocheng, year=2022, approved_on=date(2022, 1, 1), source="donation")
    carried = done(
        taocheng_system, "carry-overs/", 201, origin=old.code, target=following.code, on="2022-01-20"
    )
    assert carried["amount_yuan"] == str(old.amount_yuan)

    closing = done(taocheng_system, "year-closes/", 201, region="131102", year=2022, on="2023-01-10")
    late = taocheng_system.post(
        f"carry-overs/{carried['code']}/reverse/", {"on": "2022-12-31", "reason": "误"}
    )
    assert late.status_code == 409
    path = f"year-closes/{closing['code']}/reopen/"
    assert taocheng_system.post(path, {"on": "2023-01-11", "reason": "补记"}).status_code == 403
    assert done(city_system, path, on="2023-01-11", reason="补记")["reopened_on"] == "2023-01-11"


def test_people_who_took_part_in_supervision_are_named(taocheng_system, taocheng, station):
    worker = make_complete_worker(taocheng, station)
    supervisor = done(
        taocheng_system, "supervisors/", 201, name="李某", source="UNIVERSITY", home_region="131102"
    )
    record = done(
        taocheng_system,
        "supervision-records/",
        201,
        supervisor=supervisor["code"],
        station=station.code,
        region="131102002",
        held_on="2022-05-10",
        hours="3.0",
        form="group",
        content="研讨",
    )

    path = f"supervision-records/{record['code']}/name-people/"
    assert done(taocheng_system, path, workers=[worker.code])["people"] == 1
    assert done(taocheng_system, path, workers=[])["people"] == 0
