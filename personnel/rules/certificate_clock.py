"""The three-year clock of a certificate: when it is due, and how it stands on a given day.

The first registration is due within one year of issue; a registration is valid for three years
and renewed in its last three months. A late registration costs nobody the certificate, so nothing
here forbids: it says how things stand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.days import day_after_months, days_later, last_of_term, months_later

FIRST_REGISTRATION_MONTHS = 12
VALID_MONTHS = 36
RENEWAL_WINDOW_MONTHS = 3
# Lapsed for longer, a certificate is no longer a matter of days.
LAPSED_MONTHS = 12


class Status(models.TextChoices):
    """How the registration of a certificate stands on a day."""

    NOT_REGISTERED = "not_registered", _("not yet registered")
    FIRST_OVERDUE = "first_overdue", _("first registration overdue")
    VALID = "valid", _("registration valid")
    RENEWAL_WINDOW = "renewal_window", _("renewal due")
    EXPIRED = "expired", _("registration expired")


@dataclass(frozen=True)
class Clock:
    """How a certificate stands, and the days that matter next; None where a day does not apply."""

    status: Status
    due_on: date | None
    window_opens_on: date | None
    valid_to: date | None


def first_registration_due_on(issued_on: date) -> date:
    """The last day for the first registration: issued 2022-10-01 → 2023-10-01."""
    return months_later(issued_on, FIRST_REGISTRATION_MONTHS)


def valid_to_of(registered_on: date) -> date:
    """The last day of a registration: registered 2023-01-15 → 2026-01-14, 2024-02-29 → 2027-02-28."""
    return last_of_term(registered_on, VALID_MONTHS)


def window_opens_on(valid_to: date) -> date:
    """The first day on which a registration may be renewed: valid to 2026-01-14 → 2025-10-14.

    Counted, like its end, from the day after, less a day: valid to 2027-02-28 → 2026-11-30.
    """
    return days_later(day_after_months(days_later(valid_to, 1), -RENEWAL_WINDOW_MONTHS), -1)


def clock_of(issued_on: date, valid_to: date | None, on: date) -> Clock | None:
    """The clock on the day ``on`` of a certificate whose registrations made by then end on ``valid_to``.

    ``valid_to`` is None where there is no registration yet. None before the certificate was issued.
    """
    if on < issued_on:
        return None
    if valid_to is None:
        due = first_registration_due_on(issued_on)
        status = Status.NOT_REGISTERED if on <= due else Status.FIRST_OVERDUE
        return Clock(status, due_on=due, window_opens_on=None, valid_to=None)
    opens = window_opens_on(valid_to)
    return Clock(
        _registered_status(valid_to, opens, on), due_on=valid_to, window_opens_on=opens, valid_to=valid_to
    )


def clock_on(issued_on: date, registrations: Iterable, on: date) -> Clock | None:
    """The same from the registrations, objects with ``registered_on`` and ``valid_to``.

    Those made after ``on`` are not known yet on that day.
    """
    ends = [one.valid_to for one in registrations if one.registered_on <= on]
    return clock_of(issued_on, max(ends, default=None), on)


def _registered_status(end: date, opens: date, on: date) -> Status:
    if on > end:
        return Status.EXPIRED
    return Status.RENEWAL_WINDOW if on >= opens else Status.VALID


# The same rules for the database: dates it can compare, worked out from the day that is asked about.

MONTH_END_DAYS = 4


def _last_day(near: date, holds: Callable[[date], bool]) -> date:
    """The last day for which ``holds``, which ends within the days a short month can shift it."""
    day = days_later(near, -MONTH_END_DAYS)
    while (following := days_later(day, 1)) > day and holds(following):
        day = following
    return day


def last_issue_overdue_on(on: date) -> date:
    """Whoever was issued a certificate up to this day is past the first registration on the day ``on``."""
    return _last_day(
        months_later(on, -FIRST_REGISTRATION_MONTHS), lambda day: first_registration_due_on(day) < on
    )


def last_end_renewable_on(on: date) -> date:
    """A registration that ends up to this day may be renewed on the day ``on``."""
    return _last_day(months_later(on, RENEWAL_WINDOW_MONTHS), lambda day: window_opens_on(day) <= on)


def lapsed_before(day: date, *, issued="issued_on", valid_to="registered_to") -> Q:
    """Rows whose registration ended, or whose first registration was due, before the day."""
    never = Q(**{f"{valid_to}__isnull": True, f"{issued}__lte": last_issue_overdue_on(day)})
    return Q(**{f"{valid_to}__lt": day}) | never


def not_lapsed_before(day: date, *, issued="issued_on", valid_to="registered_to") -> Q:
    """The other rows; said without a negation, which SQL does not answer where there is no registration."""
    never = Q(**{f"{valid_to}__isnull": True, f"{issued}__gt": last_issue_overdue_on(day)})
    return Q(**{f"{valid_to}__gte": day}) | never


def status_condition(status: Status, on: date, *, issued="issued_on", valid_to="registered_to") -> Q:
    """Rows whose clock stands at ``status`` on the day ``on``, from their columns of issue and of end."""
    unregistered = Q(**{f"{valid_to}__isnull": True, f"{issued}__lte": on})
    overdue = Q(**{f"{issued}__lte": last_issue_overdue_on(on)})
    renewable = last_end_renewable_on(on)
    return {
        Status.NOT_REGISTERED: unregistered & ~overdue,
        Status.FIRST_OVERDUE: unregistered & overdue,
        Status.VALID: Q(**{f"{valid_to}__gt": renewable}),
        Status.RENEWAL_WINDOW: Q(**{f"{valid_to}__gte": on, f"{valid_to}__lte": renewable}),
        Status.EXPIRED: Q(**{f"{valid_to}__lt": on}),
    }[status]
