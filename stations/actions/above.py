"""Who confirms what somebody else reported: the level above."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.scope import paths_for
from regions.models.region import PATH_LENGTH
from stations.models import Station

CONFIRM, CHANGE = "stations.confirm_milestone", "stations.change_milestone"


def expect_above(by: User, reporter: User | None, station: Station) -> None:
    """Raise ``Refused`` unless ``by`` may confirm what the ``reporter`` reported of the station."""
    if sentence := objection(by, reporter, station):
        raise Refused(sentence)


def objection(by: User, reporter: User | None, station: Station) -> str:
    """Why ``by`` does not confirm what the ``reporter`` reported; empty where they may.

    Nobody confirms their own; the confirmer's right reaches wider than the reporter's. There is
    nobody above the city, where another account confirms. Who reported is not on record of old
    records: they count as a county's.
    """
    if reporter is not None and reporter.pk == by.pk:
        return _("You reported it; somebody of the level above confirms it.")
    place = station.township.path
    own = _reach(by, CONFIRM, place)
    if own is None:
        return _("You may not confirm stages here.")
    reach = _reach(reporter, CHANGE, place) if reporter else None
    theirs = PATH_LENGTH["county"] if reach is None else reach
    if own < theirs or own <= PATH_LENGTH["city"]:
        return ""
    return _("It is confirmed by the level above whoever reported it.")


def _reach(user: User, permission: str, place: str) -> int | None:
    """How long the path is of the widest division in which ``user`` holds the permission at the place."""
    return min((len(path) for path in paths_for(user, permission) if place.startswith(path)), default=None)
