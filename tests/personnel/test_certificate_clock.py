from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from core.days import months_later
from personnel.rules.certificate_clock import (
    Status,
    clock_on,
    first_registration_due_on,
    last_end_renewable_on,
    last_issue_overdue_on,
    valid_to_of,
    window_opens_on,
)

ISSUED_ON = date(2022, 10, 1)


@dataclass(frozen=True)
class Registered:
    registered_on: date
    valid_to: date


FIRST = Registered(date(2023, 1, 15), date(2026, 1, 14))
RENEWED = Registered(date(2025, 11, 3), date(2028, 11, 2))


def test_the_first_registration_is_due_a_year_after_the_issue():
    assert first_registration_due_on(ISSUED_ON) == date(2023, 10, 1)


@pytest.mark.parametrize(
    ("registered_on", "valid_to"),
    [
        (date(2023, 1, 15), date(2026, 1, 14)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2024, 3, 1), date(2027, 2, 28)),
        (date(2021, 3, 1), date(2024, 2, 29)),
    ],
)
def test_a_registration_is_valid_for_three_years_less_a_day(registered_on, valid_to):
    assert valid_to_of(registered_on) == valid_to


@pytest.mark.parametrize(
    ("valid_to", "opens_on"),
    [
        (date(2026, 1, 14), date(2025, 10, 14)),
        (date(2026, 1, 31), date(2025, 10, 31)),
        (date(2027, 2, 28), date(2026, 11, 30)),
        (date(2026, 4, 30), date(2026, 1, 31)),
        (date(2026, 5, 31), date(2026, 2, 28)),
    ],
)
def test_the_renewal_window_opens_three_months_before_the_end(valid_to, opens_on):
    assert window_opens_on(valid_to) == opens_on


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 5, 31), -3, date(2025, 2, 28)),
        (date(2025, 1, 31), -3, date(2024, 10, 31)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
    ],
)
def test_months_are_counted_over_years_and_short_months(day, months, expected):
    assert months_later(day, months) == expected


@pytest.mark.parametrize(
    ("registrations", "on", "expected"),
    [
        ([], date(2022, 9, 30), None),
        ([], date(2022, 10, 1), Status.NOT_REGISTERED),
        ([], date(2023, 10, 1), Status.NOT_REGISTERED),
        ([], date(2023, 10, 2), Status.FIRST_OVERDUE),
        ([FIRST], date(2023, 1, 14), Status.NOT_REGISTERED),
        ([FIRST], date(2023, 1, 15), Status.VALID),
        ([FIRST], date(2025, 10, 13), Status.VALID),
        ([FIRST], date(2025, 10, 14), Status.RENEWAL_WINDOW),
        ([FIRST], date(2026, 1, 14), Status.RENEWAL_WINDOW),
        ([FIRST], date(2026, 1, 15), Status.EXPIRED),
        ([FIRST, RENEWED], date(2025, 11, 2), Status.RENEWAL_WINDOW),
        ([RENEWED, FIRST], date(2026, 1, 15), Status.VALID),
    ],
)
def test_the_status_of_a_day(registrations, on, expected):
    clock = clock_on(ISSUED_ON, registrations, on)

    assert (clock and clock.status) == expected


def test_the_clock_names_the_day_that_matters_next():
    unregistered = clock_on(ISSUED_ON, [], date(2023, 1, 1))
    registered = clock_on(ISSUED_ON, [FIRST], date(2023, 2, 1))

    assert (unregistered.due_on, unregistered.window_opens_on) == (date(2023, 10, 1), None)
    assert (registered.due_on, registered.window_opens_on) == (date(2026, 1, 14), date(2025, 10, 14))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2023, 1, 1), False),
        (date(2023, 2, 1), True),
        (date(2026, 1, 1), True),
        (date(2026, 2, 1), False),
    ],
)
def test_a_registration_is_in_force_until_its_last_day_also_in_the_window(on, expected):
    clock = clock_on(ISSUED_ON, [FIRST], on)

    assert (clock.status in {Status.VALID, Status.RENEWAL_WINDOW}) is expected


@pytest.mark.parametrize(
    "on",
    [date(2022, 2, 28), date(2024, 2, 29), date(2024, 5, 31), date(2025, 10, 14), date(2026, 1, 15)],
)
def test_the_limits_for_the_database_are_those_of_the_rule(on):
    issued, end = last_issue_overdue_on(on), last_end_renewable_on(on)
    day = timedelta(days=1)

    assert first_registration_due_on(issued) < on <= first_registration_due_on(issued + day)
    assert window_opens_on(end) <= on < window_opens_on(end + day)
