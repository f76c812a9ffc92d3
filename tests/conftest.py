"""The places and the people of the tests.

桃城区 and 枣强县 are two counties of one city; 河东街道 and 河西街道 lie in the first, 枣强镇 in the
second. Each of the cast plays one role in one place.
"""

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.loaded import kept_for_module
from tests.own_database import django_db_setup
from tests.regions.factories import make_region
from tests.world import make_two_counties

# A fixture for all tests, found by pytest because it stands here.
__all__ = ["django_db_setup"]


@pytest.fixture
def city(db):
    return make_region("131100", "衡水市", population=4212933, population_year=2020)


@pytest.fixture
def taocheng(city):
    return make_region("131102", "桃城区", population=608586, population_year=2020)


@pytest.fixture
def zaoqiang(city):
    return make_region("131121", "枣强县", population=365640, population_year=2020)


@pytest.fixture
def hedong(taocheng):
    return make_region("131102002", "河东街道")


@pytest.fixture
def hexi(taocheng):
    return make_region("131102001", "河西街道")


@pytest.fixture
def zaoqiang_town(zaoqiang):
    return make_region("131121100", "枣强镇")


@pytest.fixture
def city_admin(city):
    return make_user("city", Role.MUNICIPAL_ADMIN, city, is_staff=True)


@pytest.fixture
def taocheng_officer(taocheng):
    return make_user("taocheng", Role.COUNTY_OFFICER, taocheng)


@pytest.fixture
def zaoqiang_officer(zaoqiang):
    return make_user("zaoqiang", Role.COUNTY_OFFICER, zaoqiang)


@pytest.fixture
def hedong_officer(hedong):
    return make_user("hedong", Role.TOWNSHIP_OFFICER, hedong)


@pytest.fixture
def auditor(city):
    return make_user("auditor", Role.AUDITOR, city)


@pytest.fixture
def viewer(city):
    return make_user("viewer", Role.VIEWER, city)


@pytest.fixture
def client_of():
    """A signed-in client: ``client_of(taocheng_officer).get("/")``."""

    def signed_in(user):
        client = Client()
        client.force_login(user, backend="accounts.backends.SignInBackend")
        return client

    return signed_in


@pytest.fixture(scope="module")
def two_counties(django_db_setup, django_db_blocker):
    """The records of 桃城区 and of 枣强县, made once for a module; what a test changes is rolled back."""
    with kept_for_module(django_db_blocker), translation.override("en"):
        yield make_two_counties()


@pytest.fixture
def count_queries(django_assert_max_num_queries):
    """How many queries a page costs: ``count_queries(client, "/")``."""

    def counted(client, url):
        with django_assert_max_num_queries(100) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return counted


@pytest.fixture
def listed_at_once(db):
    """PostgreSQL lists changes at the commit, which a test that is rolled back never reaches."""
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
