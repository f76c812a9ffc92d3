"""The weeks, quarters and years in which services are counted."""

from datetime import date, timedelta

from core.asking import day_in

DAYS_A_WEEK = 7
A_WEEK = timedelta(days=DAYS_A_WEEK)
MONTHS_A_QUARTER = 3


def start_of_year(on: date) -> date:
    """The first day of the year that holds ``on``."""
    return date(on.year, 1, 1)


def start_of_quarter(on: date) -> date:
    """The first day of the quarter that holds ``on``."""
    return date(on.year, (on.month - 1) // MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1, 1)


def week_of(on: date) -> str:
    """The week of ``on`` as browsers write it: 2022-W20."""
    year, week, _day = on.isocalendar()
    return f"{year}-W{week:02d}"


def days_of(week: str) -> list[date]:
    """The seven days of a week written like 2022-W20, Monday first; raises ``ValueError``."""
    monday = day_in(f"{week}-1") if "W" in week else None
    if monday is None:
        raise ValueError(week)
    return [monday + timedelta(days=day) for day in range(DAYS_A_WEEK)]
