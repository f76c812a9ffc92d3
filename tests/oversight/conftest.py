"""Two stations of one township and one of another county, each with money to spend."""

import pytest

from tests.funding.factories import make_budget
from tests.oversight.factories import pay_out
from tests.stations.factories import make_station


@pytest.fixture
def station(hedong):
    return make_station(hedong)


@pytest.fixture
def budget(city):
    return make_budget(city, amount_yuan="900000.00")


@pytest.fixture
def purse(budget, hedong, station):
    return pay_out(budget, hedong, station)


@pytest.fixture
def far_purse(budget, zaoqiang_town):
    return pay_out(budget, zaoqiang_town, make_station(zaoqiang_town), payee="枣强机构")
