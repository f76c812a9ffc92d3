from datetime import date

import pytest
from django.core.management import call_command

from stations.actions.successor import last_successor, move_to_successors
from stations.models import Agency, Deliverable, Station
from tests.regions.factories import make_region
from tests.stations.factories import make_agency, make_community, make_deliverable, make_station

LAST_DAY = date(2023, 6, 29)


@pytest.fixture
def old(taocheng):
    return make_region("131102200", "何家庄乡")


@pytest.fixture
def new(taocheng):
    return make_region("131102103", "何家庄镇")


def close(region, successor=None):
    region.valid_to = LAST_DAY
    region.successor = successor
    region.save()


@pytest.fixture
def moved(old, new):
    """A station with a room and an agency in a township whose code is withdrawn."""
    station = make_station(old)
    make_agency(old)
    make_deliverable(station, component="COMMUNITY_ROOM", community=make_community(old))
    close(old, new)
    close(Deliverable.objects.get().community)
    make_community(new)
    return station


def test_stations_agencies_and_rooms_go_where_the_list_says(moved, new):
    assert move_to_successors() == {"stations": 1, "agencies": 1, "rooms": 1}
    assert Station.objects.get().township == new
    assert Agency.objects.get().home_region == new
    room = Deliverable.objects.get()
    assert room.community.code == "131102103001"
    room.full_clean()


def test_the_move_keeps_the_code_and_is_in_the_history(moved, old, new):
    move_to_successors()
    moved.refresh_from_db()
    assert moved.code == "ST-131102200-1"
    latest = moved.history.first()
    assert (latest.township, latest.prev_record.township) == (new, old)
    assert latest.history_change_reason == "code list"


def test_moving_again_moves_nothing(moved):
    move_to_successors()
    assert move_to_successors() == {"stations": 0, "agencies": 0, "rooms": 0}


def test_a_chain_of_successors_is_followed_to_its_end(old, new, taocheng):
    newest = make_region("131102005", "何家庄街道")
    close(old, new)
    close(new, newest)
    assert last_successor(old) == newest


def test_successors_that_point_at_each_other_do_not_hang(old, new):
    close(old, new)
    close(new, old)
    assert last_successor(old) in (old, new)


def test_the_command_says_how_many_moved(moved, capsys):
    call_command("move_to_successors")
    assert capsys.readouterr().out.strip() == "1 stations, 1 agencies, 1 rooms moved."
