"""Where records were that are no longer there, or no longer seen: read from their versions.

What a version refers to may be gone too; then the latest version of that stands for it.
"""

from exchange.changes.chronicle import chronicle_of


def lookups_of(model) -> tuple[str, ...]:
    """Lookups to the path of the region that a record belongs to; none for what all regions share."""
    if chronicle := chronicle_of(model):
        return chronicle.get_region_lookups()
    return tuple(filter(None, [model.objects.all().region_path]))


def lying_under(model, versions, paths) -> set[int]:
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


def ids_at(model, versions, steps) -> list[int | None]:
    """The record that each version refers to over ``steps``; one step asks nothing."""
    *before, last = steps
    holders = holders_at(model, versions, before)
    for step in before:
        model = model._meta.get_field(step).related_model
    attname = model._meta.get_field(last).attname
    return [getattr(holder, attname, None) for holder in holders]


def holders_at(model, versions, steps) -> list:
    """What each version leads to over ``steps``: a record, the latest version of one, or None."""
    rows = list(versions)
    for step in steps:
        field = model._meta.get_field(step)
        model = field.related_model
        numbers = [getattr(row, field.attname, None) for row in rows]
        related = _records(model, set(numbers) - {None})
        rows = [related.get(number) for number in numbers]
    return rows


def _records(model, numbers) -> dict:
    found = model._base_manager.in_bulk(numbers)
    gone = numbers - set(found)
    if gone:
        versions = model.history.filter(id__in=gone).order_by("history_date", "history_id")
        found |= {version.id: version for version in versions}
    return found
