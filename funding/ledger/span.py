"""A stretch of the ledger, cut into whole months, whose sums are kept, and the days beside them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from funding.ledger.nouns import Key, LedgerNoun


@dataclass(frozen=True)
class Span:
    """The entries from the day ``first`` (None: the earliest) up to, not on, the day ``end``.

    With ``until`` also those of the day ``end`` in front of that key.
    """

    first: date | None
    end: date
    until: Key | None = None

    def entries(self, noun: LedgerNoun) -> Q:
        """The condition of its entries."""
        return self._days(self.first, self.end) | self._last_day(noun)

    @property
    def months(self) -> Q | None:
        """The condition of the whole months in it; None without any."""
        start, end = self._whole
        if start is None:
            return Q(month__lt=end)
        return Q(month__gte=start, month__lt=end) if start < end else None

    def beside_months(self, noun: LedgerNoun) -> Q | None:
        """The condition of the entries in no whole month; None where there cannot be any."""
        start, end = self._whole
        if start is not None and start >= end:
            days: list[tuple[date | None, date | None]] = [(self.first, self.end)]
        else:
            days = [(self.first, start or self.first), (end, self.end)]
        found = Q(pk__in=[])
        for one, other in days:
            if one is not None and other is not None and one < other:
                found |= self._days(one, other)
        if self.until:
            found |= self._last_day(noun)
        return found if found != Q(pk__in=[]) else None

    @property
    def _whole(self) -> tuple[date | None, date]:
        """The first day of the first whole month, and of the month behind the last one."""
        if self.first is None or self.first.day == 1:
            return self.first, self.end.replace(day=1)
        return next_month(self.first), self.end.replace(day=1)

    def _last_day(self, noun: LedgerNoun) -> Q:
        return Q(posted_on=self.end) & self.until.before(noun) if self.until else Q(pk__in=[])

    @staticmethod
    def _days(first: date | None, end: date) -> Q:
        return Q(posted_on__lt=end) if first is None else Q(posted_on__gte=first, posted_on__lt=end)


def next_month(day: date) -> date:
    """The first day of the month after the day's."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
