"""Each noun that other systems write: entered, changed, kept in scope row by row, in constant queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.models import Allocation, Expenditure
from personnel.models import SocialWorker
from tests.api.conftest import Caller, errors_in
from tests.funding.factories import make_allocation, make_budget, make_disbursement
from tests.personnel.factories import make_certificate, make_worker
from tests.personnel.training import make_course, make_supervisor
from tests.stations.factories import make_agency, make_station

pytestmark = pytest.mark.django_db

# By noun: a new record of 桃城区, a change of it, and what puts it into another county.
NOUNS = {
    "stations": (
        {"name": "河东社工站", "township": "131102002", "service_model": "1138N"},
        {"phone": "0318-0000000"},
        {"township": "131121100"},
    ),
    "agencies": (
        {
            "name": "示例社工服务中心",
            "home_region": "131102",
            "registration_level": "county",
            "founder_type": "other",
        },
        {"contact_name": "张某"},
        {"home_region": "131121"},
    ),
    "workers": (
        {
            "name": "张某",
            "home_region": "131102",
            "employer_type": "community",
            "employment_type": "full_time",
        },
        {"education": "bachelor"},
        {"home_region": "131121"},
    ),
    "deliverables": (
        {"name": "项目", "station": "ST-131102002-1", "component": "CORE_PROJECT"},
        {"planned_on": "2022-06-30"},
        {"station": "ST-131121100-1"},
    ),
    "engagements": (
        {"agency": "AG-0001", "station": "ST-131102002-1", "role": "supporter", "started_on": "2022-03-01"},
        {"ended_on": "2022-12-31"},
        {"station": "ST-131121100-1"},
    ),
    "milestones": (
        {"station": "ST-131102002-1", "stage": 20},
        {"planned_on": "2022-06-30"},
        {"station": "ST-131121100-1"},
    ),
    "certificates": (
        {"worker": "SW-00001", "level": 2, "number": "20211037130000002", "issued_on": "2021-10-01"},
        {"issued_on": "2021-10-02"},
        {"worker": "SW-00002"},
    ),
    "registrations": (
        {"certificate": "SW-00001", "registered_on": "2021-12-01"},
        {"valid_to": "2024-11-29"},
        {"certificate": "SW-00002"},
    ),
    "postings": (
        {
            "worker": "SW-00001",
            "station": "ST-131102002-1",
            "role": "social_worker",
            "employment_type": "full_time",
            "started_on": "2022-03-01",
        },
        {"role": "head"},
        {"station": "ST-131121100-1"},
    ),
    "positions": (
        {
            "station": "ST-131102002-1",
            "role": "social_worker",
            "employment_type": "full_time",
            "requirement": "none",
            "opened_on": "2022-01-01",
        },
        {"role": "head"},
        {"station": "ST-131121100-1"},
    ),
    "agency-ratings": (
        {"agency": "AG-0001", "rated_on": "2022-03-01", "grade": "3A", "valid_to": "2027-02-28"},
        {"document": "衡民评〔2022〕1号"},
        {"agency": "AG-0002"},
    ),
    "incubation-bases": (
        {"name": "示例孵化基地", "region": "131102", "venue": "人民路1号", "opened_on": "2021-05-01"},
        {"venue": "人民路2号"},
        {"region": "131121"},
    ),
    "courses": (
        {
            "name": "实务培训",
            "topics": ["RURAL_SW", "EXAM_PREP"],
            "hours": "12.0",
            "starts_on": "2022-05-10",
            "ends_on": "2022-05-11",
            "region": "131102",
            "organiser": "示例民政局",
        },
        {"abilities": ["TOWNSHIP_INTEGRATION"]},
        {"region": "131121"},
    ),
    "lecturers": (
        {"course": "TC-00001", "name": "王某", "source": "FRONTLINE"},
        {"organisation": "某某学院"},
        {"course": "TC-00002"},
    ),
    "agency-founders": (
        {"agency": "AG-0001", "name": "赵某"},
        {"claimed_certificate": "中级"},
        {"agency": "AG-0002"},
    ),
    "supervisors": (
        {"name": "李某", "source": "UNIVERSITY", "home_region": "131102"},
        {"organisation": "某某学院"},
        {"home_region": "131121"},
    ),
    "supervision-records": (
        {
            "supervisor": "SV-0001",
            "station": "ST-131102002-1",
            "region": "131102002",
            "held_on": "2022-05-10",
            "hours": "3.0",
            "form": "group",
            "content": "个案研讨",
        },
        {"follow_up": "下月复查"},
        {"station": "ST-131121100-1", "region": "131121100"},
    ),
    "needs": (
        {
            "name": "独居老人助餐",
            "township": "131102002",
            "channel": "visit",
            "raised_on": "2022-05-10",
            "groups": ["ELDER", "DISABLED"],
            "field": "ELDER_CARE",
        },
        {"groups": ["ELDER"]},
        {"township": "131121100"},
    ),
    "service-records": (
        {
            "station": "ST-131102002-1",
            "served_on": "2022-05-18",
            "method": "visit",
            "nature": "professional",
            "field": "ELDER_CARE",
            "groups": ["ELDER"],
            "hours": "2.5",
            "person_count": 8,
            "attendance_count": 8,
        },
        {"note": "入户"},
        {"station": "ST-131121100-1"},
    ),
    "service-cases": (
        {"station": "ST-131102002-1", "opened_on": "2022-05-18"},
        {"note": "转介而来"},
        {"station": "ST-131121100-1"},
    ),
    "service-groups": (
        {"station": "ST-131102002-1", "name": "亲子沟通小组", "started_on": "2022-05-18"},
        {"planned_sessions": 6},
        {"station": "ST-131121100-1"},
    ),
    "budgets": (
        {
            "year": 2022,
            "region": "131102",
            "source": "general_budget",
            "name": "社工站经费",
            "approved_on": "2022-03-01",
            "amount_yuan": "500000.00",
        },
        {"document_number": "示例〔2022〕1号"},
        {"region": "131121"},
    ),
    "allocations": (
        {
            "budget": "B-2021-0001",
            "region": "131102002",
            "category": "labour",
            "purpose": "人员经费",
            "amount_yuan": "100.00",
            "posted_on": "2022-05-01",
        },
        None,
        {"region": "131121100"},
    ),
}
CODED = [
    "stations",
    "agencies",
    "workers",
    "deliverables",
    "positions",
    "incubation-bases",
    "courses",
    "supervisors",
    "supervision-records",
    "needs",
    "service-records",
    "service-cases",
    "service-groups",
    "budgets",
]
FAR = {"stations": "131121100", "agencies": "131121"}


@pytest.fixture
def world(hedong, zaoqiang_town, taocheng, zaoqiang, model):
    """What the records above lean on, in both counties."""
    for township, county, sign in ((hedong, taocheng, 1), (zaoqiang_town, zaoqiang, 2)):
        make_agency(county, code=f"AG-000{sign}")
        make_station(township)
        worker = make_worker(county, code=f"SW-0000{sign}")
        make_certificate(worker, number=f"2021103713000009{sign}")
        make_budget(county, code=f"B-2021-000{sign}", year=2021, approved_on=date(2021, 3, 1))
        make_supervisor(county, code=f"SV-000{sign}")
        make_course(county, code=f"TC-0000{sign}")


def first_of(place):
    """The first day of a month of 2022."""
    return f"2022-0{place + 1}-01"


# By noun: in what the records of a list differ; by default in their names, where they have one.
DIFFERING = {
    "milestones": lambda place: {"stage": 30 + 10 * place},
    "engagements": lambda place: {"started_on": first_of(place), "ended_on": first_of(place)},
    "postings": lambda place: {
        "started_on": first_of(place),
        "ended_on": first_of(place),
        "leave_reason": "resigned",
    },
    "agency-ratings": lambda place: {"rated_on": first_of(place)},
}


def many(noun, number):
    """So many different new records."""
    new = NOUNS[noun][0]
    if noun == "registrations":
        county = SocialWorker.objects.get(code="SW-00001").home_region
        workers = [make_worker(county) for _place in range(number)]
        return [new | {"certificate": make_certificate(worker).worker.code} for worker in workers]
    named = {"name": new["name"]} if "name" in new else {}
    differing = DIFFERING.get(noun, lambda place: {name: f"{value}{place}" for name, value in named.items()})
    return [new | differing(place) for place in range(number)]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_record_of_the_own_county_is_entered_and_found(noun, world, taocheng_system):
    before = taocheng_system.get(f"{noun}/").json()["count"]

    answer = taocheng_system.post(f"{noun}/", NOUNS[noun][0])

    assert answer.status_code == 201, answer.content
    assert taocheng_system.get(f"{noun}/").json()["count"] == before + 1
    if "Location" in answer:
        assert taocheng_system.client.get(answer["Location"]).json() == answer.json()


@pytest.mark.parametrize("noun", NOUNS)
def test_a_record_of_another_county_is_not_entered(noun, world, taocheng_system, zaoqiang_officer):
    new, _change, elsewhere = NOUNS[noun]

    single = taocheng_system.post(f"{noun}/", new | elsewhere)
    rows = taocheng_system.post(f"{noun}/bulk/", [new | elsewhere])

    assert single.status_code == rows.status_code == 422, single.content
    assert "枣强" not in single.content.decode()
    assert [(one["row"], one["field"]) for one in rows.json()["errors"]][0][0] == 1


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if NOUNS[noun][1]])
def test_a_record_is_changed_in_hundreds_by_its_key_and_the_rest_stays(noun, world, taocheng_system):
    new, change, _elsewhere = NOUNS[noun]
    entered = taocheng_system.post(f"{noun}/", new)
    key = {"code": entered.json()["code"]} if noun in CODED else new

    answer = taocheng_system.post(f"{noun}/bulk/", [key | change])
    again = taocheng_system.post(f"{noun}/bulk/", [key | change])

    assert answer.status_code == 200, answer.content
    assert (answer.json()["new"], answer.json()["changed"]) == (0, 1)
    assert (again.json()["changed"], again.json()["unchanged"]) == (0, 1)


@pytest.mark.parametrize("noun", CODED)
def test_a_record_is_changed_at_its_address(noun, world, taocheng_system):
    new, change, _elsewhere = NOUNS[noun]
    entered = taocheng_system.post(f"{noun}/", new).json()

    answer = taocheng_system.patch(f"{noun}/{entered['code']}/", change)

    assert answer.status_code == 200, answer.content
    assert {name: answer.json()[name] for name in change} == change
    differing = {name for name in entered if answer.json()[name] != entered[name]}
    assert differing == set(change)


@pytest.mark.parametrize("noun", ["stations", "agencies", "workers"])
def test_a_record_of_another_county_is_neither_found_nor_changed(noun, world, taocheng_system):
    far = {"stations": "ST-131121100-1", "agencies": "AG-0002", "workers": "SW-00002"}[noun]

    assert taocheng_system.patch(f"{noun}/{far}/", {"name": "换名"}).status_code == 404
    answer = taocheng_system.post(f"{noun}/bulk/", [{"code": far, "name": "换名"}])
    assert errors_in(answer) == [(1, "code", "scope")]


def test_a_record_is_not_moved_to_another_county(world, taocheng_system):
    answer = taocheng_system.patch("workers/SW-00001/", {"home_region": "131121"})

    assert [field for _row, field, _rule in errors_in(answer)] == ["home_region"]


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in ("allocations", "certificates")])
def test_many_records_take_as_many_queries_as_one(noun, world, taocheng_system):
    def queries(rows):
        with CaptureQueriesContext(connection) as captured:
            answer = taocheng_system.post(f"{noun}/bulk/", rows)
        assert answer.status_code == 200, answer.content
        return len(captured)

    taocheng_system.get("stations/")
    rows = many(noun, 6)
    assert queries(rows[:1]) >= queries(rows[1:])


def test_what_exists_is_not_entered_a_second_time(world, taocheng_system):
    new = {"code": "ST-131102002-1", **NOUNS["stations"][0]}

    assert errors_in(taocheng_system.post("stations/", new)) == [(None, "code", "exists")]
    known = {"worker": "SW-00001", "level": 1, "number": "20211037130000099", "issued_on": "2021-10-01"}
    assert errors_in(taocheng_system.post("certificates/", known)) == [(None, "worker", "exists")]


def test_entries_sent_together_cannot_overdraw_what_they_draw_on(world, taocheng_system, taocheng):
    budget = make_budget(taocheng, amount_yuan="100.00")
    row = NOUNS["allocations"][0] | {"budget": budget.code, "amount_yuan": "60.00"}

    answer = taocheng_system.post("allocations/bulk/", [row, row, row])

    assert [(row, field) for row, field, _rule in errors_in(answer)] == [
        (2, "amount_yuan"),
        (3, "amount_yuan"),
    ]
    assert "40.00 yuan left" in answer.content.decode()
    assert not Allocation.objects.exists()
    entered = taocheng_system.post("allocations/bulk/", [row, row | {"amount_yuan": "40.00"}])
    assert entered.json()["new"] == 2
    budget.refresh_from_db()
    assert str(budget.allocated_yuan) == "100.00"
    assert {entry.history.get().history_user for entry in Allocation.objects.all()} == {taocheng_system.user}


def test_money_is_spent_and_taken_back(world, taocheng_system, taocheng, hedong):
    budget = make_budget(taocheng)
    disbursement = make_disbursement(make_allocation(budget, hedong))
    spent = {
        "disbursement": disbursement.code,
        "voucher_number": "2022-05-0017",
        "payee": "示例文具店",
        "purpose": "小组活动用品",
        "amount_yuan": "120.50",
        "posted_on": "2022-12-06",
    }
    code = taocheng_system.post("expenditures/", spent).json()["code"]

    answer = taocheng_system.post(f"expenditures/{code}/reverse/", {"on": "2022-12-31", "reason": "重复记账"})

    assert answer.status_code == 200, answer.content
    assert answer.json()["reverses"] == code
    assert answer.json()["amount_yuan"] == "-120.50"
    again = taocheng_system.post(f"expenditures/{code}/reverse/", {"on": "2022-12-31", "reason": "重复"})
    assert again.status_code == 409
    assert "reversed already" in again.json()["detail"]
    assert Expenditure.objects.count() == 2


def test_seeing_a_budget_is_not_enough_to_draw_on_it(world, city, hedong, taocheng_officer, auditor):
    make_budget(city, code="B-2021-0009", year=2021, approved_on=date(2021, 3, 1))
    taocheng_officer.role_assignments.create(role="auditor", region=city)
    row = NOUNS["allocations"][0] | {"budget": "B-2021-0009"}

    assert errors_in(Caller(taocheng_officer).post("allocations/", row)) == [(None, "budget", "invalid")]


def test_published_figures_are_the_citys(world, city_admin, taocheng_officer):
    figure = {
        "indicator": "stations_completed",
        "region": "131102",
        "value": "13",
        "as_of": "2022-12-31",
        "source": "衡水市民政局2022年12月通报",
    }
    assert Caller(taocheng_officer).post("published-figures/", figure).status_code == 403
    assert Caller(city_admin).post("published-figures/", figure).status_code == 201
