"""What stages of construction may ask of a station: who runs it, its site, the standard, a photo."""

from django.utils.translation import gettext_lazy as _

from stations.models import ConstructionStandard, Engagement, Evidence, StandardAnswer, StandardItem, Station
from stations.rules import gates
from stations.rules.standard import assess


def operators(stations):
    """When agencies ran the stations, one at a time; a township that runs its station itself always does."""
    rows = Engagement.objects.operators().filter(station__in=stations)
    yield from rows.values_list("station", "pk", "started_on", "ended_on")
    direct = Station.objects.filter(pk__in=stations, run_by=Station.RunBy.TOWNSHIP)
    for pk in direct.values_list("pk", flat=True):
        yield pk, Station.RunBy.TOWNSHIP, None, None


def sites(stations):
    """Stations whose address and area are recorded; since when is not on record."""
    rows = Station.objects.filter(pk__in=stations, area_m2__isnull=False).exclude(address="")
    return [(pk, pk, None, None) for pk in rows.values_list("pk", flat=True)]


def standards_met(stations):
    """Stations that fulfil every mandatory item of the standard in force, since the last answer to one."""
    items = list(StandardItem.objects.filter(standard__in=ConstructionStandard.objects.current()))
    answers: dict[int, dict[int, StandardAnswer]] = {}
    for answer in StandardAnswer.objects.filter(station__in=stations, item__in=items):
        answers.setdefault(answer.station_id, {})[answer.item_id] = answer
    if not items:
        # Where the city has no standard in force there is nothing to fulfil.
        yield from ((station, station, None, None) for station in stations)
    mandatory = [item.pk for item in items if item.is_mandatory]
    for station, given in answers.items():
        if assess(items, {pk: answer.value for pk, answer in given.items()}).is_met:
            days = [given[pk].answered_on for pk in mandatory]
            yield station, station, max(days, default=None), None


def photos(stations):
    """Pictures and documents that show a stage, whenever they were put there."""
    rows = Evidence.objects.present().filter(milestone__station__in=stations)
    for station, stage, pk in rows.values_list("milestone__station", "milestone__stage", "pk"):
        yield station, (stage, pk), None, None


gates.register("operator", _("Operator engaged, or run by the township itself"), operators)
gates.register("site", _("Address and area recorded"), sites)
gates.register("standard_met", _("Mandatory items of the construction standard fulfilled"), standards_met)
gates.register("stage_photo", _("Photo or document of the stage"), photos, of_stage=True)
