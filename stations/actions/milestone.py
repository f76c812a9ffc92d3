"""Reaching the stages of construction, and planning them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from simple_history.utils import bulk_update_with_history

from accounts.models import User
from core.errors import Refused
from core.history import keep
from stations.actions.station import BATCH, REASON
from stations.models import Milestone, Stage, Station


@transaction.atomic
def refresh_stages(stations: Iterable[Station]) -> int:
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
def achieve_milestone(milestone: Milestone, *, on: date, by: User) -> Milestone:
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
def save_plan(milestones: list[Milestone], *, by: User) -> list[Milestone]:
    """Keep the plan of the milestones: planned days, who answers, why they are late; all or none."""
    for milestone in milestones:
        keep(milestone, by)
    return milestones
