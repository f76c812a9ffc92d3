"""How far a region's stations are built: by component of the model, by stage, and what is late."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from stations.models import Deliverable, Milestone, Station

FIRST_OVERDUE = 10


@dataclass
class ComponentProgress:
    """One component over all stations in the plan; ``required`` is None where any number will do."""

    code: str
    name: str
    required: int | None = None
    accepted: int = 0
    counted: int = 0

    @property
    def share(self) -> Decimal | None:
        """What counts of what is required; surplus at one station does not make up for another."""
        return Decimal(self.counted) / Decimal(self.required) if self.required else None

    @property
    def meter(self) -> Decimal | None:
        return None if self.share is None else self.share * 100


def components(user, region, on) -> list[ComponentProgress]:
    """The components of the models that stations in the plan follow, in their order; two queries."""
    in_plan = Station.objects.visible_to(user).under(region).in_plan(on)
    progress: dict[str, ComponentProgress] = {}
    for code, name, required, stations in _followed(in_plan):
        entry = progress.setdefault(code, ComponentProgress(code, name))
        if required is not None:
            entry.required = (entry.required or 0) + required * stations
    for code, accepted, counted in _built(user, region, on):
        if code in progress:
            progress[code].accepted, progress[code].counted = accepted, counted
    return list(progress.values())


def _followed(in_plan):
    """Component by component, how many stations in the plan have it in their model."""
    component = "service_model__components"
    return (
        in_plan.filter(**{f"{component}__isnull": False})
        .order_by(f"{component}__order", f"{component}__code")
        .values_list(
            f"{component}__code", f"{component}__name", f"{component}__required", f"{component}__order"
        )
        .annotate(stations=Count("pk"))
        .values_list(f"{component}__code", f"{component}__name", f"{component}__required", "stations")
    )


def _built(user, region, on):
    """Component by component, how many are accepted and how many of them count."""
    built = Deliverable.objects.visible_to(user).under(region)
    built = built.filter(station__in=Station.objects.in_plan(on))
    counted = Count("pk", filter=Q(pk__in=built.counted(on).values("pk")))
    accepted = built.accepted(on).order_by().values_list("component__code")
    return accepted.annotate(accepted=Count("pk"), counted=counted)


@dataclass(frozen=True)
class Late:
    """An overdue milestone and for how many days it has been."""

    milestone: Milestone
    days: int


def first_overdue(user, region, on) -> list[Late]:
    """The milestones that have been overdue longest."""
    overdue = Milestone.objects.visible_to(user).under(region).overdue(on).for_listing()
    first = overdue.order_by("planned_on", "station__code", "stage")[:FIRST_OVERDUE]
    return [Late(milestone, (on - milestone.planned_on).days) for milestone in first]
