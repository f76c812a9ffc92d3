"""Rows that hold from one day to another: who worked where, what was in force.

The last day belongs to the period, for every noun; see decision 15.
"""

from datetime import date
from typing import Self, cast

from django.db.models import Model, Q

from core.days import days_later
from core.scope import M, ScopedQuerySet


class PeriodQuerySet(ScopedQuerySet[M]):
    """Rows that hold from ``first_day`` to ``last_day``, fields of theirs, both days included.

    Without an end they go on; without a field of the first day they have always held, and where one may
    be missing it means that they have not begun, or with ``since_ever`` that they always held.
    Where the end is an event (a station opens again, somebody leaves the register) its day is the
    first on which the row no longer holds: such a noun names the field as ``over_on``.
    """

    first_day = "started_on"
    last_day = "ended_on"
    over_on = ""
    since_ever = False

    def on(self, day: date) -> Self:
        """Rows that hold on the day."""
        return self.filter(self.holding(day))

    def open(self) -> Self:
        """Rows without an end."""
        return self.filter(**{f"{self._end}__isnull": True})

    def overlapping(self, first: date, last: date | None = None) -> Self:
        """Rows that hold on at least one day from ``first`` to ``last``, or from ``first`` on."""
        rows = self.filter(self._not_over(first))
        return rows.filter(self._begun(last)) if last else rows

    def holding(self, day: date, lookup: str = "") -> Q:
        """The condition of ``on``, also for rows that ``lookup`` leads to."""
        prefix = f"{lookup}__" if lookup else ""
        not_over = self._not_over(day, prefix)
        return not_over & self._begun(day, prefix) if self.first_day else not_over

    @property
    def _end(self) -> str:
        return self.over_on or self.last_day

    def _begun(self, day: date, prefix: str = "") -> Q:
        begun = Q(**{f"{prefix}{self.first_day}__lte": day})
        return Q(**{f"{prefix}{self.first_day}__isnull": True}) | begun if self.since_ever else begun

    def _not_over(self, day: date, prefix: str = "") -> Q:
        comparison = "gt" if self.over_on else "gte"
        not_over = Q(**{f"{prefix}{self._end}__{comparison}": day})
        can_go_on = self.model._meta.get_field(self._end).null
        return Q(**{f"{prefix}{self._end}__isnull": True}) | not_over if can_go_on else not_over


def days_of(record: Model) -> tuple[date, date]:
    """The first and the last day on which the record holds, as its queryset names them. Does not query."""
    rows = cast("PeriodQuerySet[Model]", type(record)._default_manager.all())
    never_begun = date.max if rows.first_day and not rows.since_ever else date.min
    first = getattr(record, rows.first_day) if rows.first_day else None
    if rows.over_on:
        over_on = getattr(record, rows.over_on)
        last = days_later(over_on, -1) if over_on else None
    else:
        last = getattr(record, rows.last_day)
    return first or never_begun, last or date.max


def holds_on(record: Model, day: date) -> bool:
    """Whether the record is one of the rows that ``on(day)`` finds."""
    first, last = days_of(record)
    return first <= day <= last


def shares_a_day(one: Model, other: Model) -> bool:
    """Whether two records hold on a day in common."""
    (first, last), (other_first, other_last) = days_of(one), days_of(other)
    return first <= other_last and other_first <= last
