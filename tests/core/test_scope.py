"""Where somebody holds a permission, from the place's path alone."""

from django.contrib.auth.models import AnonymousUser

from core.scope import EVERYWHERE, covers, permission_of
from regions.models import Region
from stations.models import Station

VIEW = "stations.view_station"


class Officer:
    """Somebody who holds one permission in some subtrees."""

    is_authenticated = True

    def __init__(self, *paths):
        self.paths = paths

    def paths_for(self, permission):
        return self.paths if permission == VIEW else ()


def test_a_subtree_covers_its_root_and_what_lies_below():
    officer = Officer("131102", "131121")

    assert covers(officer, VIEW, "131102")
    assert covers(officer, VIEW, "131121100")


def test_what_lies_above_or_beside_is_not_covered():
    officer = Officer("131102")

    assert not covers(officer, VIEW, "1311")
    assert not covers(officer, VIEW, "131103")
    assert not covers(officer, VIEW, "")


def test_whoever_holds_it_everywhere_holds_it_at_the_top_too():
    officer = Officer(*EVERYWHERE)

    assert covers(officer, VIEW, "131102")
    assert covers(officer, VIEW, "")


def test_another_permission_and_no_account_cover_nothing():
    assert not covers(Officer(*EVERYWHERE), "stations.add_station", "131102")
    assert not covers(AnonymousUser(), VIEW, "131102")
    assert not covers(AnonymousUser(), VIEW, "")


def test_a_permission_is_named_by_floor_action_and_noun():
    assert permission_of(Station, "accept") == "stations.accept_station"
    assert permission_of(Region(), "view") == "regions.view_region"
