"""What stays as it is once stations rely on it: a model that they follow, a standard that they answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise

from core.scope import rows_of


@dataclass(frozen=True)
class Beside:
    """How a record is stored, if it is, and whether stations rely on the whole that it belongs to."""

    stored: dict | None
    is_relied_on: bool


class Frozen:
    """Mixed into models whose ``frozen_fields`` stay once stations rely on the whole.

    ``whole`` is the attribute that holds its primary key: that of a record itself, or of what it is part of.
    """

    frozen_fields: tuple[str, ...]
    whole = "pk"

    @classmethod
    def relied_on(cls, wholes: Iterable[int]) -> set[int]:
        """Which of these wholes stations rely on; one query."""
        raise NotImplementedError

    @classmethod
    def all_beside(cls, records) -> list[Beside]:
        """What the rule asks about the records; two queries."""
        rows = rows_of(cast("type[Model]", cls)).filter(pk__in=[record.pk for record in records if record.pk])
        stored = {row["pk"]: row for row in rows.values("pk", *cls.frozen_fields)}
        wholes = [{getattr(record, cls.whole)} | _of(stored.get(record.pk), cls.whole) for record in records]
        relied_on = cls.relied_on(set().union(*wholes) - {None})
        return [
            Beside(stored.get(record.pk), bool(relied_on & own))
            for record, own in zip(records, wholes, strict=True)
        ]

    def is_changed_too_late(self, beside: Beside | None) -> bool:
        """Whether it is new or different although stations rely on it; reads what it is not handed."""
        beside = beside or self.all_beside([self])[0]
        if not beside.is_relied_on:
            return False
        stored = beside.stored
        return stored is None or any(stored[name] != getattr(self, name) for name in self.frozen_fields)


class FrozenWhole(Frozen):
    """What others are parts of; ``frozen_sentence`` says of it, as ``whole``, that it is frozen."""

    frozen_sentence: str | Promise

    def expect_unfrozen(self, changed: Frozen, beside: Beside | None) -> None:
        """Raise ``ValidationError`` where ``changed``, the record itself or a part of it, is frozen."""
        if changed.is_changed_too_late(beside):
            this = cast("Model", self)
            stored = rows_of(type(this)).get(pk=this.pk)
            raise ValidationError(self.frozen_sentence % {"whole": stored})


def _of(stored: dict | None, name: str) -> set:
    return {stored[name]} if stored else set()
