"""The verbs of service records: entering one or a week of them, correcting, withdrawing.

``by`` is the account that acts; it becomes the author in the history. Whether it may act is asked
at the doors.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from personnel.models import Posting, SocialWorker
from services.actions.following import follow
from services.models import PlanItem, ServiceCase, ServiceGroup, ServiceRecord
from services.models.terms import TargetGroup
from services.rules.methods import Method


@dataclass(frozen=True)
class TypedRecord:
    """A record as it was typed, with for whom and by whom; ``opens`` names a new case or group."""

    record: ServiceRecord
    groups: Collection[TargetGroup] = ()
    workers: Collection[SocialWorker] = ()
    opens: str = field(default="")


@transaction.atomic
def enter_record(typed: TypedRecord, *, by: User) -> ServiceRecord:
    """Enter a service; its case or group moves on with it, and its need is in service from then on.

    Raises ``ValidationError`` where a rule of records is broken, ``Refused`` for a worker who was not
    posted at the station on the day.
    """
    record = typed.record
    if typed.opens:
        _open_unit(record, typed.opens, by=by)
    complete(record, by=by)
    return _kept(typed, by=by)


@transaction.atomic
def correct_record(typed: TypedRecord, *, by: User, reason: str = "") -> ServiceRecord:
    """Correct a record; the history keeps what it said before. Refused for a withdrawn one."""
    record = typed.record
    _refuse_withdrawn(record)
    if typed.opens:
        _open_unit(record, typed.opens, by=by)
    return _kept(typed, by=by, reason=reason)


@transaction.atomic
def withdraw_record(record: ServiceRecord, *, on: date, reason: str, by: User) -> ServiceRecord:
    """Take a record out of all counts, with the reason; it stays to be read.

    What it had moved, its case, group or need, goes back to where the other records put it.
    """
    record = ServiceRecord.objects.select_for_update().get(pk=record.pk)
    _refuse_withdrawn(record)
    record.withdrawn_on, record.withdrawn_reason = on, reason
    keep(record, by, ["withdrawn_on", "withdrawn_reason"], reason)
    follow([record], by=by)
    return record


def complete(record: ServiceRecord, *, by: User, items: list[PlanItem] | None = None) -> None:
    """Give a new record what the portal adds: who entered it, and its plan item if none is named.

    ``items`` as for ``item_for``.
    """
    record.entered_by = by
    record.plan_item = record.plan_item or item_for(record, items)


def item_for(record: ServiceRecord, items: list[PlanItem] | None = None) -> PlanItem | None:
    """The item of the station's plan of that year that the record most likely works towards.

    One with the record's method and field comes before one with the method alone. ``items`` are those
    of ``items_for``, where they are read already.
    """
    if not (record.station_id and record.served_on):
        return None
    items = items_for([record]) if items is None else items
    found = [item for item in items if is_towards(item, record)]
    same = [item for item in found if item.field_id == record.field_id]
    return next(iter(same), None) or next((item for item in found if item.field_id is None), None)


def items_for(records: Collection[ServiceRecord]) -> list[PlanItem]:
    """The standing items of the plans of the records' stations and years, by code; one query."""
    items = PlanItem.objects.standing().filter(
        plan__station__in={record.station_id for record in records},
        plan__year__in={record.served_on.year for record in records},
    )
    return list(items.select_related("plan").order_by("code"))


def is_towards(item: PlanItem, record: ServiceRecord) -> bool:
    """Whether the item is one of the record's station, year and method."""
    of_item = item.plan.station_id, item.plan.year, item.method
    return of_item == (record.station_id, record.served_on.year, record.method)


def _refuse_withdrawn(record: ServiceRecord) -> None:
    if sentence := record.why_locked():
        raise Refused(sentence)


def _open_unit(record: ServiceRecord, name: str, *, by: User) -> None:
    """Open the case with this file number, or the group with this name, that the record begins."""
    if record.method == Method.CASE:
        case = ServiceCase(station=record.station, code=name, opened_on=record.served_on)
        record.case = keep(case, by)
    elif record.method == Method.GROUP:
        group = ServiceGroup(station=record.station, name=name, started_on=record.served_on)
        record.service_group = keep(group, by)
    else:
        raise ValidationError({"opens": _("Only case work opens a case, and only group work a group.")})


def _kept(typed: TypedRecord, *, by: User, reason: str = "") -> ServiceRecord:
    record = typed.record
    _refuse_absent(record, typed.workers)
    keep(record, by, reason=reason)
    _set(record.groups, typed.groups)
    _set(record.workers, typed.workers)
    follow([record], by=by)
    return record


def _set(relation: Any, wanted: Collection[Model]) -> None:
    """Set the related records where they differ, so that the history tells of real changes only."""
    if {one.pk for one in wanted} != set(relation.values_list("pk", flat=True)):
        relation.set(wanted)


def _refuse_absent(record: ServiceRecord, workers: Collection[SocialWorker]) -> None:
    """Who did the work was posted at the station on that day."""
    if not (workers and record.station_id and record.served_on):
        return
    posted = Posting.objects.on(record.served_on).filter(station=record.station_id)
    there = set(posted.values_list("worker", flat=True))
    absent = [worker.name for worker in workers if worker.pk not in there]
    if absent:
        raise ValidationError(
            {"workers": _("Not posted at the station on this day: %(names)s.") % {"names": "、".join(absent)}}
        )
