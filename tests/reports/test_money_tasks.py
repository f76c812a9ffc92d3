"""What awaits whom with money."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.roles import Role
from funding import actions
from reports.tasks import ToDo
from tests.accounts.factories import make_user
from tests.funding.factories import make_allocation, make_budget, make_contract, make_request
from tests.stations.factories import make_agency

ON = date(2022, 3, 2)


@pytest.fixture
def allocation(city, hedong):
    return make_allocation(make_budget(city), hedong, amount_yuan="50000.00")


@pytest.fixture
def second_officer(taocheng):
    return make_user("second", Role.COUNTY_OFFICER, taocheng)


def kinds(user):
    return [task.kind.code for task in ToDo(user, ON).tasks]


def test_a_request_awaits_others_and_once_approved_a_third_person(
    allocation, taocheng_officer, second_officer
):
    asked = make_request(allocation, taocheng_officer)
    assert kinds(taocheng_officer) == []
    [task] = ToDo(second_officer, ON).tasks
    assert task.url.endswith(f"{asked.code}/approve/")
    actions.approve_request(asked, by=second_officer, on=ON)
    assert kinds(second_officer) == []
    assert kinds(taocheng_officer) == []
    third = make_user("third", Role.COUNTY_OFFICER, allocation.region.parent)
    [task] = ToDo(third, ON).tasks
    assert task.url.endswith(f"{asked.code}/pay/")


def test_a_released_stage_awaits_its_request(allocation, taocheng, taocheng_officer):
    contract = make_contract(taocheng, make_agency(taocheng), taocheng_officer, allocations=[allocation])
    assert kinds(taocheng_officer) == []
    stage = actions.release_stage(contract.stages.get(order=1), by=taocheng_officer, on=ON, evidence="合同")
    assert kinds(taocheng_officer) == ["stage-due"]
    make_request(allocation, taocheng_officer, stage=stage, amount_yuan=Decimal("36000.01"))
    assert kinds(taocheng_officer) == []
