"""The kinds of entry that a ledger brings together, and their common order."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q

from funding.models import Allocation, CarryOver, Disbursement, Expenditure


@dataclass(frozen=True)
class LedgerNoun:
    """One kind of entry: its column of the ledger, and how it reaches its allocation.

    ``prefix`` is None where there is no allocation. ``monthly`` says that the sums of its months are
    kept. Entries of a day stand in the order of ``place``.
    """

    name: str
    model: type[Model]
    place: int
    prefix: str | None
    monthly: bool = False

    @property
    def label(self):
        return self.model._meta.verbose_name


CARRIED = LedgerNoun("carried", CarryOver, 0, None)
ALLOCATED = LedgerNoun("allocated", Allocation, 1, "")
DISBURSED = LedgerNoun("disbursed", Disbursement, 2, "allocation__", monthly=True)
SPENT = LedgerNoun("spent", Expenditure, 3, "disbursement__allocation__", monthly=True)
NOUNS = (CARRIED, ALLOCATED, DISBURSED, SPENT)
NOUN_OF = {noun.model: noun for noun in NOUNS}


@dataclass(frozen=True, order=True)
class Key:
    """The place of an entry in the ledger: by day, then by kind, then as they were entered."""

    day: date
    place: int
    pk: int

    def __str__(self):
        return f"{self.day.isoformat()}.{self.place}.{self.pk}"

    @classmethod
    def of(cls, entry) -> "Key":
        return cls(entry.posted_on, NOUN_OF[type(entry)].place, entry.pk)

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """The key that ``text`` writes; None where it writes none."""
        try:
            day, place, pk = text.split(".")
            return cls(date.fromisoformat(day), int(place), int(pk))
        except ValueError:
            return None

    def after(self, noun: LedgerNoun) -> Q:
        """The entries of ``noun`` that stand behind it; the first term bounds the index of days."""
        if noun.place != self.place:
            return Q(posted_on__gte=self.day) if noun.place > self.place else Q(posted_on__gt=self.day)
        same_day = Q(posted_on=self.day, pk__gt=self.pk)
        return Q(posted_on__gte=self.day) & (Q(posted_on__gt=self.day) | same_day)

    def before(self, noun: LedgerNoun) -> Q:
        """The entries of ``noun`` that stand in front of it."""
        if noun.place != self.place:
            return Q(posted_on__lte=self.day) if noun.place < self.place else Q(posted_on__lt=self.day)
        same_day = Q(posted_on=self.day, pk__lt=self.pk)
        return Q(posted_on__lte=self.day) & (Q(posted_on__lt=self.day) | same_day)
