"""Planning, interrupting, closing and reopening stations."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from regions.models import Region
from stations.models import Interruption, Milestone, ServiceModel, Stage, Station
from stations.rules import handover

BATCH = 500


REASON = "milestones"


@transaction.atomic
def plan_stations(
    townships: Iterable[Region],
    *,
    service_model: ServiceModel,
    on: date,
    planned: Mapping[int, date],
    by: User,
) -> list[Station]:
    """Enter stations in the plan from the day ``on``, one for each township; returns them.

    ``planned`` maps a stage to the day it is to be reached. A township may have more than one
    station; the second one is called so.
    """
    return [
        _plan_station(township, service_model=service_model, on=on, planned=planned, by=by)
        for township in townships
    ]


def _plan_station(
    township: Region, *, service_model: ServiceModel, on: date, planned: Mapping[int, date], by: User
) -> Station:
    others = Station.objects.filter(township=township).count()
    name = f"{township.name}社工站{others + 1 if others else ''}"
    station = keep(Station(township=township, name=name, service_model=service_model), by)
    keep(Milestone(station=station, stage=Stage.PLANNED, planned_on=on, achieved_on=on), by)
    for stage, day in planned.items():
        keep(Milestone(station=station, stage=stage, planned_on=day), by)
    return station


@transaction.atomic
def suspend_station(station: Station, *, on: date, reason: str, by: User) -> Station:
    """Suspend the station from the day ``on``: it does not count as completed meanwhile."""
    if station.status != Station.Status.ACTIVE:
        raise Refused(
            _("%(station)s is %(status)s already; reopen it first.")
            % {"station": station, "status": station.get_status_display()}
        )
    return _interrupt(station, Interruption.Kind.SUSPENDED, on=on, reason=reason, by=by)


@transaction.atomic
def close_station(
    station: Station,
    *,
    on: date,
    reason: str,
    by: User,
    successor: Station | None = None,
    moved: Collection[str] = (),
) -> Station:
    """Close the station from the day ``on``; a suspension ends with it. It keeps its history.

    What hangs on it is moved to ``successor`` where its kind is among ``moved``, and ended where not:
    nothing open stays behind. Raises ``Refused`` with the record that cannot be moved or ended.
    """
    # Whatever is entered at either of them meanwhile waits, and finds the station closed.
    both = [one.pk for one in (station, successor) if one]
    locked = {one.pk: one for one in Station.objects.select_for_update().filter(pk__in=both).order_by("pk")}
    if locked[station.pk].status == Station.Status.CLOSED:
        raise Refused(_("%(station)s is closed already.") % {"station": station})
    _refuse_successor(station, successor, moved)
    _end_interruption(station, on=on, by=by)
    handover.hand_over(handover.Closing(station, on, reason, by, successor), moved)
    return _interrupt(station, Interruption.Kind.CLOSED, on=on, reason=reason, by=by)


def _refuse_successor(station: Station, successor: Station | None, moved: Collection[str]) -> None:
    """Work goes on at another station of the county that is not closed; else nothing is moved."""
    if unknown := [code for code in moved if code not in handover.KINDS]:
        raise Refused({"moved": _("No such kind hangs on a station: %(code)s.") % {"code": unknown[0]}})
    if successor is None:
        if moved:
            raise Refused({"successor": _("Choose the station to which it is moved, or end everything.")})
    elif not station.successors().filter(pk=successor.pk).exists():
        raise Refused({"successor": _("Choose another station of the county that is not closed.")})


@transaction.atomic
def reopen_station(station: Station, *, on: date, by: User) -> Station:
    """Let the station work again from the day ``on``."""
    if station.status == Station.Status.ACTIVE:
        raise Refused(_("%(station)s is neither suspended nor closed.") % {"station": station})
    _end_interruption(station, on=on, by=by)
    return _set_status(station, Station.Status.ACTIVE, reason="", by=by)


def _interrupt(station: Station, kind: str, *, on: date, reason: str, by: User) -> Station:
    keep(Interruption(station=station, kind=kind, started_on=on, reason=reason), by)
    return _set_status(station, kind, reason=reason, by=by)


def _end_interruption(station: Station, *, on: date, by: User) -> None:
    for interruption in station.interruptions.open().select_for_update():
        interruption.ended_on = on
        keep(interruption, by, ["ended_on"])


def _set_status(station: Station, status: str, *, reason: str, by: User) -> Station:
    station.status = status
    station.status_reason = reason
    return keep(station, by, ["status", "status_reason"])
