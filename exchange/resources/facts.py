"""What a noun's own rules ask the database about a record, read for many records at once.

A rule stands in the model's ``clean``, which reads what it needs unless it is handed it as an argument.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from core.fields import field_of
from core.scope import rows_of


class Facts:
    """Of a noun whose rules ask nothing beyond the loaded relations."""

    def read(self, records: Sequence[Any]) -> None:
        """Read what the rules ask about this block of records; the same queries however many."""

    def leave_out(self, records: Sequence[Any]) -> None:
        """Read no longer what these records say: they are about to be removed."""

    def clean(self, record: Any) -> None:
        """Ask the record's own rules with what was read of its block; raises ``ValidationError``."""
        record.clean()


class Neighbours(Facts):
    """The records that share a ``field`` (a person, a station), rows of the file included.

    The field belongs to the noun's key, so that a row cannot move a record from one group to another.
    """

    def __init__(self, model: type[Model], field: str) -> None:
        self.model = model
        self.attribute = field_of(model, field).attname
        self.groups: dict[int, dict[int, Any]] = {}
        self.left_out: set[int] = set()

    def read(self, records: Sequence[Any]) -> None:
        """Read the groups of the records; each stands in its own as the file leaves it."""
        of_records = {getattr(record, self.attribute) for record in records}
        self._read(of_records - set(self.groups))
        for record in records:
            self._group(record)[record.pk or id(record)] = record

    def leave_out(self, records: Sequence[Any]) -> None:
        self.left_out |= {record.pk for record in records}

    def clean(self, record: Any) -> None:
        record.clean(beside=self.beside(record))

    def beside(self, record: Any) -> list[Any]:
        """The other records of its group."""
        return [other for other in self._group(record).values() if other is not record]

    def _group(self, record: Any) -> dict[int, Any]:
        return self.groups[getattr(record, self.attribute)]

    def _read(self, missing: set[int]) -> None:
        self.groups |= {value: {} for value in missing}
        if missing:
            for record in rows_of(self.model).filter(**{f"{self.attribute}__in": missing}):
                if record.pk not in self.left_out:
                    self._group(record)[record.pk] = record
