"""Services that a department buys from an agency."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import Series, give_code
from core.constraints import known
from core.days import MONTHS_A_YEAR, day_after_months
from core.history import History
from core.scope import ScopedQuerySet
from funding.models.allocation import Allocation
from funding.models.amounts import RunningTotalField, sums, valid_code, whole_cents
from funding.models.as_of import PaidAsOfMixin
from regions.models import Region
from stations.models import Agency, Station

USUAL_YEARS, LONGEST_YEARS = 1, 3


def years_later(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the day after."""
    return day_after_months(day, years * MONTHS_A_YEAR)


class Buyer(models.TextChoices):
    """Departments that buy services."""

    CIVIL_AFFAIRS = "civil_affairs", _("civil affairs")
    HEALTH = "health", _("health")
    EDUCATION = "education", _("education")
    JUSTICE = "justice", _("justice")
    WOMEN = "women", _("women's federation")
    DISABLED = "disabled", _("disabled persons' federation")
    YOUTH_LEAGUE = "youth_league", _("youth league")
    TRADE_UNION = "trade_union", _("trade union")
    VETERANS = "veterans", _("veterans' affairs")
    POLITICAL_LEGAL = "political_legal", _("political and legal affairs")
    TOWNSHIP = "township", _("township government")
    OTHER = "other", _("another department")


class Mode(models.TextChoices):
    """How the contractor was found."""

    OPEN_TENDER = "open_tender", _("open tender")
    NEGOTIATION = "negotiation", _("competitive negotiation")
    SINGLE_SOURCE = "single_source", _("single source")
    INQUIRY = "inquiry", _("price inquiry")
    FRAMEWORK = "framework", _("framework agreement")
    DIRECTED = "directed", _("directed commission")


class Status(models.TextChoices):
    """Where a contract stands."""

    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", pgettext_lazy("contract", "in force")
    COMPLETED = "completed", _("completed")
    TERMINATED = "terminated", _("terminated")


class ContractQuerySet(PaidAsOfMixin, ScopedQuerySet["Contract"]):
    """Contracts, by the region whose department buys."""

    paid_by_lookup = "stage__contract"

    def in_force(self) -> Self:
        """Contracts that are being carried out."""
        return self.filter(status=Status.IN_FORCE)

    def signed_by(self, on: date) -> Self:
        """Contracts signed on or before the day ``on``."""
        return self.filter(signed_on__lte=on)

    def totals(self) -> dict[str, Decimal]:
        """Sums of the rows in yuan: ``amount``, ``used`` (paid) and ``remaining``; one query."""
        return sums(self, amount="amount_yuan", used="paid_yuan")

    def search(self, text: str) -> Self:
        """Contracts with ``text`` in their code, name or agency."""
        return self.filter(
            Q(code__icontains=text) | Q(name__icontains=text) | Q(agency__name__icontains=text)
        )

    def for_listing(self) -> Self:
        return self.select_related("region", "agency")


class Contract(models.Model):
    """A contract (购买服务合同) by which a department buys services of an agency for stations.

    Its payment stages add up to its amount; once they do it is in force and what it says is fixed.
    ``staged_yuan``, ``staged_percent`` and ``paid_yuan`` are kept by the database.
    """

    Buyer = Buyer
    Mode = Mode
    Status = Status

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        blank=True,
        validators=[valid_code],
        help_text=_("Left empty, the next number of the year is taken."),
    )
    name = models.CharField(_("name"), max_length=120)
    region = models.ForeignKey(
        Region, verbose_name=_("buyer's region"), on_delete=models.PROTECT, related_name="contracts"
    )
    buyer = models.CharField(_("buyer"), max_length=20, choices=Buyer)
    mode = models.CharField(_("mode of procurement"), max_length=20, choices=Mode)
    agency = models.ForeignKey(
        Agency, verbose_name=_("contractor"), on_delete=models.PROTECT, related_name="contracts"
    )
    stations = models.ManyToManyField(
        Station, verbose_name=_("stations"), related_name="contracts", blank=True
    )
    allocations = models.ManyToManyField(
        Allocation, verbose_name=_("paid from"), related_name="contracts", blank=True
    )
    amount_yuan = models.DecimalField(_("contract amount (yuan)"), max_digits=14, decimal_places=2)
    signed_on = models.DateField(_("signed on"))
    starts_on = models.DateField(_("term begins on"))
    ends_on = models.DateField(_("term ends on"))
    term_grounds = models.CharField(
        _("grounds of a longer term"),
        max_length=200,
        blank=True,
        help_text=_("A term is at most one year; up to three with the grounds stated here."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    end_reason = models.CharField(_("reason of the end"), max_length=200, blank=True, editable=False)
    staged_yuan = RunningTotalField(_("amount of the stages (yuan)"))
    staged_percent = RunningTotalField(_("shares of the stages (%)"), max_digits=5)
    paid_yuan = RunningTotalField(_("paid (yuan)"))
    history = History(excluded_fields=["staged_yuan", "staged_percent", "paid_yuan"])

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ["-signed_on", "-code"]
        constraints = [
            known("buyer", Buyer, _("This department is not known.")),
            known("mode", Mode, _("This mode of procurement is not known.")),
            known("status", Status, _("This status is not known.")),
            models.CheckConstraint(
                name="funding_contract_positive",
                condition=Q(amount_yuan__gt=0),
                violation_error_message=_("Enter an amount above zero."),
            ),
            whole_cents(),
            models.CheckConstraint(
                name="funding_contract_days_in_order",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message=_("The term ends after it begins."),
            ),
            models.CheckConstraint(
                name="funding_contract_within",
                condition=Q(
                    staged_yuan__gte=0,
                    staged_yuan__lte=F("amount_yuan"),
                    staged_percent__lte=100,
                    paid_yuan__gte=0,
                    paid_yuan__lte=F("staged_yuan"),
                ),
                violation_error_message=_("No more is staged or paid than the contract's amount."),
            ),
            models.CheckConstraint(
                name="funding_contract_staged_whole",
                condition=Q(status="draft") | Q(staged_yuan=F("amount_yuan"), staged_percent=100),
                violation_error_message=_(
                    "The stages of a contract in force add up to 100 %% and to its amount."
                ),
            ),
            models.CheckConstraint(
                name="funding_contract_end_stated",
                condition=Q(status__in=["draft", "in_force"], ended_on__isnull=True, end_reason="")
                | Q(status="completed", ended_on__isnull=False)
                | Q(status="terminated", ended_on__isnull=False) & ~Q(end_reason=""),
                violation_error_message=_("A contract that ended has its day, one broken off its reason."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def get_absolute_url(self):
        return reverse("funding:contract-detail", args=[self.code])

    @property
    def remaining_yuan(self):
        """What is still to be paid."""
        return self.amount_yuan - self.paid_yuan

    @property
    def is_in_force(self) -> bool:
        """Whether it is being carried out."""
        return self.status == Status.IN_FORCE

    def on(self, day: date):
        """Itself with the end it had by the day: none, where it ended later; to be shown, not saved."""
        if self.ended_on and self.ended_on > day:
            self.status, self.ended_on, self.end_reason = Status.IN_FORCE, None, ""
        return self

    @property
    def series(self) -> Series:
        """Codes of the contracts signed in its year: HT-2022-0001."""
        return Series(f"HT-{self.signed_on.year}-", digits=4)

    def clean(self):
        """Refuse a term that is too long, a day to come, and a contract of a region elsewhere."""
        errors = {}
        if isinstance(self.signed_on, date) and self.signed_on > timezone.localdate():
            errors["signed_on"] = _("This day has not come yet.")
        if isinstance(self.starts_on, date) and isinstance(self.ends_on, date):
            errors |= self._errors_of_term()
        if errors:
            raise ValidationError(errors)
        if isinstance(self.signed_on, date):
            give_code(self)

    def _errors_of_term(self) -> dict:
        if self.ends_on >= years_later(self.starts_on, LONGEST_YEARS):
            return {"ends_on": _("A term is at most three years; enter an earlier day.")}
        if self.ends_on >= years_later(self.starts_on, USUAL_YEARS) and not self.term_grounds.strip():
            return {"term_grounds": _("A term of more than one year needs its grounds; state them.")}
        return {}

    def warnings_of_day(self, on) -> list:
        """What speaks against spending under the contract on the day."""
        if self.starts_on <= on <= self.ends_on:
            return []
        return [
            _("The day lies outside the term of contract %(code)s (%(starts)s to %(ends)s).")
            % {"code": self.code, "starts": self.starts_on, "ends": self.ends_on}
        ]
