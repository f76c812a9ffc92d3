"""Who confirms what somebody else reported: the level above."""

from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules.hands import same_hands
from core.errors import Refused
from core.scope import paths_for
from regions.models.region import PATH_LENGTH
from stations.models import Station

CONFIRM, CHANGE = "stations.confirm_milestone", "stations.change_milestone"


def expect_above(by: User, reporter: User | None, station: Station, since: date | None) -> None:
    """Raise ``Refused`` unless ``by`` may confirm what the ``reporter`` reported on the day ``since``."""
    if sentence := objection(by, reporter, station, since):
        raise Refused(sentence)


def objection(by: User, reporter: User | None, station: Station, since: date | None) -> str:
    """Why ``by`` does not confirm what the ``reporter`` reported; empty where they may.

    Nobody confirms their own, nor what their deputy or principal reported; the confirmer's right reaches
    wider than the reporter's. There is nobody above the city, where another account confirms. Who reported
    old records is not known: they count as a county's.
    """
    if reporter is not None and same_hands(by, reporter.pk, since):
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
