"""What is listed in a region and a period, without what somebody has judged."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from oversight.models import Judgement, PatternRule
from oversight.patterns import PATTERNS
from oversight.patterns.pattern import MOST_ITEMS, Books, Item

PERIOD = timedelta(days=365)


def usual_first_day(on: date) -> date:
    """A year back: the last end of a year is always in it."""
    return on - PERIOD


@dataclass(frozen=True)
class Listing:
    """The items of one pattern in the books; those that were judged are set aside."""

    rule: PatternRule
    books: Books

    @cached_property
    def _found(self) -> list[Item]:
        return list(PATTERNS[self.rule.code].find(self.books, self.rule)) if self.rule.is_active else []

    @cached_property
    def _judged(self) -> set[str]:
        """By whomever: the rows are the same whoever looks at them."""
        judged = Judgement.objects.standing().filter(rule=self.rule)
        judged = judged.filter(fingerprint__in=[item.fingerprint for item in self._found])
        return set(judged.values_list("fingerprint", flat=True))

    @cached_property
    def items(self) -> list[Item]:
        """What awaits a judgement, the largest first."""
        return [item for item in self._found if item.fingerprint not in self._judged]

    @property
    def judged_count(self) -> int:
        """How many of the same period were judged."""
        return len(self._found) - len(self.items)

    @property
    def is_full(self) -> bool:
        """Whether there may be more than are listed."""
        return len(self._found) >= MOST_ITEMS

    def item(self, fingerprint: str) -> Item | None:
        """The listed item; None where its rows have changed or somebody judged it."""
        return next((one for one in self.items if one.fingerprint == fingerprint), None)
