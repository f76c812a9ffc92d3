"""What a plan holds: one aim with its target."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, Count, F, FloatField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce, Least
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import constrained, known
from core.history import History
from core.judge import Lockable
from core.scope import ScopedQuerySet
from services.models.plan import ServicePlan
from services.models.record import ServiceRecord
from services.models.terms import ServiceField, TargetGroup
from services.rules.free_text import no_identities
from services.rules.methods import Method

# What a metric adds up over the records that count.
DONE = {
    "units": Count("case", distinct=True)
    + Count("service_group", distinct=True)
    + Count("pk", filter=Q(case__isnull=True, service_group__isnull=True)),
    "sessions": Sum("sessions"),
    "attendances": Sum("attendance_count"),
    "hours": Sum("hours"),
}


class PlanItemQuerySet(ScopedQuerySet["PlanItem"]):
    """Items, by the station of their plan."""

    region_path = "plan__station__township__path"

    def standing(self) -> Self:
        """Items that were not dropped."""
        return self.filter(is_dropped=False)

    def approved(self, on: date) -> Self:
        """Items of the plans of the year of ``on`` that the county approved by that day and that go on."""
        going_on = Q(plan__ended_on__isnull=True) | Q(plan__ended_on__gt=on)
        approved = self.standing().filter(plan__status="approved", plan__approved_on__lte=on)
        return approved.filter(going_on, plan__year=on.year)

    def with_done(self, on: date | None = None) -> Self:
        """Annotate ``done``, by the item's own metric, and ``done_capped``, which the target limits.

        Only records that count are added up; with ``on`` those up to that day.
        """
        counting = ServiceRecord.objects.counting()
        if on is not None:
            counting = counting.filter(served_on__lte=on)
        rows = counting.filter(plan_item=OuterRef("pk")).order_by().values("plan_item")
        sums = [
            When(metric=metric, then=Cast(Subquery(rows.annotate(sum=total).values("sum")), FloatField()))
            for metric, total in DONE.items()
        ]
        done = Coalesce(Case(*sums, output_field=FloatField()), Value(0.0), output_field=FloatField())
        return self.annotate(done=done).annotate(
            done_capped=Least(F("done"), Cast(F("target"), FloatField()), output_field=FloatField())
        )

    def for_listing(self) -> Self:
        return self.select_related("plan__station__township", "field").prefetch_related("groups")


class PlanItem(Lockable):
    """One aim of a plan: so many cases, groups, sessions, attendances or hours of a method in a year."""

    class Metric(models.TextChoices):
        UNITS = "units", _("cases, groups, activities")
        SESSIONS = "sessions", _("sessions")
        ATTENDANCES = "attendances", _("attendances")
        HOURS = "hours", _("hours")

    code = models.CharField(
        _("code"), max_length=50, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    plan = models.ForeignKey(
        ServicePlan, verbose_name=_("service plan"), on_delete=models.PROTECT, related_name="items"
    )
    name = models.CharField(_("name"), max_length=100, validators=[no_identities])
    method = models.CharField(_("method"), max_length=20, choices=Method)
    field = models.ForeignKey(
        ServiceField,
        verbose_name=_("service field"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        help_text=_("Empty: any field."),
    )
    groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="plan_items"
    )
    metric = models.CharField(_("counted in"), max_length=20, choices=Metric, default=Metric.UNITS)
    target = models.PositiveIntegerField(_("target"), validators=[MinValueValidator(1)])
    min_sessions = models.PositiveSmallIntegerField(
        _("sessions at least"),
        null=True,
        blank=True,
        help_text=_("Of a case, group or activity that counts; empty: the minimum of the method."),
    )
    min_persons = models.PositiveSmallIntegerField(
        _("persons at least"),
        null=True,
        blank=True,
        help_text=_("Of a case, group or activity that counts; empty: the minimum of the method."),
    )
    is_dropped = models.BooleanField(
        _("dropped"), default=False, help_text=_("A dropped item stays on record and no longer counts.")
    )
    history = History(m2m_fields=["groups"])

    # Read with ``with_done``.
    done_capped: float

    objects = PlanItemQuerySet.as_manager()

    @constrained(
        known("method", Method, _("This method is not known.")),
        known("metric", Metric, _("This metric is not known.")),
    )
    class Meta:
        verbose_name = _("plan item")
        verbose_name_plural = _("plan items")
        ordering = ["plan", "code"]
        constraints = [
            models.CheckConstraint(
                name="services_planitem_target_positive",
                condition=Q(target__gte=1),
                violation_error_message=_("A target is at least 1; drop the item instead."),
            ),
        ]

    def __str__(self):
        return self.name

    def why_locked(self, changed=None):
        return self.plan.why_locked()

    @property
    def series(self) -> Series:
        """Codes of its plan's items: SP-131102002-1-2022-01."""
        return Series(f"{self.plan.code}-", digits=2)

    def clean(self):
        if not self.plan_id:
            return
        if not self.plan.is_draft:
            raise ValidationError(self.plan.why_locked())
        give_code(self)
