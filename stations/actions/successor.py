"""Moving stations along when a new code list has moved their township."""

from collections.abc import Sequence
from typing import cast

from django.db import transaction
from django.db.models import Model
from simple_history.utils import bulk_update_with_history

from core.scope import rows_of
from regions.models import Region
from stations.actions.station import BATCH
from stations.models import Agency, Deliverable, Station

NEW_LIST = "code list"


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


def _follow(model: type[Model], field: str) -> int:
    closed = {f"{field}__valid_to__isnull": False, f"{field}__successor__isnull": False}
    records = list(rows_of(model).filter(**closed).select_related(f"{field}__successor"))
    for record in records:
        setattr(record, field, last_successor(getattr(record, field)))
    return _moved(model, records, field)


def last_successor(region: Region) -> Region:
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
        namesake = namesakes.filter(name=cast("Region", room.community).name).first()
        if namesake:
            room.community = namesake
            moved.append(room)
    return _moved(Deliverable, moved, "community")


def _moved(model: type[Model], records: Sequence[Model], field: str) -> int:
    bulk_update_with_history(records, model, [field], batch_size=BATCH, default_change_reason=NEW_LIST)
    return len(records)
