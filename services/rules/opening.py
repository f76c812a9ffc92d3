"""Whether services were given before the station opened: said where they are entered, never forbidden."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stations.models import Milestone, Stage


def warning(station, day) -> str:
    """What to say of a service of the station on the day; empty once its plaque hung. One query."""
    opened = Milestone.objects.achieved(day).filter(station=station, stage__gte=Stage.OPENED)
    if opened.exists():
        return ""
    return _("On %(day)s the station had not opened yet; check the day, or the county enters its stage.") % {
        "day": date_format(day)
    }
