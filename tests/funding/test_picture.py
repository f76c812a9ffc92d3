"""The bars of an allocation and of a contract say what the records say."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from funding import actions
from funding.views import picture
from funding.views.picture import WIDTH
from tests.funding.factories import DISBURSED_ON, make_contract, make_expenditure, make_request
from tests.stations.factories import make_agency

pytestmark = pytest.mark.django_db


def told(bars):
    return [{str(part.label): str(part.yuan) for part in one.parts} for one in bars]


def test_a_bar_is_filled_to_its_end_by_parts_that_do_not_overlap():
    third = Decimal("33.33")
    drawn = picture.bar(
        "x", ("a", third, "used"), ("b", third, "other"), ("c", Decimal(0), "rest"), ("d", third, "rest")
    )
    assert [part.label for part in drawn.parts] == ["a", "b", "d"]
    edges = [(part.x, part.x + part.width) for part in drawn.parts]
    assert edges[0][0] == 0
    assert edges[-1][1] == WIDTH
    assert all(end == start for (_x, end), (start, _y) in zip(edges, edges[1:], strict=False))


def test_an_allocation_is_drawn_from_budget_to_vouchers(
    allocation, disbursement, hedong_officer, taocheng_officer, client_of, city_admin
):
    make_expenditure(disbursement, amount_yuan=Decimal("12345.67"))
    request = make_request(allocation, hedong_officer, amount_yuan=Decimal("5000.00"))
    actions.approve_request(request, by=taocheng_officer, on=DISBURSED_ON)
    answer = client_of(city_admin).get(allocation.get_absolute_url())
    assert told(answer.context["bars"]) == [
        {"This allocation": "100000.00", "Not allocated": "200000.00"},
        {"Disbursed": "60000.00", "Approved and not yet paid": "5000.00", "Remaining": "35000.00"},
        {"Spent by vouchers": "12345.67", "With the payees": "47654.33"},
    ]
    page = BeautifulSoup(answer.content, "html.parser")
    assert len(page.select("svg.money-bar")) == 3


def test_a_budget_out_of_scope_is_not_drawn(allocation, client_of, hedong_officer):
    bars = client_of(hedong_officer).get(allocation.get_absolute_url()).context["bars"]
    assert told(bars) == [{"Remaining": "100000.00"}]


def test_a_contract_is_drawn_stage_by_stage(taocheng, allocation, taocheng_officer, client_of):
    contract = make_contract(taocheng, make_agency(taocheng), taocheng_officer, allocations=[allocation])
    bars = told(client_of(taocheng_officer).get(contract.get_absolute_url()).context["bars"])
    assert bars[0] == {"Waiting for its condition": "90000.01"}
    assert sum(Decimal(one["Waiting for its condition"]) for one in bars[1:]) == Decimal("90000.01")
