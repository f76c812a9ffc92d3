"""What the tests of this floor share."""

import pytest

from tests.stations.factories import make_station


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    """Files of a test stay with the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def station(hedong):
    """The station of 河东街道."""
    return make_station(hedong)


@pytest.fixture
def far_station(zaoqiang_town):
    """A station in the other county."""
    return make_station(zaoqiang_town)
