"""Money passed down from a budget."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Expression, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.constraints import known
from core.history import History
from core.scope import Anyone
from funding.models.amounts import RunningTotalField
from funding.models.as_of import reserved_by
from funding.models.budget import Budget
from funding.models.choices import Category
from funding.models.entry import Entry, EntryQuerySet, kinds, within_amount
from funding.models.spending_rule import refusal_of_rules, warnings_of_rules
from funding.rules import chain
from personnel.models import TrainingCourse
from regions.models import Region
from stations.models import Agency, Deliverable, Station

TARGETS = ("station", "deliverable", "agency", "course")


def _one_target() -> Q:
    """No target, or one and none of the others."""
    condition = Q(**{f"{one}__isnull": True for one in TARGETS})
    for target in TARGETS:
        condition |= Q(**{f"{one}__isnull": one != target for one in TARGETS})
    return condition


class AllocationQuerySet(EntryQuerySet["Allocation"]):
    """Allocations, by the region that receives the money."""

    search_fields = ("code", "purpose", "budget__code", "budget__document_number")

    def _reserved(self, day: date) -> Expression:
        return reserved_by(day, allocation=OuterRef("pk"))

    def for_listing(self) -> Self:
        return self.select_related("budget", "region", "station")

    def with_targets_for(self, user: Anyone) -> Self:
        """The rows with what they are for; an agency out of the user's scope is left out."""
        agencies = Prefetch("agency", queryset=Agency.objects.visible_to(user))
        return self.select_related("deliverable", "course").prefetch_related(agencies)


class Allocation(Entry):
    """Money of a budget assigned (下达) to a region below it, for one kind of use.

    It may be for one thing there: a station, a deliverable, an agency or a training course.

    ``disbursed_yuan`` is the sum of its disbursements; the database keeps it.
    """

    Category = Category

    link = chain.ALLOCATION

    budget = models.ForeignKey(
        Budget, verbose_name=_("budget"), on_delete=models.PROTECT, related_name="allocations"
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("receiving region"),
        on_delete=models.PROTECT,
        related_name="allocations",
    )
    station = models.ForeignKey(
        Station,
        verbose_name=_("station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
    )
    category = models.CharField(_("kind of use"), max_length=20, choices=Category)
    purpose = models.CharField(_("purpose"), max_length=200)
    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        help_text=_("What the money is to build, where it is for one thing."),
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency supported"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
    )
    course = models.ForeignKey(
        TrainingCourse,
        verbose_name=_("training course"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
    )
    counterpart = models.OneToOneField(
        "self",
        verbose_name=_("transferred from"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="transferred_to",
    )
    disbursed_yuan = RunningTotalField(_("disbursed (yuan)"))
    reserved_yuan = RunningTotalField(_("approved and not yet paid (yuan)"))
    history = History(excluded_fields=["disbursed_yuan", "reserved_yuan", "reversed_yuan", "adjusted_yuan"])
    own_fields = Entry.own_fields | {"counterpart"}

    objects = AllocationQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            *Entry.Meta.constraints,
            kinds("posting", "reversal", "refund", "transfer"),
            within_amount("disbursed_yuan", reserved="reserved_yuan"),
            known("category", Category, _("This kind of use is not known.")),
            models.CheckConstraint(
                name="funding_allocation_one_target",
                condition=_one_target(),
                violation_error_message=_(
                    "Money is for one thing: choose a station, a deliverable, an agency or a course, "
                    "or none of them."
                ),
            ),
            models.CheckConstraint(
                name="funding_allocation_transfer_paired",
                condition=Q(counterpart__isnull=True) & ~Q(kind="transfer", amount_yuan__gt=0)
                | Q(counterpart__isnull=False, kind="transfer", amount_yuan__gt=0),
                violation_error_message=_("What a transfer brings names the entry that gives it."),
            ),
        ]

    @property
    def place(self):
        return self.region

    @property
    def target(self):
        """The one thing the money is for, where it is for one; read by ``with_targets_for``."""
        return next((target for name in TARGETS if (target := getattr(self, name))), None)

    @property
    def remaining_yuan(self):
        """What can still be disbursed or requested: what is approved to be paid is spoken for."""
        return super().remaining_yuan - self.reserved_yuan

    def get_absolute_url(self):
        return reverse("funding:allocation-detail", args=[self.code])

    def errors_of_posting(self, parent) -> dict:
        """Besides the amount: the money stays inside the budget's region, a station inside the receiver's."""
        errors = super().errors_of_posting(parent)
        if self.region_id is None:
            return errors
        if not parent.region.covers(self.region):
            errors["region"] = _("Choose the region of budget %(code)s or one below it.") % {
                "code": parent.code
            }
        if self.station and not self.region.covers(self.station.township):
            errors["station"] = _("Choose a station in the receiving region.")
        elif self.station and self.station.status == Station.Status.CLOSED:
            errors["station"] = _("This station is closed; choose the station that goes on with its work.")
        if self.deliverable and not self.region.covers(self.deliverable.station.township):
            errors["deliverable"] = _("Choose a deliverable of a station in the receiving region.")
        if self.course and not self.region.covers(self.course.region):
            errors["course"] = _("Choose a course that the receiving region holds.")
        if refusal := self._refusal_of_rules(parent):
            errors["category"] = refusal
        return errors

    def _refusal_of_rules(self, budget) -> str:
        is_readable = isinstance(self.posted_on, date)
        return refusal_of_rules(budget.source, self.category, self.posted_on) if is_readable else ""

    def warnings_of_posting(self):
        return warnings_of_rules(self.budget.source, self.category, self.posted_on)
