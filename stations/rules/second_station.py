"""What a further station does to a township that has one: nothing to coverage, much to completion."""

from collections.abc import Iterable

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from core.figures import percent
from regions.models import Region
from stations.models import ServiceModel, Station


def warnings(
    townships: QuerySet[Region] | Iterable[int], service_model: ServiceModel | None
) -> dict[int, str]:
    """What to say before a station of the model is added, by the key of each township that has one.

    Stations that are closed count no more. A suspended one is named: to reopen it may be what is meant.
    """
    stations = Station.objects.exclude(status=Station.Status.CLOSED).filter(township__in=townships)
    there: dict[int, list[Station]] = {}
    for station in stations.with_conformance().order_by("code"):
        there.setdefault(station.township_id, []).append(station)
    if not there or service_model is None:
        return {}
    asked = service_model.components.numbered().aggregate(n=Sum("required", default=0))["n"]
    return {township: _warning(found, asked) for township, found in there.items()}


def _warning(stations: list[Station], asked: int) -> str:
    counted = sum(vars(one)["counted"] or 0 for one in stations)
    required = sum(vars(one)["required"] or 0 for one in stations)
    return _("has %(stations)s: coverage stays as it is, completion goes from %(now)s to %(then)s") % {
        "stations": "、".join(_named(one) for one in stations),
        "now": percent(counted / required if required else None),
        "then": percent(counted / (required + asked) if required + asked else None),
    }


def _named(station: Station) -> str:
    if station.status != Station.Status.SUSPENDED:
        return station.name
    return _("%(station)s (suspended; it may be reopened)") % {"station": station.name}
