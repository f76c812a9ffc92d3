"""Where the money comes from."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.figures import grouped
from core.history import History
from core.scope import ScopedQuerySet
from funding.models.amounts import RunningTotalField, free_code, locked, sums, valid_code, whole_cents
from regions.models import Region


class BudgetQuerySet(ScopedQuerySet):
    """Budgets, by the region that holds them."""

    def in_year(self, year):
        """Budgets of one budget year."""
        return self.filter(year=year)

    def from_source(self, source):
        """Budgets whose money comes from ``source``."""
        return self.filter(source=source)

    def posted_by(self, on):
        """Budgets approved on or before the day ``on``."""
        return self.filter(approved_on__lte=on)

    def search(self, text):
        """Budgets with ``text`` in their code, name or document number."""
        return self.filter(
            Q(code__icontains=text) | Q(name__icontains=text) | Q(document_number__icontains=text)
        )

    def totals(self):
        """Sums of the rows in yuan: ``amount``, ``used`` and ``remaining``; one query."""
        return sums(self, amount="amount_yuan", used="allocated_yuan")

    def for_listing(self):
        return self.select_related("region")


class Budget(models.Model):
    """Money that one source grants a region for a year, by a document: the head of the chain.

    ``allocated_yuan`` is the sum of its allocations; the database keeps it.
    """

    class Source(models.TextChoices):
        GENERAL_BUDGET = "general_budget", _("general public budget")
        SPECIAL_FUND = "special_fund", _("special fund")
        UPPER_GRANT = "upper_grant", _("grant from above")
        GOV_PURCHASE = "gov_purchase", _("government purchase of services")
        LOTTERY_FUND = "lottery_fund", _("welfare lottery fund")
        LOTTERY_MATCH = "lottery_match", _("lottery fund with public match")
        SOCIAL_FUNDS = "social_funds", _("money raised in society")
        FOUNDATION = "foundation", _("foundation")
        DONATION = "donation", _("charitable donation")
        OWN_FUNDS = "own_funds", _("own funds")

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        blank=True,
        validators=[valid_code],
        help_text=_("Left empty, the next number of the year is taken."),
    )
    year = models.PositiveSmallIntegerField(_("budget year"))
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="budgets"
    )
    source = models.CharField(_("source of money"), max_length=20, choices=Source)
    name = models.CharField(_("name"), max_length=120)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    amount_yuan = models.DecimalField(_("budget amount (yuan)"), max_digits=14, decimal_places=2)
    approved_on = models.DateField(_("approved on"))
    allocated_yuan = RunningTotalField(_("allocated (yuan)"))
    history = History(excluded_fields=["allocated_yuan"])

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["-year", "code"]
        indexes = [models.Index(fields=["year", "source"], name="funding_budget_year_source")]
        constraints = [
            models.CheckConstraint(
                name="funding_budget_source_known",
                condition=Q(
                    source__in=[
                        "general_budget",
                        "special_fund",
                        "upper_grant",
                        "gov_purchase",
                        "lottery_fund",
                        "lottery_match",
                        "social_funds",
                        "foundation",
                        "donation",
                        "own_funds",
                    ]
                ),
                violation_error_message=_("This source of money is not known."),
            ),
            models.CheckConstraint(
                name="funding_budget_year_plausible",
                condition=Q(year__gte=2000, year__lte=2100),
                violation_error_message=_("A budget year lies between 2000 and 2100."),
            ),
            models.CheckConstraint(
                name="funding_budget_positive",
                condition=Q(amount_yuan__gt=0),
                violation_error_message=_("Enter an amount above zero."),
            ),
            whole_cents(),
            models.CheckConstraint(
                name="funding_budget_within",
                condition=Q(allocated_yuan__gte=0, allocated_yuan__lte=F("amount_yuan")),
                violation_error_message=_("A budget cannot be smaller than what is allocated from it."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def get_absolute_url(self):
        return reverse("funding:budget-detail", args=[self.code])

    @property
    def remaining_yuan(self) -> Decimal:
        """What can still be allocated."""
        return self.amount_yuan - self.allocated_yuan

    @property
    def used_yuan(self) -> Decimal:
        """What is allocated."""
        return self.allocated_yuan

    @property
    def in_force_on(self) -> date:
        """The first day on which money can be drawn on it."""
        return self.approved_on

    def clean(self):
        """Refuse a day to come, and a change that its allocations would contradict."""
        errors = {}
        if isinstance(self.approved_on, date) and self.approved_on > timezone.localdate():
            errors["approved_on"] = _("This day has not come yet.")
        if not self._state.adding:
            errors |= self._errors_of_change()
        if errors:
            raise ValidationError(errors)
        if not self.code and self.year:
            number = Budget.objects.in_year(self.year).count() + 1
            self.code = free_code(Budget, f"B-{self.year}", number, width=4)

    def _errors_of_change(self) -> dict:
        stored = locked(Budget.objects.filter(pk=self.pk)).get()
        # The row is locked: what is allocated now stays so until this change is saved.
        self.allocated_yuan = stored.allocated_yuan
        first = self.allocations.aggregate(first=Min("posted_on"))["first"]
        errors = {}
        if isinstance(self.amount_yuan, Decimal) and self.amount_yuan < stored.allocated_yuan:
            errors["amount_yuan"] = _(
                "%(allocated)s yuan of %(code)s is allocated; its amount cannot be lower. "
                "First reverse an allocation that is no longer needed."
            ) % {"code": stored.code, "allocated": grouped(stored.allocated_yuan)}
        if first and self.region_id != stored.region_id:
            errors["region"] = _("Money of this budget is allocated; it stays with its region.")
        if first and isinstance(self.approved_on, date) and self.approved_on > first:
            errors["approved_on"] = _("Money of this budget was allocated on %(day)s already.") % {
                "day": first
            }
        return errors
