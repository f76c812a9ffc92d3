"""Several related records in one cell, such as the target groups of a need: ``DIBAO; DISABLED``.

Sets are lists of primary keys in ascending order, so that two of them can be compared.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from core.code_set import BETWEEN
from exchange.resources import parsing

SEPARATOR = "; "


def split(cell) -> list[str]:
    """What a cell names, one by one."""
    return [part.strip() for part in BETWEEN.split(parsing.text(cell)) if part.strip()]


def resolved(parts: list[str], references, row_record) -> list:
    """The records that the parts name, each once; raises ``ValidationError`` with every one not found."""
    found, sentences = {}, []
    for part in parts:
        try:
            record = references.resolve(part, row_record)
        except ValidationError as error:
            sentences += [f"{part}: {message}" for message in error.messages]
        else:
            found[record.pk] = record
    if sentences:
        raise ValidationError(sentences)
    return list(found.values())


def written(column, records: Iterable) -> str:
    """The records as a cell names them: code and name, or the code alone where the name would be split."""
    texts = []
    for record in sorted(records, key=lambda one: one.pk):
        text = column.text_of(record)
        texts.append(column.code_of(record) if BETWEEN.search(text) else text)
    return SEPARATOR.join(texts)


def keys_of(records: Iterable) -> list[int]:
    """The records as a set."""
    return sorted(record.pk for record in records)


def names_of(model) -> list[str]:
    """The sets of a noun that its history keeps."""
    return [field.name for field in model.history.model._history_m2m_fields]


def stored(model, pks) -> dict[str, dict[int, list[int]]]:
    """The sets of these records as they stand, by name and record; one query for each set."""
    found = {}
    for name in names_of(model):
        source = _source(model, name)
        rows = _through(model, name).objects.filter(**{f"{source}__in": pks})
        found[name] = _grouped(rows.values_list(source, _target(model, name)))
    return found


def of_versions(model, history_ids) -> dict[str, dict[int, list[int]]]:
    """The sets that these versions keep, by name and version; one query for each set."""
    found = {}
    for name in names_of(model):
        kept = getattr(model.history.model, name).model
        rows = kept.objects.filter(history__in=history_ids)
        found[name] = _grouped(rows.values_list("history", _target(model, name)))
    return found


def write(model, wanted: dict[int, dict[str, list[int]]]) -> None:
    """Give the records these sets, by record and name; two statements for each set."""
    for name in {name for sets in wanted.values() for name in sets}:
        through, source, target = _through(model, name), _source(model, name), _target(model, name)
        chosen = {pk: sets[name] for pk, sets in wanted.items() if name in sets}
        through.objects.filter(**{f"{source}__in": chosen}).delete()
        through.objects.bulk_create(
            through(**{f"{source}_id": pk, f"{target}_id": other})
            for pk, others in chosen.items()
            for other in others
        )


def remove(model, pks) -> None:
    """Take all sets of these records away, before the records go themselves."""
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        through.objects.filter(**{f"{field.m2m_field_name()}__in": pks}).delete()


def keep(model, versions: Iterable) -> None:
    """Let these new versions keep the sets as they stand; two statements for each set."""
    versions = list(versions)
    by_record = {version.id: version for version in versions}
    for name in names_of(model):
        through, source, target = _through(model, name), _source(model, name), _target(model, name)
        kept = getattr(model.history.model, name).model
        rows = through.objects.filter(**{f"{source}__in": by_record})
        kept.objects.bulk_create(
            kept(
                history=by_record[getattr(row, f"{source}_id")],
                id=row.pk,
                **{f"{one}_id": getattr(row, f"{one}_id") for one in (source, target)},
            )
            for row in rows
        )


def _grouped(pairs) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for owner, other in sorted(pairs):
        found.setdefault(owner, []).append(other)
    return found


def _through(model, name):
    return model._meta.get_field(name).remote_field.through


def _source(model, name) -> str:
    return model._meta.get_field(name).m2m_field_name()


def _target(model, name) -> str:
    return model._meta.get_field(name).m2m_reverse_field_name()
