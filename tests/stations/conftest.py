"""What the tests of this floor share."""

import pytest
from django.utils import translation

from tests.stations.factories import make_station


@pytest.fixture(autouse=True)
def _english():
    """Messages are compared in the language of the source."""
    with translation.override("en"):
        yield


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
