"""What versions in use have in common: they are frozen."""

from exchange.resources.facts import Facts
from exchange.resources.resource import Resource


class FrozenFacts(Facts):
    """Which of the records stations rely on, and how they are stored."""

    def read(self, records):
        found = type(records[0]).all_beside(records) if records else []
        self.beside = {id(record): one for record, one in zip(records, found, strict=True)}

    def clean(self, record):
        record.clean(beside=self.beside[id(record)])


class FrozenResource(Resource):
    """What is frozen once stations rely on it."""

    def facts(self):
        return FrozenFacts()
