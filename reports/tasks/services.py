"""What awaits somebody in services: needs to assess, plans to approve, plans that are missing."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.rules.hands import by_hand_of
from reports.tasks.task import COUNTY, TOWNSHIP, Kind, Source, Task
from services.models import Need, ServicePlan
from stations.models import Station

NEED_TO_ASSESS = Kind("need-to-assess", _("Need to assess"), "ear")
PLAN_TO_APPROVE = Kind("plan-to-approve", _("Service plan to approve"), "list-check")
PLAN_MISSING = Kind("plan-missing", _("Service plan of the year is missing"), "calendar-plus")
PLAN_DUE = (1, 31)


def needs_to_assess(user, on) -> Iterator[Task]:
    """Needs nobody has assessed: the township's turn since they were raised."""
    rows = Need.objects.permitted(user, "change").to_assess().filter(raised_on__lte=on)
    for one in rows.select_related("township"):
        text = f"{one.township.name} · {one.name}"
        yield Task(NEED_TO_ASSESS, text, one.township.name, one.raised_on, TOWNSHIP, one.get_absolute_url())


def plans_to_approve(user, on) -> Iterator[Task]:
    """Plans that somebody else submitted: the county's turn."""
    plans = ServicePlan.objects.permitted(user, "approve").standing()
    rows = plans.filter(status=ServicePlan.Status.SUBMITTED)
    others = rows.exclude(by_hand_of(user, "submitted_by", "submitted_on"))
    for one in others.select_related("station__township"):
        place = one.station.township.name
        yield Task(
            PLAN_TO_APPROVE, str(one), place, cast("date", one.submitted_on), COUNTY, one.get_absolute_url()
        )


def plans_missing(user, on) -> Iterator[Task]:
    """Completed stations without a plan of the year, from the end of January on."""
    due = date(on.year, *PLAN_DUE)
    if on < due:
        return
    plans = ServicePlan.objects.filter(station=OuterRef("pk"), year=on.year)
    stations = Station.objects.permitted(user, "change").completed(on).filter(~Exists(plans))
    for one in stations.select_related("township"):
        url = f"{reverse('services:plan-create')}?station={one.code}"
        yield Task(PLAN_MISSING, one.name, one.township.name, due, TOWNSHIP, url)


SOURCES = (
    Source(NEED_TO_ASSESS, needs_to_assess),
    Source(PLAN_TO_APPROVE, plans_to_approve),
    Source(PLAN_MISSING, plans_missing),
)
