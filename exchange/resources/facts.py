"""What a noun's own rules ask the database about a record, read for many records at once.

A rule stands in the model's ``clean`` and reads what it needs, unless it finds it in ``beside``.
"""


class Facts:
    """Of a noun whose rules ask nothing beyond the loaded relations."""

    def give(self, records) -> None:
        """Read what the rules ask about this block of records; the same queries however many."""

    def leave_out(self, records) -> None:
        """Read no longer what these records say: they are about to be removed."""


class Neighbours(Facts):
    """Gives each record those that share its ``field`` (a person, a station), rows of the file included.

    The field belongs to the noun's key, so that a row cannot move a record from one group to another.
    """

    def __init__(self, model, field):
        self.model = model
        self.attribute = model._meta.get_field(field).attname
        self.groups: dict[int, dict] = {}
        self.left_out: set[int] = set()

    def give(self, records) -> None:
        """Set ``beside`` of each record: the others as the file leaves them, as far as it was read."""
        of_records = {getattr(record, self.attribute) for record in records}
        self._read(of_records - set(self.groups))
        for record in records:
            group = self.groups[getattr(record, self.attribute)]
            group[record.pk or id(record)] = record
        for record in records:
            group = self.groups[getattr(record, self.attribute)]
            record.beside = [other for other in group.values() if other is not record]

    def _read(self, missing) -> None:
        self.groups |= {value: {} for value in missing}
        if missing:
            for record in self.model.objects.filter(**{f"{self.attribute}__in": missing}):
                if record.pk not in self.left_out:
                    self.groups[getattr(record, self.attribute)][record.pk] = record

    def leave_out(self, records) -> None:
        self.left_out |= {record.pk for record in records}
