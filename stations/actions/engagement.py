"""Engaging an agency at a station, and ending it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from stations.models import Agency, Engagement, Station


@transaction.atomic
def engage_agency(agency: Agency, *, station: Station, role: str, on: date, by: User) -> Engagement:
    """Let the agency work at the station from the day ``on``; one operator at a time.

    The station is locked first: two operators engaged at the same moment would not see each other, nor
    a station that closes meanwhile.
    """
    station = Station.objects.select_for_update().get(pk=station.pk)
    return keep(Engagement(agency=agency, station=station, role=role, started_on=on), by)


@transaction.atomic
def disengage_agency(engagement: Engagement, *, on: date, by: User) -> Engagement:
    """End the engagement; ``on`` is its last day."""
    if engagement.ended_on:
        raise Refused(_("This engagement ended on %(day)s.") % {"day": engagement.ended_on})
    engagement.ended_on = on
    return keep(engagement, by, ["ended_on"])
