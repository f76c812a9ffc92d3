"""Which station somebody enters services for."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from core.scope import paths_for
from services.models import ServiceRecord
from stations.models import Station

OFFERED = 500


def stations_for(user, permission: str):
    """The stations at which ``user`` holds ``permission``, closed ones left out."""
    open_ones = Station.objects.in_paths(paths_for(user, permission)).exclude(status=Station.Status.CLOSED)
    return open_ones.order_by("township__path", "code")


def chosen_station(user, code: str, permission: str) -> Station | None:
    """The station with this code, else the one the user entered for last, else their only one.

    Raises ``Http404`` out of scope, ``PermissionDenied`` where the user may only look.
    """
    offered = Station.objects.in_paths(paths_for(user, permission)).select_related("township")
    if code:
        station = offered.filter(code=code).first()
        if station is None and Station.objects.visible_to(user).filter(code=code).exists():
            raise PermissionDenied
        if station is None:
            raise Http404
        return station
    last = ServiceRecord.objects.filter(entered_by=user, station__in=offered).order_by("-pk")
    latest = last.select_related("station__township").first()
    if latest:
        return latest.station
    few = list(stations_for(user, permission).select_related("township")[:2])
    return few[0] if len(few) == 1 else None
