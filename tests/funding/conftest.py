"""A chain of money: city budget → allocation to a station of 河东街道 → disbursement."""

import pytest

from tests.funding.factories import make_allocation, make_budget, make_disbursement, make_expenditure
from tests.stations.factories import make_station


@pytest.fixture
def station(hedong):
    return make_station(hedong)


@pytest.fixture
def budget(city):
    return make_budget(city, amount_yuan="300000.00")


@pytest.fixture
def allocation(budget, hedong, station):
    return make_allocation(budget, hedong, amount_yuan="100000.00", station=station)


@pytest.fixture
def disbursement(allocation):
    return make_disbursement(allocation, amount_yuan="60000.00")


@pytest.fixture
def expenditure(disbursement):
    return make_expenditure(disbursement, amount_yuan="12345.67")


@pytest.fixture
def records(budget, allocation, disbursement, expenditure):
    return {
        "budget": budget,
        "allocation": allocation,
        "disbursement": disbursement,
        "expenditure": expenditure,
    }


@pytest.fixture
def elsewhere(zaoqiang, zaoqiang_town):
    """A whole chain in the other county."""
    station = make_station(zaoqiang_town)
    allocation = make_allocation(make_budget(zaoqiang), zaoqiang_town, station=station, purpose="枣强县专项")
    disbursement = make_disbursement(allocation, payee="枣强县某机构")
    return {
        "budget": allocation.budget,
        "allocation": allocation,
        "disbursement": disbursement,
        "expenditure": make_expenditure(disbursement),
    }
