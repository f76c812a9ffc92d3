"""Engaging an agency at a station, and ending it."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Refused
from core.history import keep
from stations.models import Engagement, Station


@transaction.atomic
def engage_agency(agency, *, station, role, on, by):
    """Let the agency work at the station from the day ``on``; one operator at a time.

    The station is locked first: two operators engaged at the same moment would not see each other.
    """
    Station.objects.select_for_update().get(pk=station.pk)
    return keep(Engagement(agency=agency, station=station, role=role, started_on=on), by)


@transaction.atomic
def disengage_agency(engagement, *, on, by):
    """End the engagement; ``on`` is its last day."""
    if engagement.ended_on:
        raise Refused(_("This engagement ended on %(day)s.") % {"day": engagement.ended_on})
    engagement.ended_on = on
    return keep(engagement, by, ["ended_on"])
