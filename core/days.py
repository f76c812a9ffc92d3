"""Days: those the portal knows, months and years counted from them, and days in SQL."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, IntegerField
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

# The days that records speak of, from the founding of the republic on. A noun may narrow them for a field,
# and says itself which of them must have come already.
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2999, 12, 31)
MONTHS_A_YEAR = 12


class Between:
    """Refuses days that no record of this kind can speak of: a certificate of the year 23."""

    def __init__(self, first: date = FIRST_DAY, last: date = LAST_DAY) -> None:
        self.first, self.last = first, last

    def __call__(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise ValidationError(
                _("This day cannot be right: choose one from %(first)s to %(last)s."),
                code="day_out_of_range",
                params={"first": self.first.isoformat(), "last": self.last.isoformat()},
            )


is_known = Between()


def months_later(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the month's last day where it has no such day.

    Beyond the calendar its first or last day stands.
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_after_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), or the day after the month where it has no such day."""
    later = months_later(day, months)
    return later if later.day == day.day else days_later(later, 1)


def last_of_term(day: date, months: int) -> date:
    """The last day of a term of so many months that begins on the day: 2024-02-29, 36 → 2027-02-28."""
    return days_later(day_after_months(day, months), -1)


def days_later(day: date, days: int) -> date:
    """So many days later (or earlier); beyond the calendar its first or last day stands."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


class DaysBetween(Func):
    """How many days the second date comes after the first, as a whole number."""

    arity = 2
    output_field = IntegerField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        return self._difference(compiler, "({last} - {first})")

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        return self._difference(compiler, "CAST(julianday({last}) - julianday({first}) AS INTEGER)")

    def _difference(self, compiler: SQLCompiler, template: str) -> tuple[str, tuple[Any, ...]]:
        first, last = (compiler.compile(expression) for expression in self.source_expressions)
        return template.format(first=first[0], last=last[0]), (*last[1], *first[1])
