"""The services of one station, for its page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from services.models import ServicePlan, ServiceRecord


@dataclass(frozen=True)
class StationServices:
    """What the station did since New Year, its plan of the year, and whether the reader may enter more."""

    number: int
    hours: Decimal
    attendances: int
    professional_share: Decimal | None
    plan: ServicePlan | None
    can_add: bool


def station_services(user, station, on: date) -> StationServices:
    """Two queries: the year's records added up, and the plan."""
    records = ServiceRecord.objects.visible_to(user).filter(station=station).in_year_to(on)
    sums = records.aggregate(
        number=Count("pk"),
        all_hours=Sum("hours", default=Decimal(0)),
        attendances=Sum("attendance_count", default=0),
        professional=Sum("hours", filter=Q(nature="professional"), default=Decimal(0)),
    )
    plans = ServicePlan.objects.visible_to(user).filter(station=station, year=on.year)
    return StationServices(
        number=sums["number"],
        hours=sums["all_hours"],
        attendances=sums["attendances"],
        professional_share=sums["professional"] / sums["all_hours"] if sums["all_hours"] else None,
        plan=plans.select_related("station").first(),
        can_add=user.has_perm("services.add_servicerecord"),
    )
