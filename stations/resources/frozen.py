"""What versions in use have in common: they are frozen."""

from exchange.resources.facts import Facts
from exchange.resources.resource import Resource


class FrozenFacts(Facts):
    """Which of the records stations rely on, and how they are stored."""

    def give(self, records):
        if records:
            beside = type(records[0]).all_beside(records)
            for record, one in zip(records, beside, strict=True):
                record.beside = one


class FrozenResource(Resource):
    """What is frozen once stations rely on it."""

    def facts(self):
        return FrozenFacts()
