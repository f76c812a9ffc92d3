"""What the tests of this floor share."""

import pytest
from django.utils import translation

from tests.exchange.nouns import OVERSEEN
from tests.stations.factories import make_service_model


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
def service_model(db):
    """1138N."""
    return make_service_model()


@pytest.fixture
def sender_of(taocheng_officer, auditor):
    """Who sends the files of a noun."""
    return lambda resource: auditor if resource in OVERSEEN else taocheng_officer


@pytest.fixture
def client_for(officer, auditor, client_of):
    """The same, signed in."""
    overseer = client_of(auditor)
    return lambda resource: overseer if resource in OVERSEEN else officer


@pytest.fixture
def officer(hedong, service_model, taocheng_officer, client_of):
    """The signed-in officer of 桃城区."""
    return client_of(taocheng_officer)
