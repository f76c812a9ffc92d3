"""Where records were that are no longer there, or no longer seen: read from their versions.

What a version refers to may be gone too; then the latest version of that stands for it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from core.fields import field_of, related_model_of
from core.history import Version, history_of
from core.scope import rows_of
from exchange.changes.chronicle import chronicle_of


def lookups_of(model: type[Model]) -> tuple[str, ...]:
    """Lookups to the path of the region that a record belongs to; none for what all regions share."""
    if chronicle := chronicle_of(model):
        return chronicle.get_region_lookups()
    return tuple(filter(None, [rows_of(model).region_path]))


def lying_under(model: type[Model], versions: Sequence[Version], paths: Iterable[str]) -> set[int]:
    """The numbers of the versions that lie under one of ``paths``; two queries a step at most."""
    lookups = lookups_of(model)
    if not paths:
        return set()
    if not lookups:
        return {version.history_id for version in versions}
    found = set()
    for lookup in lookups:
        *steps, last = lookup.split("__")
        holders = holders_at(model, versions, steps)
        for version, holder in zip(versions, holders, strict=True):
            place = getattr(holder, last, None)
            if place is not None and place.startswith(tuple(paths)):
                found.add(version.history_id)
    return found


def ids_at(model: type[Model], versions: Sequence[Version], steps: Sequence[str]) -> list[int | None]:
    """The record that each version refers to over ``steps``; one step asks nothing."""
    *before, last = steps
    holders = holders_at(model, versions, before)
    for step in before:
        model = related_model_of(model, step)
    attname = field_of(model, last).attname
    return [getattr(holder, attname, None) for holder in holders]


def holders_at(model: type[Model], versions: Sequence[Version], steps: Sequence[str]) -> list[Any]:
    """What each version leads to over ``steps``: a record, the latest version of one, or None."""
    rows: list[Any] = list(versions)
    for step in steps:
        attname = field_of(model, step).attname
        model = related_model_of(model, step)
        numbers = [getattr(row, attname, None) for row in rows]
        related = _records(model, {number for number in numbers if number is not None})
        rows = [None if number is None else related.get(number) for number in numbers]
    return rows


def _records(model: type[Model], numbers: set[int]) -> dict[int, Any]:
    found = model._base_manager.in_bulk(numbers)
    gone = numbers - set(found)
    if gone:
        versions = history_of(model).filter(id__in=gone).order_by("history_date", "history_id")
        found |= {version.id: version for version in versions}
    return found
