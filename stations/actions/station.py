"""Planning, interrupting, closing and reopening stations."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from regions.models import Region
from stations.actions import above
from stations.models import Interruption, Milestone, ServiceModel, Stage, Station
from stations.rules import frozen, handover

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
    """Report that the station stops on the day ``on``; it stops counting once that is confirmed."""
    station = _locked(station)
    if station.status != Station.Status.ACTIVE:
        raise Refused(
            _("%(station)s is %(status)s already; reopen it first.")
            % {"station": station, "status": station.get_status_display()}
        )
    _refuse_while_waiting(station)
    _expect_not_given_out(station, on)
    stop = Interruption(station=station, kind=Interruption.Kind.SUSPENDED, started_on=on, reason=reason)
    stop.reported_by = by
    keep(stop, by)
    return station


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
    rows = Station.objects.select_for_update(of=("self",)).select_related("township")
    station = {one.pk: one for one in rows.filter(pk__in=both).order_by("pk")}[station.pk]
    if station.status == Station.Status.CLOSED:
        raise Refused(_("%(station)s is closed already.") % {"station": station})
    _refuse_successor(station, successor, moved)
    _expect_not_given_out(station, on)
    for stop in station.interruptions.open():
        # One that nobody confirmed never held.
        stop.ended_on = on if stop.confirmed_on else stop.started_on
        stop.reopened_by, stop.reopening_confirmed_on = by, stop.ended_on
        keep(stop, by)
    handover.hand_over(handover.Closing(station, on, reason, by, successor), moved)
    closure = Interruption(station=station, kind=Interruption.Kind.CLOSED, started_on=on, reason=reason)
    closure.reported_by, closure.confirmed_on = by, on
    keep(closure, by)
    return _set_status(station, Interruption.Kind.CLOSED, reason=reason, by=by)


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
    """Report that the station works again from the day ``on``; it does once that is confirmed."""
    station = _locked(station)
    if station.status == Station.Status.ACTIVE:
        raise Refused(_("%(station)s is neither suspended nor closed.") % {"station": station})
    _refuse_while_waiting(station)
    _expect_not_given_out(station, on)
    for stop in station.interruptions.open():
        stop.ended_on, stop.reopened_by = on, by
        keep(stop, by)
    return station


@transaction.atomic
def confirm_interruption(station: Station, *, on: date, by: User) -> Station:
    """Confirm the suspension or the reopening that waits: the station stops or works again with it."""
    station = _locked(station)
    stop = _waiting(station)
    above.expect_above(by, stop.reporter, station, stop.waits_since)
    if stop.waits_to_reopen:
        stop.reopening_confirmed_on, stop.reopening_confirmed_by = on, by
        keep(stop, by)
        return _set_status(station, Station.Status.ACTIVE, reason="", by=by)
    stop.confirmed_on, stop.confirmed_by = on, by
    keep(stop, by)
    return _set_status(station, stop.kind, reason=stop.reason, by=by)


@transaction.atomic
def return_interruption(station: Station, *, comment: str, by: User) -> Station:
    """Send back the suspension or the reopening that waits: the station stays as it was."""
    station = _locked(station)
    stop = _waiting(station)
    above.expect_above(by, stop.reporter, station, stop.waits_since)
    if not comment.strip():
        raise Refused(_("Say what is missing; the station reads it."))
    if stop.waits_to_reopen:
        stop.ended_on = stop.reopened_by = None
    else:
        stop.ended_on = stop.started_on
    keep(stop, by, reason=comment.strip())
    return station


def _locked(station: Station) -> Station:
    """As it stands, held until the end: of two who decide at once the second sees what the first did."""
    return Station.objects.select_for_update(of=("self",)).select_related("township").get(pk=station.pk)


def _waiting(station: Station) -> Interruption:
    stop = station.interruptions.waiting().first()
    if stop is None:
        raise Refused(_("Nothing of %(station)s waits to be confirmed.") % {"station": station})
    return stop


def _refuse_while_waiting(station: Station) -> None:
    if station.interruptions.waiting().exists():
        raise Refused(
            _("A suspension or reopening of %(station)s waits to be confirmed.") % {"station": station}
        )


def _expect_not_given_out(station: Station, on: date) -> None:
    """Figures that were given out do not move: what changes them begins after their day."""
    until = frozen.frozen_until(station.township.path, frozen.last_days())
    if until and on <= until:
        raise Refused(
            _("Figures up to %(day)s were published or returned and do not move; name a later day.")
            % {"day": date_format(until, "Y-m-d")}
        )


def _set_status(station: Station, status: str, *, reason: str, by: User) -> Station:
    station.status = status
    station.status_reason = reason
    return keep(station, by, ["status", "status_reason"])
