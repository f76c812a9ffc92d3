"""What follows from service records for their cases, groups and needs: for one record or for thousands.

All of it is worked out from the records that stand, so it holds after they were entered, corrected,
withdrawn or taken back, and costs as many queries for a thousand records as for one.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Model

from accounts.models import User
from core.scope import rows_of
from exchange.importing.blocks import in_blocks
from exchange.importing.writing import change
from services.actions.need import UNDECIDED
from services.models import Need, ServiceCase, ServiceGroup, ServiceRecord
from services.rules.methods import LAST_PHASES, Phase

# What moves with the records.
MOVED = {ServiceCase: ["phase", "closed_on"], ServiceGroup: ["ended_on"], Need: ["status"]}


def follow(records: Collection[ServiceRecord], *, by: User) -> None:
    """Bring the cases, groups and needs of the records up to date, inside the caller's transaction.

    Those that an earlier version named belong to them: a corrected record leaves them. Records that were
    withdrawn or removed are named too: what they had moved goes back.
    """
    states = [*records, *_versions(records)]
    last = [one for one in states if one.phase in LAST_PHASES]
    ends: dict[int, set[date]] = {}
    for one in last:
        ends.setdefault(one.service_group_id, set()).add(one.served_on)
    _change(ServiceCase, [one for one in states if one.phase], "case_id", _follow_contacts, by)
    _change(ServiceGroup, last, "service_group_id", lambda groups: _follow_last_sessions(groups, ends), by)
    _change(Need, states, "need_id", _follow_services, by)


def _versions(records: Iterable[ServiceRecord]) -> list[Any]:
    """What the history keeps of the records; one query for a thousand."""
    pks = [record.pk for record in records if record.pk]
    return [version for some in in_blocks(pks) for version in ServiceRecord.history.filter(id__in=some)]


def _change(
    model: type[Model], records: Iterable[Any], attribute: str, move: Callable[[list[Any]], None], by: User
) -> None:
    """Let ``move`` work on what the records belong to, and write what it changed."""
    for pks in in_blocks(sorted({getattr(record, attribute) for record in records} - {None})):
        found = list(rows_of(model).select_for_update().filter(pk__in=pks).order_by("pk"))
        values = attrgetter(*MOVED[model])
        before = {one.pk: values(one) for one in found}
        move(found)
        change([one for one in found if values(one) != before[one.pk]], MOVED[model], by)


def _follow_contacts(cases: list[ServiceCase]) -> None:
    """A case has the phase of its latest contact, which closes it if it is the last phase.

    One that was closed with an outcome stays as it was closed.
    """
    contacts = ServiceRecord.objects.standing().filter(case__in=cases).exclude(phase="")
    days = contacts.order_by("served_on", "pk").values_list("case", "phase", "served_on")
    latest = {case: (phase, day if phase in LAST_PHASES else None) for case, phase, day in days}
    for case in cases:
        if not case.outcome:
            case.phase, case.closed_on = latest.get(case.pk, (Phase.INTAKE, None))


def _follow_last_sessions(groups: list[ServiceGroup], ends: dict[int, set[date]]) -> None:
    """A group ends with its last phase, unless it has ended; where that session is gone it goes on.

    ``ends`` are the days of the sessions that ended or would end each of them.
    """
    last = ServiceRecord.objects.standing().filter(service_group__in=groups, phase__in=LAST_PHASES)
    standing = dict(last.order_by("-served_on").values_list("service_group", "served_on"))
    for group in groups:
        if group.ended_on is None or group.ended_on in ends[group.pk]:
            group.ended_on = standing.get(group.pk)


def _follow_services(needs: list[Need]) -> None:
    """A need is in service from its first record on, and as it was before where none is left."""
    rows = ServiceRecord.objects.standing().filter(need__in=needs).order_by().values_list("need", flat=True)
    served = set(rows.distinct())
    for need in needs:
        if need.pk in served and need.status in UNDECIDED:
            need.status = Need.Status.IN_SERVICE
        elif need.pk not in served and need.status == Need.Status.IN_SERVICE:
            need.status = _decided(need)


def _decided(need: Need) -> str:
    """What was decided about a need before it was served."""
    if need.plan_item_id:
        return Need.Status.PLANNED
    return Need.Status.REFERRED if need.referred_to else Need.Status.ASSESSED
