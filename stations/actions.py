"""The verbs of this floor: what happens to stations, milestones, deliverables and engagements.

``by`` is the account that acts; it becomes the author in the history. Whether it may act is asked
at the doors (page, admin, endpoint); what may happen at all is decided here.
"""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from core.errors import Refused
from core.history import keep
from regions.models import Region
from stations.models import Agency, Deliverable, Engagement, Interruption, Milestone, Stage, Station

BATCH = 500
REASON = "milestones"
NEW_LIST = "code list"


@transaction.atomic
def plan_stations(townships, *, service_model, on, planned, by):
    """Enter stations in the plan from the day ``on``, one for each township; returns them.

    ``planned`` maps a stage to the day it is to be reached. A township may have more than one
    station; the second one is called so.
    """
    return [
        _plan_station(township, service_model=service_model, on=on, planned=planned, by=by)
        for township in townships
    ]


def _plan_station(township, *, service_model, on, planned, by):
    others = Station.objects.filter(township=township).count()
    name = f"{township.name}社工站{others + 1 if others else ''}"
    station = keep(Station(township=township, name=name, service_model=service_model), by)
    keep(Milestone(station=station, stage=Stage.PLANNED, planned_on=on, achieved_on=on), by)
    for stage, day in planned.items():
        keep(Milestone(station=station, stage=stage, planned_on=day), by)
    return station


@transaction.atomic
def refresh_stages(stations) -> int:
    """Set each station's stage to the furthest milestone achieved; returns how many changed.

    ``stations`` are instances or a queryset; two reads and one write, however many they are.
    """
    stations = list(stations)
    furthest = dict(
        Milestone.objects.filter(station__in=stations, achieved_on__isnull=False)
        .order_by()
        .values_list("station")
        .annotate(Max("stage"))
    )
    changed = []
    for station in stations:
        stage = Stage(furthest.get(station.pk, Stage.PLANNED))
        if station.stage != stage:
            station.stage = stage
            changed.append(station)
    bulk_update_with_history(changed, Station, ["stage"], batch_size=BATCH, default_change_reason=REASON)
    return len(changed)


@transaction.atomic
def achieve_milestone(milestone, *, on, by):
    """Note that the stage was reached on the day ``on``; the station's stage follows.

    Refused for a stage that was reached before (its day is corrected in the admin, with history),
    and for days to come.
    """
    if milestone.achieved_on:
        raise Refused(
            _("%(milestone)s was achieved on %(day)s; an administrator can correct the day.")
            % {"milestone": milestone, "day": milestone.achieved_on}
        )
    milestone.achieved_on = on
    keep(milestone, by)
    refresh_stages([milestone.station])
    return milestone


@transaction.atomic
def save_plan(milestones, *, by):
    """Keep the plan of the milestones: planned days, who answers, why they are late; all or none."""
    for milestone in milestones:
        keep(milestone, by)
    return milestones


@transaction.atomic
def suspend_station(station, *, on, reason, by):
    """Suspend the station from the day ``on``: it does not count as completed meanwhile."""
    if station.status != Station.Status.ACTIVE:
        raise Refused(
            _("%(station)s is %(status)s already; reopen it first.")
            % {"station": station, "status": station.get_status_display()}
        )
    return _interrupt(station, Interruption.Kind.SUSPENDED, on=on, reason=reason, by=by)


@transaction.atomic
def close_station(station, *, on, reason, by):
    """Close the station from the day ``on``; a suspension ends with it. It keeps its history."""
    if station.status == Station.Status.CLOSED:
        raise Refused(_("%(station)s is closed already.") % {"station": station})
    _end_interruption(station, on=on, by=by)
    return _interrupt(station, Interruption.Kind.CLOSED, on=on, reason=reason, by=by)


@transaction.atomic
def reopen_station(station, *, on, by):
    """Let the station work again from the day ``on``."""
    if station.status == Station.Status.ACTIVE:
        raise Refused(_("%(station)s is neither suspended nor closed.") % {"station": station})
    _end_interruption(station, on=on, by=by)
    return _set_status(station, Station.Status.ACTIVE, reason="", by=by)


def _interrupt(station, kind, *, on, reason, by):
    keep(Interruption(station=station, kind=kind, started_on=on, reason=reason), by)
    return _set_status(station, kind, reason=reason, by=by)


def _end_interruption(station, *, on, by):
    for interruption in station.interruptions.open().select_for_update():
        interruption.ended_on = on
        keep(interruption, by, ["ended_on"])


def _set_status(station, status, *, reason, by):
    station.status = status
    station.status_reason = reason
    return keep(station, by, ["status", "status_reason"])


@transaction.atomic
def start_deliverable(deliverable, *, on, by):
    """Note that work on it has begun."""
    if deliverable.status != Deliverable.Status.PLANNED:
        raise Refused(
            _("%(deliverable)s is %(status)s already.")
            % {"deliverable": deliverable, "status": deliverable.get_status_display()}
        )
    deliverable.status = Deliverable.Status.IN_PROGRESS
    deliverable.started_on = on
    return keep(deliverable, by, ["status", "started_on"])


@transaction.atomic
def report_deliverable(deliverable, *, on, by):
    """Say that it is built; somebody else accepts it."""
    if deliverable.status in (Deliverable.Status.REPORTED, Deliverable.Status.ACCEPTED):
        raise Refused(
            _("%(deliverable)s is %(status)s already.")
            % {"deliverable": deliverable, "status": deliverable.get_status_display()}
        )
    deliverable.status = Deliverable.Status.REPORTED
    deliverable.reported_on = on
    deliverable.reported_by = by
    return keep(deliverable, by, ["status", "reported_on", "reported_by"])


@transaction.atomic
def accept_deliverable(deliverable, *, on, by, comment=""):
    """Accept what was reported: from the day ``on`` it counts. Whoever reported it may not."""
    _expect_reported(deliverable)
    if deliverable.reported_by_id == by.pk:
        raise Refused(
            _("You reported %(deliverable)s; somebody else has to accept it.") % {"deliverable": deliverable}
        )
    if deliverable.reported_on and on < deliverable.reported_on:
        raise Refused(
            _("%(deliverable)s cannot be accepted before it was reported.") % {"deliverable": deliverable}
        )
    deliverable.status = Deliverable.Status.ACCEPTED
    deliverable.accepted_on = on
    deliverable.accepted_by = by
    deliverable.comment = comment
    return keep(deliverable, by, ["status", "accepted_on", "accepted_by", "comment"])


@transaction.atomic
def return_deliverable(deliverable, *, on, comment, by):
    """Send back what was reported on the day ``on``, saying what is missing."""
    _expect_reported(deliverable)
    if not comment.strip():
        raise Refused(_("Say what is missing; the station reads it."))
    deliverable.status = Deliverable.Status.RETURNED
    deliverable.returned_on = on
    deliverable.comment = comment.strip()
    return keep(deliverable, by, ["status", "returned_on", "comment"])


def _expect_reported(deliverable):
    if deliverable.status != Deliverable.Status.REPORTED:
        raise Refused(
            _("%(deliverable)s is %(status)s; only what is reported can be accepted or returned.")
            % {"deliverable": deliverable, "status": deliverable.get_status_display()}
        )


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


@transaction.atomic
def move_to_successors() -> dict[str, int]:
    """Follow a newer code list: stations, agencies and rooms of closed divisions go to what took their place.

    A room whose community has no successor of its own goes to the community of the same name in
    the station's township. Codes of stations stay as they are. Returns how many moved, by noun;
    doing it again moves nothing.
    """
    return {
        "stations": _follow(Station, "township"),
        "agencies": _follow(Agency, "home_region"),
        "rooms": _follow(Deliverable, "community") + _follow_by_name(),
    }


def _follow(model, field) -> int:
    closed = {f"{field}__valid_to__isnull": False, f"{field}__successor__isnull": False}
    records = list(model.objects.filter(**closed).select_related(f"{field}__successor"))
    for record in records:
        setattr(record, field, last_successor(getattr(record, field)))
    return _moved(model, records, field)


def last_successor(region):
    """The division that stands at the end of the chain of successors."""
    passed = set()
    while region.successor and not region.is_current and region.pk not in passed:
        passed.add(region.pk)
        region = region.successor
    return region


def _follow_by_name() -> int:
    closed = Deliverable.objects.filter(community__valid_to__isnull=False, community__successor__isnull=True)
    moved = []
    for room in closed.select_related("community", "station__township"):
        namesakes = Region.objects.current().communities().under(room.station.township)
        namesake = namesakes.filter(name=room.community.name).first()
        if namesake:
            room.community = namesake
            moved.append(room)
    return _moved(Deliverable, moved, "community")


def _moved(model, records, field) -> int:
    bulk_update_with_history(records, model, [field], batch_size=BATCH, default_change_reason=NEW_LIST)
    return len(records)
