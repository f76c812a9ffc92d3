"""Endpoints that read columns answer what their serializers say of the records, to every reader."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from hengshui_portal.api import router
from tests.accounts.factories import make_user
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db

ENDPOINTS = {prefix: endpoint for prefix, endpoint, _name in router.registry}
OF_COLUMNS = sorted(name for name, one in ENDPOINTS.items() if getattr(one, "is_columns", False))


@pytest.fixture
def world(two_counties):
    return two_counties[0]


@pytest.fixture(params=[Role.COUNTY_OFFICER, Role.VIEWER, Role.MUNICIPAL_ADMIN])
def reader(request, world):
    region = world.county if request.param == Role.COUNTY_OFFICER else world.county.parent
    return Caller(make_user("reader", request.param, region))


def by_serializer(endpoint, user):
    rows = endpoint.model.objects.visible_to(user).for_endpoint()
    records = endpoint.serializer_class(rows, many=True).data
    return json.loads(json.dumps(records, default=str))


def test_the_nouns_of_the_stations_are_read_so():
    assert OF_COLUMNS == ["deliverables", "engagements", "interruptions", "milestones", "stations"]


@pytest.mark.parametrize("noun", OF_COLUMNS)
def test_nothing_of_them_is_kept_from_some_readers(noun):
    serializer = ENDPOINTS[noun].serializer_class

    assert not serializer.home_only
    assert "hidden_fields" not in vars(serializer)


@pytest.mark.parametrize("noun", OF_COLUMNS)
def test_the_list_says_what_the_serializer_says(noun, reader):
    told = reader.get(f"{noun}/").json()["results"]

    assert told
    assert told == by_serializer(ENDPOINTS[noun], reader.user)


@pytest.mark.parametrize("noun", ["stations", "deliverables"])
def test_so_does_the_record_alone_and_what_follows_a_change(noun, world, caller_of):
    officer = caller_of(make_user("officer", Role.COUNTY_OFFICER, world.county))
    # What is accepted is not changed.
    records = by_serializer(ENDPOINTS[noun], officer.user)
    record = next(one for one in records if one["status"] != "accepted")

    assert officer.get(f"{noun}/{record['code']}/").json() == record
    changed = officer.patch(f"{noun}/{record['code']}/", {"name": "改名"})
    assert changed.json() == record | {"name": "改名"}
    assert officer.get(f"{noun}/{record['code']}/").json() == changed.json()


def test_an_operator_is_told_while_it_works_there(world, caller_of):
    officer = caller_of(make_user("officer", Role.COUNTY_OFFICER, world.county))
    address = f"stations/{world.station.code}/"
    operator = world.station.engagements.open().operators().get()

    assert officer.get(address).json()["operator"] == operator.agency.code
    operator.ended_on = operator.started_on
    operator.save()
    assert officer.get(address).json()["operator"] is None


def test_only_what_is_asked_for_is_read(world, caller_of):
    officer = caller_of(make_user("officer", Role.COUNTY_OFFICER, world.county))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = officer.get("stations/", fields="code,township_name")

    assert answer.json()["results"] == [
        {"code": world.station.code, "township_name": world.station.township.name}
    ]
    read = asked.captured_queries[-1]["sql"]
    assert "stations_deliverable" not in read
    assert "service_model" not in read
