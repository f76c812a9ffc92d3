"""Each noun that other systems write: entered, changed, kept in scope row by row, in constant queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.models import Allocation, Expenditure
from stations.models import GateRule
from tests.api.conftest import Caller, errors_in
from tests.funding.factories import make_allocation, make_budget, make_disbursement
from tests.nouns import BY_API, stock
from tests.nouns.noun import COUNTY
from tests.routes import ROUTES

pytestmark = pytest.mark.django_db

NOUNS = {name: noun for name, noun in BY_API.items() if noun.new and noun.keeper == COUNTY}
CHANGED = [name for name, noun in NOUNS.items() if noun.change]
CODED = [name for name in CHANGED if f"{name}-detail" in ROUTES]
MANY = 6


@pytest.fixture
def world(hedong, zaoqiang_town, model):
    """What the new records lean on, in both counties; no rule stands against a stage."""
    stock.make_stock(hedong, MANY + 1)
    stock.make_far(zaoqiang_town)
    GateRule.objects.update(is_active=False)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_record_of_the_own_county_is_entered_and_found(noun, world, taocheng_system):
    before = taocheng_system.get(f"{noun}/").json()["count"]

    answer = taocheng_system.post(f"{noun}/", NOUNS[noun].new(1))

    assert answer.status_code == 201, answer.content
    assert taocheng_system.get(f"{noun}/").json()["count"] == before + 1
    if "Location" in answer:
        assert taocheng_system.client.get(answer["Location"]).json() == answer.json()


@pytest.mark.parametrize("noun", NOUNS)
def test_a_record_of_another_county_is_not_entered(noun, world, taocheng_system, zaoqiang_officer):
    misplaced = NOUNS[noun].new(1) | NOUNS[noun].elsewhere

    single = taocheng_system.post(f"{noun}/", misplaced)
    rows = taocheng_system.post(f"{noun}/bulk/", [misplaced])

    assert single.status_code == rows.status_code == 422, single.content
    assert "枣强" not in single.content.decode()
    assert [(one["row"], one["field"]) for one in rows.json()["errors"]][0][0] == 1


@pytest.mark.parametrize("noun", CHANGED)
def test_a_record_is_changed_in_hundreds_by_its_key_and_the_rest_stays(noun, world, taocheng_system):
    new, change = NOUNS[noun].new(1), NOUNS[noun].change
    entered = taocheng_system.post(f"{noun}/", new)
    key = {"code": entered.json()["code"]} if noun in CODED else new

    answer = taocheng_system.post(f"{noun}/bulk/", [key | change])
    again = taocheng_system.post(f"{noun}/bulk/", [key | change])

    assert answer.status_code == 200, answer.content
    assert (answer.json()["new"], answer.json()["changed"]) == (0, 1)
    assert (again.json()["changed"], again.json()["unchanged"]) == (0, 1)


@pytest.mark.parametrize("noun", CODED)
def test_a_record_is_changed_at_its_address(noun, world, taocheng_system):
    new, change = NOUNS[noun].new(1), NOUNS[noun].change
    entered = taocheng_system.post(f"{noun}/", new).json()

    answer = taocheng_system.patch(f"{noun}/{entered['code']}/", change)

    assert answer.status_code == 200, answer.content
    assert {name: answer.json()[name] for name in change} == change
    differing = {name for name in entered if answer.json()[name] != entered[name]}
    assert differing == set(change)


@pytest.mark.parametrize("noun", ["stations", "agencies", "workers"])
def test_a_record_of_another_county_is_neither_found_nor_changed(noun, world, taocheng_system):
    far = {"stations": stock.FAR_STATION, "agencies": stock.FAR_AGENCY, "workers": stock.FAR_WORKER}[noun]

    assert taocheng_system.patch(f"{noun}/{far}/", {"name": "换名"}).status_code == 404
    answer = taocheng_system.post(f"{noun}/bulk/", [{"code": far, "name": "换名"}])
    assert errors_in(answer) == [(1, "code", "scope")]


def test_a_record_is_not_moved_to_another_county(world, taocheng_system):
    answer = taocheng_system.patch(f"workers/{stock.worker(1)}/", {"home_region": stock.FAR_COUNTY})

    assert [field for _row, field, _rule in errors_in(answer)] == ["home_region"]


# Entries of money are posted one after another, each under the lock of what it draws on.
@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun != "allocations"])
def test_many_records_take_as_many_queries_as_one(noun, world, taocheng_system):
    def queries(rows):
        with CaptureQueriesContext(connection) as captured:
            answer = taocheng_system.post(f"{noun}/bulk/", rows)
        assert answer.status_code == 200, answer.content
        return len(captured)

    taocheng_system.get("stations/")
    rows = [NOUNS[noun].new(number) for number in range(1, MANY + 1)]
    assert queries(rows[:1]) >= queries(rows[1:])


def test_what_exists_is_not_entered_a_second_time(world, taocheng_system):
    new = {"code": stock.station(1), **NOUNS["stations"].new(1)}

    assert errors_in(taocheng_system.post("stations/", new)) == [(None, "code", "exists")]
    known = NOUNS["certificates"].new(1) | {"level": 1}
    assert errors_in(taocheng_system.post("certificates/", known)) == [(None, "worker", "exists")]


def test_entries_sent_together_cannot_overdraw_what_they_draw_on(world, taocheng_system, taocheng):
    budget = make_budget(taocheng, amount_yuan="100.00")
    row = NOUNS["allocations"].new(1) | {"budget": budget.code, "amount_yuan": "60.00"}

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
    row = NOUNS["allocations"].new(1) | {"budget": "B-2021-0009"}

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
