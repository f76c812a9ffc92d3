"""What happens on the labour market: posts are opened and closed, people are appointed and move on.

``by`` is the account that acts; whether it may act is asked at the door, by the scope rule.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from personnel.actions.posting import end_posting
from personnel.models import Position, Posting, SocialWorker
from stations.models import Station


@transaction.atomic
def open_position(position: Position, *, by: User) -> Position:
    """Enter a post that a station needs; refused for a closed station."""
    return keep(position, by)


@transaction.atomic
def close_position(position: Position, *, on: date, reason: str, by: User) -> Position:
    """Say that the post is not needed from the day ``on``. Raises ``ValidationError`` while it is held."""
    position = Position.objects.select_for_update().get(pk=position.pk)
    if position.closed_on is not None:
        raise Refused(
            _("%(post)s was closed on %(day)s."),
            params={"post": position, "day": date_format(position.closed_on)},
        )
    position.closed_on = on
    position.close_reason = reason
    return keep(position, by, ["closed_on", "close_reason"])


@transaction.atomic
def waive_requirement(position: Position, *, reason: str, by: User) -> Position:
    """Let the post be filled by somebody without what it asks for; the county says why."""
    position.waiver = reason
    return keep(position, by, ["waiver"], reason=reason)


@transaction.atomic
def appoint(worker: SocialWorker, *, position: Position, on: date, by: User) -> Posting:
    """Let ``worker`` fill the vacant ``position`` from the day ``on``.

    Raises ``Refused`` where the person lacks what the post asks for, or somebody holds it.
    """
    # Both rows are locks: the person is wanted in two places, or the post by two people.
    worker = SocialWorker.objects.select_for_update().get(pk=worker.pk)
    position = Position.objects.select_for_update().select_related("station").get(pk=position.pk)
    _refuse_unqualified(worker, position, on)
    _refuse_held(position)
    posting = Posting(
        worker=worker,
        station=position.station,
        position=position,
        role=position.role,
        employment_type=position.employment_type,
        started_on=on,
    )
    return keep(posting, by)


@transaction.atomic
def transfer(
    posting: Posting, *, on: date, by: User, station: Station | None = None, position: Position | None = None
) -> Posting:
    """Move somebody to another station from the day ``on``: one posting ends the day before, one begins.

    With ``position`` the person fills that post, else works at ``station`` as before. All or nothing.
    """
    target = position.station if position else station
    if target == posting.station:
        raise Refused(
            _("%(worker)s works at %(station)s already; choose another station."),
            params={"worker": posting.worker, "station": target},
        )
    if on <= posting.started_on:
        raise Refused(
            _("The posting began on %(day)s; the move is at least a day later."),
            params={"day": date_format(posting.started_on)},
        )
    ended = end_posting(posting, on=on - timedelta(days=1), reason=Posting.LeaveReason.TRANSFERRED, by=by)
    if position:
        return appoint(ended.worker, position=position, on=on, by=by)
    following = Posting(
        worker=ended.worker,
        station=target,
        role=ended.role,
        employment_type=ended.employment_type,
        started_on=on,
    )
    return keep(following, by)


def _refuse_unqualified(worker: SocialWorker, position: Position, on: date) -> None:
    if refusal := position.refusal_of(worker, on):
        raise Refused(refusal)


def _refuse_held(position: Position) -> None:
    holder = position.postings.open().select_related("worker").first()
    if holder:
        raise Refused(
            _("%(post)s is held by %(worker)s since %(day)s; end that posting first."),
            params={"post": position, "worker": holder.worker, "day": date_format(holder.started_on)},
        )
