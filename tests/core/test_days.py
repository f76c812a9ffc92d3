"""Days that are counted from others stay in the calendar, and terms end as the rule says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import days, months


@pytest.mark.parametrize(
    ("first", "number", "last"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2023, 1, 15), 36, date(2026, 1, 14)),
        (date(2023, 3, 1), 12, date(2024, 2, 29)),
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
    ],
)
def test_a_term_ends_on_the_day_before_the_next_begins(first, number, last):
    assert days.last_of_term(first, number) == last


@given(st.dates(), st.integers(-200_000, 200_000))
def test_no_day_lies_beyond_the_calendar(day, number):
    for count in (days.months_later, days.day_after_months, days.last_of_term, days.days_later):
        assert date.min <= count(day, number) <= date.max
    assert date.min <= months.before(day) <= months.after(day) <= date.max


@given(st.dates(date(1949, 10, 1), date(2999, 12, 31)), st.integers(0, 120))
def test_a_term_and_the_next_leave_no_day_between_them(day, number):
    later = days.day_after_months(day, number)

    assert days.days_later(days.last_of_term(day, number), 1) == later
    assert later.day in (day.day, 1)
