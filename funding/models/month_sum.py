"""What the entries of a month sum up to: what a statement of any length adds up instead of its entries."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known
from core.scope import ScopedQuerySet
from funding.models.allocation import Allocation
from funding.models.amounts import RunningTotalField


class MonthSumQuerySet(ScopedQuerySet["MonthSum"]):
    """Sums of months, by the region that received the allocation."""

    region_path = "allocation__region__path"

    def for_listing(self) -> Self:
        return self.select_related("allocation")


class MonthSum(models.Model):
    """The disbursements, or the expenditures, of one allocation in one month: their sum and number.

    The database keeps it, like every running total (``funding/triggers/``); ``reconcile`` proves
    it. It is no record of its own: nobody writes it, and no page shows it.
    """

    class Entry(models.TextChoices):
        """Whose entries are summed up; allocations themselves are few."""

        DISBURSEMENT = "Disbursement", _("disbursement")
        EXPENDITURE = "Expenditure", _("expenditure")

    entry = models.CharField(_("kind of entry"), max_length=12, choices=Entry)
    month = models.DateField(_("first day of the month"))
    allocation = models.ForeignKey(
        Allocation, verbose_name=_("allocation"), on_delete=models.PROTECT, related_name="month_sums"
    )
    sum_yuan = RunningTotalField(_("sum (yuan)"))
    number = models.PositiveIntegerField(_("number of entries"), default=0)

    objects = MonthSumQuerySet.as_manager()

    @constrained(known("entry", Entry, _("Only disbursements and expenditures are summed up by months.")))
    class Meta:
        verbose_name = _("sum of a month")
        verbose_name_plural = _("sums of months")
        ordering = ["entry", "month", "allocation"]
        constraints = [
            models.UniqueConstraint(
                name="funding_monthsum_once",
                fields=["entry", "allocation", "month"],
                violation_error_message=_("An allocation has one sum of a month."),
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def code(self) -> str:
        """Allocation and month, for whoever proves the sums; reads the allocation."""
        return f"{self.allocation.code} {self.month:%Y-%m} {self.entry}"
