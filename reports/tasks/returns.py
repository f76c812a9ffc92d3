"""What awaits somebody with the monthly returns: the county to submit or mend, the city to answer."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from django.utils.translation import gettext_lazy as _

from accounts.rules.hands import Hands
from core import months
from core.scope import covers
from regions.models import Region
from reports.models import MonthlyReturn, ReturnRule
from reports.monthly.board import counties, open_url
from reports.tasks.task import CITY, COUNTY, Kind, Source, Task

# How far back a return that never came still awaits somebody.
MONTHS_BACK = 12

DUE = Kind("return-due", _("Monthly return to submit"), "calendar-stats")
OVERDUE = Kind("return-overdue", _("Monthly return overdue"), "calendar-exclamation")
TO_MEND = Kind("return-returned", _("Monthly return: mend and submit again"), "arrow-back-up")
TO_ANSWER = Kind("return-submitted", _("Monthly return: approve or return"), "checks")


def returns(user, on: date) -> Iterator[Task]:
    """The turn of each return on the day ``on``; four queries at most, one for those without a county."""
    asked = list(counties(user, "reports.submit_monthlyreturn"))
    if not asked:
        return
    deadlines = ReturnRule.objects.by_month()
    wanted = list(_months(deadlines.first_month, on))
    rows = MonthlyReturn.objects.permitted(user, "submit").waiting_or_of(wanted)
    records = {
        (record.region_id, record.month): record for record in rows.select_related("region").without_figures()
    }
    for county in asked:
        for month in wanted:
            if (county.pk, month) not in records:
                due_on = cast("date", deadlines.due_on(month))
                yield _due(county, month, due_on, open_url(county, month), on)
    submitted = [one for one in records.values() if one.status == one.Status.SUBMITTED]
    first = min((cast("date", one.submitted_on) for one in submitted), default=None)
    hands = Hands([one.submitted_by_id for one in submitted], first)
    for record in records.values():
        yield from _turn(user, record, on, hands)


def _months(first: date | None, on: date) -> Iterator[date]:
    """The months that have ended and whose return is asked for, the latest first."""
    month = months.before(on)
    for _number in range(MONTHS_BACK):
        if first is None or month < first:
            return
        yield month
        month = months.before(month)


def _due(county: Region, month: date, due_on: date, url: str, on: date) -> Task:
    kind = OVERDUE if on > due_on else DUE
    text = _("%(month)s, due on %(day)s") % {"month": months.written(month), "day": due_on}
    return Task(kind, f"{county.name} · {text}", county.name, months.after(month), COUNTY, url)


def _turn(user, record: MonthlyReturn, on: date, hands: Hands) -> Iterator[Task]:
    url, place = record.get_absolute_url(), record.region.name
    if record.status == record.Status.DRAFT and record.ends_on < on:
        yield _due(record.region, record.month, record.due_on, url, on)
    if record.status == record.Status.RETURNED:
        yield Task(
            TO_MEND,
            f"{record} · {record.return_reason}",
            place,
            cast("date", record.returned_on),
            COUNTY,
            url,
        )
    can_answer = covers(user, "reports.approve_monthlyreturn", record.region.path)
    if record.status != record.Status.SUBMITTED or not can_answer:
        return
    if user.pk not in hands.of(record.submitted_by_id, since=record.submitted_on):
        yield Task(TO_ANSWER, str(record), place, cast("date", record.submitted_on), CITY, url)


SOURCES = (Source(DUE, returns, also=(OVERDUE, TO_MEND, TO_ANSWER)),)
