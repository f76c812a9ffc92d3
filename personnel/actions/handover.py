"""How people and posts of a station are moved or ended when the station closes."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.days import days_later
from core.history import keep
from personnel.actions.position import close_position, open_position
from personnel.models import Position, Posting, SupervisionRecord
from personnel.models.position import PositionQuerySet
from personnel.models.posting import PostingQuerySet
from stations.models import Station
from stations.rules import handover
from stations.rules.handover import Closing, Kind


def _postings(station: Station, on: date) -> PostingQuerySet:
    """Postings without an end, or with one that is still to come."""
    still = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    return (
        Posting.objects.filter(still, station=station)
        .select_related("worker", "station", "position")
        .order_by("pk")
    )


def _end_posting(posting: Posting, closing: Closing, reason: str = Posting.LeaveReason.OTHER) -> None:
    posting.ended_on = closing.last_day(posting.started_on)
    posting.leave_reason = posting.leave_reason or reason
    keep(posting, closing.by, ["ended_on", "leave_reason"], closing.why)


def _move_posting(posting: Posting, closing: Closing) -> None:
    """The person goes on at the successor as here; who works there already works there alone."""
    planned = {"ended_on": posting.ended_on, "leave_reason": posting.leave_reason}
    posting.leave_reason = Posting.LeaveReason.TRANSFERRED
    _end_posting(posting, closing)
    there = Posting.objects.filter(station=closing.successor, worker=posting.worker)
    if not there.overlapping(closing.on).exists():
        following = Posting(
            worker=posting.worker,
            station=closing.successor,
            role=posting.role,
            employment_type=posting.employment_type,
            started_on=closing.on,
            **planned,
        )
        keep(following, closing.by, reason=closing.why)


def _positions(station: Station, on: date) -> PositionQuerySet:
    """Posts that are needed on the day or later."""
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    return Position.objects.filter(still, station=station).order_by("code")


def _end_position(position: Position, closing: Closing) -> None:
    """It is needed until the station closes, at least on its first day."""
    if position.closed_on is None:
        close_position(position, on=closing.on, reason=Position.CloseReason.STATION_CLOSED, by=closing.by)
        return
    position.closed_on = closing.on
    keep(position, closing.by, ["closed_on"], closing.why)


def _move_position(position: Position, closing: Closing) -> None:
    """The successor needs it instead; whoever held it here and was moved holds it there."""
    held = Posting.objects.filter(position=position, ended_on=days_later(closing.on, -1)).values("worker")
    _end_position(position, closing)
    following = open_position(
        Position(
            station=closing.successor,
            role=position.role,
            employment_type=position.employment_type,
            requirement=position.requirement,
            waiver=position.waiver,
            responsible=position.responsible,
            opened_on=closing.on,
        ),
        by=closing.by,
    )
    there = Posting.objects.filter(station=closing.successor, started_on=closing.on, position__isnull=True)
    if holder := there.filter(worker__in=held).first():
        holder.position = following
        keep(holder, closing.by, ["position"], closing.why)


handover.register(
    Kind(
        code="postings",
        label=_("People posted there"),
        model=Posting,
        rows=_postings,
        end=_end_posting,
        move=_move_posting,
        ending=_("end on the last day of work"),
    )
)
# After the postings: nobody holds a post that closes.
handover.register(
    Kind(
        code="positions",
        label=_("Posts"),
        model=Position,
        rows=_positions,
        end=_end_position,
        move=_move_position,
        ending=_("close: station closed"),
    )
)
handover.keep_as_history(SupervisionRecord, _("Says what supervision there was."))
