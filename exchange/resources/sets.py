"""Several related records in one cell, such as the target groups of a need: ``DIBAO; DISABLED``.

Sets are lists of primary keys in ascending order, so that two of them can be compared.
"""

from collections.abc import Collection, Iterable
from typing import Any, Protocol, cast

from django.core.exceptions import ValidationError
from django.db.models import ManyToManyField, Model

from core.code_set import BETWEEN
from core.fields import field_of
from core.history import history_of
from exchange.resources import parsing

SEPARATOR = "; "


class Resolving(Protocol):
    """What finds the record that a cell means."""

    def resolve(self, cell: object, row_record: Any) -> Any: ...


class Naming(Protocol):
    """What says how a cell names a record."""

    def code_of(self, referred: Any) -> str: ...

    def text_of(self, referred: Any) -> str: ...


def split(cell: object) -> list[str]:
    """What a cell names, one by one."""
    return [part.strip() for part in BETWEEN.split(parsing.text(cell)) if part.strip()]


def resolved(parts: list[str], references: Resolving, row_record: Any) -> list[Any]:
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


def written(column: Naming, records: Iterable[Any]) -> str:
    """The records as a cell names them: code and name, or the code alone where the name would be split."""
    texts = []
    for record in sorted(records, key=lambda one: one.pk):
        text = column.text_of(record)
        texts.append(column.code_of(record) if BETWEEN.search(text) else text)
    return SEPARATOR.join(texts)


def keys_of(records: Iterable[Any]) -> list[int]:
    """The records as a set."""
    return sorted(record.pk for record in records)


def names_of(model: type[Model]) -> list[str]:
    """The sets of a noun that its history keeps."""
    return [field.name for field in history_of(model).model._history_m2m_fields]


def stored(model: type[Model], pks: Collection[int]) -> dict[str, dict[int, list[int]]]:
    """The sets of these records as they stand, by name and record; one query for each set."""
    found = {}
    for name in names_of(model):
        source = _source(model, name)
        rows = _through(model, name)._default_manager.filter(**{f"{source}__in": pks})
        found[name] = _grouped(rows.values_list(source, _target(model, name)))
    return found


def of_versions(model: type[Model], history_ids: Collection[int]) -> dict[str, dict[int, list[int]]]:
    """The sets that these versions keep, by name and version; one query for each set."""
    found = {}
    for name in names_of(model):
        kept = getattr(history_of(model).model, name).model
        rows = kept._default_manager.filter(history__in=history_ids)
        found[name] = _grouped(rows.values_list("history", _target(model, name)))
    return found


def write(model: type[Model], wanted: dict[int, dict[str, list[int]]]) -> None:
    """Give the records these sets, by record and name; two statements for each set."""
    for name in {name for sets in wanted.values() for name in sets}:
        through, source, target = _through(model, name), _source(model, name), _target(model, name)
        chosen = {pk: sets[name] for pk, sets in wanted.items() if name in sets}
        through._default_manager.filter(**{f"{source}__in": chosen}).delete()
        through._default_manager.bulk_create(
            through(**{f"{source}_id": pk, f"{target}_id": other})
            for pk, others in chosen.items()
            for other in others
        )


def remove(model: type[Model], pks: Collection[int]) -> None:
    """Take all sets of these records away, before the records go themselves."""
    for field in model._meta.many_to_many:
        through = _through(model, field.name)
        through._default_manager.filter(**{f"{field.m2m_field_name()}__in": pks}).delete()


def keep(model: type[Model], versions: Iterable[Any]) -> None:
    """Let these new versions keep the sets as they stand; two statements for each set."""
    versions = list(versions)
    by_record = {version.id: version for version in versions}
    for name in names_of(model):
        through, source, target = _through(model, name), _source(model, name), _target(model, name)
        kept = getattr(history_of(model).model, name).model
        rows = through._default_manager.filter(**{f"{source}__in": by_record})
        kept._default_manager.bulk_create(
            kept(
                history=by_record[getattr(row, f"{source}_id")],
                id=row.pk,
                **{f"{one}_id": getattr(row, f"{one}_id") for one in (source, target)},
            )
            for row in rows
        )


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for owner, other in sorted(pairs):
        found.setdefault(owner, []).append(other)
    return found


def _many(model: type[Model], name: str) -> "ManyToManyField[Any, Any]":
    return cast("ManyToManyField[Any, Any]", field_of(model, name))


def _through(model: type[Model], name: str) -> type[Model]:
    return cast("type[Model]", _many(model, name).remote_field.through)


def _source(model: type[Model], name: str) -> str:
    return _many(model, name).m2m_field_name()


def _target(model: type[Model], name: str) -> str:
    return _many(model, name).m2m_reverse_field_name()
