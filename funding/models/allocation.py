"""Money passed down from a budget."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.history import History
from funding import chain
from funding.models.amounts import RunningTotalField
from funding.models.budget import Budget
from funding.models.entry import Entry, EntryQuerySet, within_amount
from regions.models import Region
from stations.models import Station


class AllocationQuerySet(EntryQuerySet):
    """Allocations, by the region that receives the money."""

    search_fields = ("code", "purpose", "budget__code", "budget__document_number")

    def in_category(self, category):
        """Allocations for one kind of use."""
        return self.filter(category=category)

    def for_listing(self):
        return self.select_related("budget", "region", "station")


class Allocation(Entry):
    """Money of a budget assigned (下达) to a region below it, or to a station there, for one kind of use.

    ``disbursed_yuan`` is the sum of its disbursements; the database keeps it.
    """

    class Category(models.TextChoices):
        LABOUR = "labour", _("staff")
        VENUE = "venue", _("premises, rent and fitting-out")
        EQUIPMENT = "equipment", _("equipment")
        SERVICE = "service", _("activities and supplies")
        TRAINING = "training", _("training")
        EXAM_TRAINING = "exam_training", _("exam training")
        SUPERVISION = "supervision", _("supervision by professionals")
        ASSESSMENT = "assessment", _("assessment")
        PUBLICITY = "publicity", _("publicity")
        VOLUNTEER = "volunteer", _("volunteer allowances and insurance")
        ADMIN = "admin", _("office costs")
        MGMT_FEE = "mgmt_fee", _("management fee")
        TAX = "tax", _("taxes")
        OTHER = "other", _("other use")

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
    disbursed_yuan = RunningTotalField(_("disbursed (yuan)"))
    history = History(excluded_fields=["disbursed_yuan", "reversed_yuan"])

    objects = AllocationQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            *Entry.Meta.constraints,
            within_amount("disbursed_yuan"),
            models.CheckConstraint(
                name="funding_allocation_category_known",
                condition=Q(
                    category__in=[
                        "labour",
                        "venue",
                        "equipment",
                        "service",
                        "training",
                        "exam_training",
                        "supervision",
                        "assessment",
                        "publicity",
                        "volunteer",
                        "admin",
                        "mgmt_fee",
                        "tax",
                        "other",
                    ]
                ),
                violation_error_message=_("This kind of use is not known."),
            ),
        ]

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
        if self.station_id and not self.region.covers(self.station.township):
            errors["station"] = _("Choose a station in the receiving region.")
        return errors
