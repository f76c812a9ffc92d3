"""How what hangs on a station on this floor is ended or moved when the station closes."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refused
from core.history import keep
from stations.models import Deliverable, Engagement, Interruption, Milestone, StandardAnswer, Station
from stations.models.deliverable import DeliverableQuerySet
from stations.models.engagement import EngagementQuerySet
from stations.rules import handover
from stations.rules.handover import Closing, Kind


def _engagements(station: Station, on: date) -> EngagementQuerySet:
    """Engagements without an end, or with one that is still to come."""
    still = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    return Engagement.objects.filter(still, station=station).select_related("agency").order_by("pk")


def _end_engagement(engagement: Engagement, closing: Closing) -> None:
    engagement.ended_on = closing.last_day(engagement.started_on)
    keep(engagement, closing.by, ["ended_on"], closing.why)


def _move_engagement(engagement: Engagement, closing: Closing) -> None:
    """It ends here and begins there; an agency that works there already goes on as it does."""
    planned_end = engagement.ended_on
    _end_engagement(engagement, closing)
    there = Engagement.objects.filter(station=closing.successor, agency=engagement.agency)
    if not there.overlapping(closing.on).exists():
        following = Engagement(
            station=closing.successor,
            agency=engagement.agency,
            role=engagement.role,
            started_on=closing.on,
            ended_on=planned_end,
        )
        keep(following, closing.by, reason=closing.why)


def _standing(station: Station) -> DeliverableQuerySet:
    rows = Deliverable.objects.standing().filter(station=station)
    return rows.select_related("component", "community").order_by("code")


def _rooms(station: Station, on: date) -> DeliverableQuerySet:
    """Community rooms, whatever has become of them."""
    return _standing(station).filter(community__isnull=False)


def _others(station: Station, on: date) -> DeliverableQuerySet:
    """Platforms and projects."""
    return _standing(station).filter(community__isnull=True)


def _end_deliverable(deliverable: Deliverable, closing: Closing) -> None:
    deliverable.ended_on = closing.on
    _keep_locked(deliverable, closing, ["ended_on"])


def _move_deliverable(deliverable: Deliverable, closing: Closing) -> None:
    """It is the successor's from then on, towards the component of the same code."""
    model = closing.successor.service_model
    component = model.components.filter(code=deliverable.component.code).first()
    if component is None:
        raise Refused(
            _("%(station)s follows %(model)s, which has no %(component)s; end it, or choose another station.")
            % {"station": closing.successor, "model": model, "component": deliverable.component}
        )
    deliverable.station, deliverable.component = closing.successor, component
    _keep_locked(deliverable, closing, ["station", "component"])


def _keep_locked(deliverable: Deliverable, closing: Closing, fields: list[str]) -> None:
    """Save what follows from closing also of an accepted one, which is locked against anything else."""
    vars(deliverable).update(_history_user=closing.by, _change_reason=closing.why)
    deliverable.full_clean()
    deliverable.save(update_fields=fields)


handover.register(
    Kind(
        code="engagements",
        label=gettext_lazy("Engagements of agencies"),
        model=Engagement,
        rows=_engagements,
        end=_end_engagement,
        move=_move_engagement,
        ending=gettext_lazy("end on the last day of work"),
    )
)
handover.register(
    Kind(
        code="rooms",
        label=gettext_lazy("Community rooms"),
        model=Deliverable,
        rows=_rooms,
        end=_end_deliverable,
        move=_move_deliverable,
        ending=gettext_lazy("end; their communities are free for a new room"),
    )
)
handover.register(
    Kind(
        code="deliverables",
        label=gettext_lazy("Platforms and projects"),
        model=Deliverable,
        rows=_others,
        end=_end_deliverable,
        move=_move_deliverable,
        ending=gettext_lazy("end and no longer count"),
    )
)
handover.keep_as_history(
    Milestone,
    gettext_lazy("Says when the station reached its stages; nobody is asked for those of a closed one."),
)
handover.keep_as_history(
    Interruption, gettext_lazy("Says when the station did not work, its closing included.")
)
handover.keep_as_history(StandardAnswer, gettext_lazy("Says how the station met the standard."))
