"""A station that works, its people, and who enters its services."""

from datetime import date

import pytest

from tests.personnel.factories import make_posting, make_worker
from tests.stations.factories import make_station


@pytest.fixture
def station(hedong):
    return make_station(hedong, operating_on=date(2022, 3, 1))


@pytest.fixture
def other_station(zaoqiang_town):
    return make_station(zaoqiang_town, operating_on=date(2022, 3, 1))


@pytest.fixture
def worker(taocheng, station):
    worker = make_worker(taocheng)
    make_posting(worker, station)
    return worker
