"""Months as their first days, and how people write them: 2026-03."""

import calendar
from datetime import date

from django.utils.translation import gettext as _

from core.days import days_later


def first_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """The last day of the month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def after(month: date) -> date:
    """The month that follows."""
    return days_later(last_of(month), 1)


def before(month: date) -> date:
    """The month that went before."""
    return first_of(days_later(first_of(month), -1))


def of_year(year: int) -> list[date]:
    """The twelve months of a year."""
    return [date(year, number, 1) for number in range(1, 13)]


def written(month: date) -> str:
    """The month as people write it."""
    return _("%(year)s-%(month)02d") % {"year": month.year, "month": month.month}
