"""The days on which the demonstration turns."""

from datetime import date, timedelta

# Of the study: agencies at the end of 2021, certified workers at the beginning of 2022.
AGENCIES_COUNTED = date(2021, 12, 31)
WORKERS_COUNTED = date(2022, 1, 1)
# The study says "up to now" without a day; the middle of its year is taken.
STATIONS_COUNTED = date(2022, 6, 30)
# The bureau's statement of March 2023.
FULL_COVERAGE = date(2023, 3, 20)
# Nothing is recorded after this day.
LAST_DAY = date(2026, 10, 31)


def after(day: date, days: int) -> date:
    """The day so many days later, or earlier if negative."""
    return day + timedelta(days=days)


def end_of(year: int) -> date:
    """The last day of the year that is recorded."""
    return min(date(year, 12, 31), LAST_DAY)
