"""Where the money comes from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Min, Q, QuerySet, Sum
from django.db.models.functions import Round
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import known
from core.fields import field_of
from core.figures import grouped
from core.history import History
from core.judge import Lockable
from core.scope import ScopedQuerySet
from core.texts import Text
from funding.models.amounts import (
    RunningTotalField,
    locked,
    share_field,
    split,
    sums,
    to_the_cent,
    valid_code,
    whole_cents,
)
from funding.models.as_of import BudgetAsOfMixin
from funding.models.choices import Source
from funding.models.year_close import FiscalYearClose, closed_sentence
from regions.models import Region

SHARES = ("province_percent", "city_percent", "county_percent", "township_percent")
HUNDRED = Decimal(100)


class BudgetQuerySet(BudgetAsOfMixin, ScopedQuerySet["Budget"]):
    """Budgets, by the region that holds them."""

    def in_year(self, year: int) -> Self:
        """Budgets of one budget year."""
        return self.filter(year=year)

    def from_source(self, source: str) -> Self:
        """Budgets whose money comes from ``source``."""
        return self.filter(source=source)

    def posted_by(self, on: date) -> Self:
        """Budgets approved on or before the day ``on``."""
        return self.filter(approved_on__lte=on)

    def search(self, text: str) -> Self:
        """Budgets with ``text`` in their code, name or document number."""
        return self.filter(
            Q(code__icontains=text) | Q(name__icontains=text) | Q(document_number__icontains=text)
        )

    def totals(self) -> dict[str, Decimal]:
        """Sums of the rows in yuan: ``amount``, ``used`` and ``remaining``; one query.

        ``remaining`` counts what was carried over too.
        """
        rows = sums(
            self,
            amount="amount_yuan",
            used="allocated_yuan",
            carried_in="carried_in_yuan",
            carried_out="carried_out_yuan",
        )
        return rows | {"remaining": rows["remaining"] + rows["carried_in"] - rows["carried_out"]}

    def yearly(self) -> QuerySet["Budget", Any]:
        """Region, source and year with ``granted_yuan``, the sum of their budgets."""
        groups = self.order_by("region__path", "source", "year")
        return groups.values("region__code", "region__name", "source", "year").annotate(
            granted_yuan=Round(Sum("amount_yuan"), 2)
        )

    def for_listing(self) -> Self:
        return self.select_related("region")


@dataclass(frozen=True)
class Beside:
    """What a budget's rules ask the database: the row as it is stored, its first allocation, closed years."""

    stored: "Budget | None"
    first: date | None
    closings: list[FiscalYearClose]

    @classmethod
    def of(cls, budgets: list["Budget"]) -> dict[int | None, "Beside"]:
        """By key, that of new budgets being None; the rows are locked. Three queries, however many."""
        keys = sorted(budget.pk for budget in budgets if budget.pk)
        stored = {one.pk: one for one in locked(Budget.objects.filter(pk__in=keys).order_by("pk"))}
        days = Budget.objects.filter(pk__in=keys).values_list("pk").annotate(Min("allocations__posted_on"))
        first = dict(days.order_by())
        years = {budget.year for budget in budgets if budget.year}
        closings = list(FiscalYearClose.objects.standing().filter(year__in=years).select_related("region"))
        return {key: cls(stored.get(key), first.get(key), closings) for key in [None, *keys]}


class Budget(Lockable):
    """Money that one source grants a region for a year, by a document: the head of the chain.

    ``allocated_yuan`` is the sum of its allocations; the database keeps it.
    """

    Source = Source

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
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    province_percent = share_field(_("share of the province (%)"))
    city_percent = share_field(_("share of the city (%)"))
    county_percent = share_field(_("share of the county (%)"))
    township_percent = share_field(_("share of the township (%)"))
    amount_yuan = models.DecimalField(_("budget amount (yuan)"), max_digits=14, decimal_places=2)
    approved_on = models.DateField(_("approved on"))
    allocated_yuan = RunningTotalField(_("allocated (yuan)"))
    carried_in_yuan = RunningTotalField(_("carried in from the year before (yuan)"))
    carried_out_yuan = RunningTotalField(_("carried over into the next year (yuan)"))
    history = History(excluded_fields=["allocated_yuan", "carried_in_yuan", "carried_out_yuan"])
    # The closings among which those of its year are, where they were read for many budgets.
    _closings: list[FiscalYearClose] | None = None
    trigger_sentences = {
        "the year is closed": _(
            "The year of this budget is closed: it stays as it is. The municipal administrator can reopen it."
        )
    }

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["-year", "code"]
        indexes = [models.Index(fields=["year", "source"], name="funding_budget_year_source")]
        constraints = [
            known("source", Source, _("This source of money is not known.")),
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
                condition=Q(
                    allocated_yuan__gte=0,
                    allocated_yuan__lte=to_the_cent(
                        F("amount_yuan") + F("carried_in_yuan") - F("carried_out_yuan")
                    ),
                    carried_in_yuan__gte=0,
                    carried_out_yuan__gte=0,
                ),
                violation_error_message=_("A budget cannot be smaller than what is allocated from it."),
            ),
            models.CheckConstraint(
                name="funding_budget_shares_whole",
                condition=Q(**{f"{share}__isnull": True for share in SHARES})
                | Q(
                    **{f"{share}__isnull": False for share in SHARES},
                    **{f"{share}__gte": 0 for share in SHARES},
                )
                & Q(
                    township_percent=to_the_cent(
                        HUNDRED - F("province_percent") - F("city_percent") - F("county_percent")
                    )
                ),
                violation_error_message=_(
                    "The shares of the levels add up to 100 %%; enter all four (0 where a level gives "
                    "nothing) or none."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def why_locked(self, changed=None):
        if self.region_id is None:
            return ""
        return closed_sentence(self.region.path, self.year, among=self._closings)

    @classmethod
    def read_locks(cls, records):
        closings = FiscalYearClose.objects.standing().filter(year__in={record.year for record in records})
        found = list(closings.select_related("region"))
        for record in records:
            record._closings = found

    def get_absolute_url(self):
        return reverse("funding:budget-detail", args=[self.code])

    @property
    def available_yuan(self) -> Decimal:
        """The amount with what was carried in and without what was carried over."""
        return self.amount_yuan + self.carried_in_yuan - self.carried_out_yuan

    @property
    def remaining_yuan(self) -> Decimal:
        """What can still be allocated."""
        return self.available_yuan - self.allocated_yuan

    @property
    def shares(self) -> list[tuple[str, Decimal, Decimal]]:
        """Level, share in per cent, and its part of the amount; the parts add up to the amount."""
        percents = [getattr(self, share) for share in SHARES]
        if None in percents:
            return []
        labels = [str(field_of(Budget, share).verbose_name) for share in SHARES]
        return list(zip(labels, percents, split(self.amount_yuan, percents), strict=True))

    @property
    def in_force_on(self) -> date:
        """The first day on which money can be drawn on it."""
        return self.approved_on

    @property
    def series(self) -> Series:
        """Codes of its year's budgets: B-2022-0001."""
        return Series(f"B-{self.year}-", digits=4)

    def clean(self, *, beside: Beside | None = None):
        """Refuse a day to come, and a change that its allocations would contradict.

        ``beside`` is what the rules ask, where it is read already.
        """
        errors = {}
        if isinstance(self.approved_on, date) and self.approved_on > timezone.localdate():
            errors["approved_on"] = _("This day has not come yet.")
        beside = beside or Beside.of([self])[self.pk]
        if not self._state.adding:
            errors |= self._errors_of_change(beside)
        errors |= self._errors_of_lock(beside)
        if errors:
            raise ValidationError(errors)
        if self.year:
            give_code(self)

    def _errors_of_lock(self, beside: Beside) -> dict:
        """A budget of a closed year is neither added nor changed in what it grants."""
        if self.region_id is None or not self.year:
            return {}
        stored = beside.stored
        if stored and all(
            getattr(stored, name) == getattr(self, name) for name in ("amount_yuan", "year", "region_id")
        ):
            return {}
        sentence = closed_sentence(self.region.path, self.year, among=beside.closings)
        return {"year": sentence} if sentence else {}

    def _errors_of_change(self, beside: Beside) -> dict:
        stored, first = cast("Budget", beside.stored), beside.first
        # The row is locked: what is allocated now stays so until this change is saved.
        for total in ("allocated_yuan", "carried_in_yuan", "carried_out_yuan"):
            setattr(self, total, getattr(stored, total))
        errors: dict[str, Text] = {}
        if isinstance(self.amount_yuan, Decimal) and self.remaining_yuan < 0:
            errors["amount_yuan"] = _(
                "%(allocated)s yuan of %(code)s is allocated; its amount cannot be lower. "
                "First reverse an allocation that is no longer needed."
            ) % {"code": stored.code, "allocated": grouped(self.amount_yuan - self.remaining_yuan)}
        if first and self.region_id != stored.region_id:
            errors["region"] = _("Money of this budget is allocated; it stays with its region.")
        if first and self.year != stored.year:
            errors["year"] = _("Money of this budget is allocated; it stays in its year.")
        if first and isinstance(self.approved_on, date) and self.approved_on > first:
            errors["approved_on"] = _("Money of this budget was allocated on %(day)s already.") % {
                "day": first
            }
        return errors
