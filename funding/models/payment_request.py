"""Requests to be paid."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.codes import Series, give_code, without_letters
from core.constraints import known
from core.history import History
from core.scope import ScopedQuerySet
from core.texts import Text
from funding.models.allocation import Allocation
from funding.models.amounts import locked, overdrawn, sums, valid_code, whole_cents
from funding.models.payment_stage import PaymentStage
from funding.models.spending_rule import refusal_of_rules
from stations.models import Agency


class Status(models.TextChoices):
    """Whose turn it is."""

    REQUESTED = "requested", _("requested")
    APPROVED = "approved", _("approved, to be paid")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    PAID = "paid", _("paid")


class PaymentRequestQuerySet(ScopedQuerySet["PaymentRequest"]):
    """Payment requests, by the region that received the allocation."""

    region_path = "allocation__region__path"

    def awaiting_approval(self) -> Self:
        """Requests that nobody has decided."""
        return self.filter(status=Status.REQUESTED)

    def awaiting_payment(self) -> Self:
        """Requests that are approved and not paid: their amounts are reserved."""
        return self.filter(status=Status.APPROVED)

    def reserved_on(self, day: date) -> Self:
        """Requests whose amounts were reserved at the end of the day: approved and not yet paid.

        The approval of one that was refused or withdrawn after it stands in its history alone.
        """
        approved = self.model.history.filter(id=OuterRef("pk"), status=Status.APPROVED, decided_on__lte=day)
        taken_back = Q(status__in=[Status.REFUSED, Status.WITHDRAWN], decided_on__gt=day) & Exists(approved)
        kept = Q(status__in=[Status.APPROVED, Status.PAID], decided_on__lte=day)
        return self.filter(kept | taken_back).filter(Q(paid_on__isnull=True) | Q(paid_on__gt=day))

    def in_year(self, year: int) -> Self:
        """Requests on budgets of one budget year."""
        return self.filter(allocation__budget__year=year)

    def from_source(self, source: str) -> Self:
        """Requests on budgets whose money comes from ``source``."""
        return self.filter(allocation__budget__source=source)

    def posted_by(self, on: date) -> Self:
        """Requests made on or before the day ``on``."""
        return self.filter(requested_on__lte=on)

    def search(self, text: str) -> Self:
        """Requests with ``text`` in their code, payee or allocation."""
        return self.filter(
            Q(code__icontains=text) | Q(payee__icontains=text) | Q(allocation__code__icontains=text)
        )

    def totals(self) -> dict[str, Decimal]:
        """Sum of the rows in yuan as ``amount``."""
        return sums(self, amount="amount_yuan")

    def for_listing(self) -> Self:
        return self.select_related(
            "allocation__budget",
            "allocation__region",
            "allocation__station",
            "stage__contract",
            "requested_by",
            "decided_by",
            "paid_by",
        )


class PaymentRequest(models.Model):
    """Somebody asks that money of an allocation be paid out; another approves, a third one pays (用款申请).

    From its approval to its payment the database keeps its amount reserved on the allocation
    (``reserved_yuan``), so that nothing else can use it up.
    """

    Status = Status

    code = models.CharField(_("code"), max_length=40, unique=True, blank=True, validators=[valid_code])
    allocation = models.ForeignKey(
        Allocation, verbose_name=_("allocation"), on_delete=models.PROTECT, related_name="requests"
    )
    stage = models.ForeignKey(
        PaymentStage,
        verbose_name=_("payment stage"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    amount_yuan = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2)
    payee = models.CharField(
        _("payee"), max_length=120, blank=True, help_text=_("Left empty, the agency's name is taken.")
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency to be paid"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="payment_requests",
    )
    purpose = models.CharField(_("purpose"), max_length=200)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.REQUESTED, editable=False
    )
    requested_by = models.ForeignKey(
        User, verbose_name=_("requested by"), on_delete=models.PROTECT, related_name="payments_requested"
    )
    requested_on = models.DateField(_("requested on"))
    decided_by = models.ForeignKey(
        User,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="payments_decided",
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    decision_reason = models.CharField(
        _("reason of the decision"), max_length=200, blank=True, editable=False
    )
    paid_by = models.ForeignKey(
        User,
        verbose_name=_("paid by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="payments_made",
    )
    paid_on = models.DateField(_("paid on"), null=True, blank=True, editable=False)
    history = History()

    objects = PaymentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment request")
        verbose_name_plural = _("payment requests")
        ordering = ["-requested_on", "-code"]
        constraints = [
            known("status", Status, _("This status is not known.")),
            models.CheckConstraint(
                name="funding_paymentrequest_positive",
                condition=Q(amount_yuan__gt=0),
                violation_error_message=_("Enter an amount above zero."),
            ),
            whole_cents(),
            models.CheckConstraint(
                name="funding_paymentrequest_payee_named",
                condition=~Q(payee=""),
                violation_error_message=_("Name the payee or choose an agency."),
            ),
            models.CheckConstraint(
                name="funding_paymentrequest_three_people",
                condition=(
                    Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")) | Q(status="withdrawn")
                )
                & (Q(paid_by__isnull=True) | ~Q(paid_by=F("requested_by")) & ~Q(paid_by=F("decided_by"))),
                violation_error_message=_("Who requests, who approves and who pays are three people."),
            ),
            models.CheckConstraint(
                name="funding_paymentrequest_steps_named",
                condition=Q(status="requested", decided_by__isnull=True, paid_by__isnull=True)
                | Q(
                    status="approved",
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                    paid_by__isnull=True,
                )
                | Q(status__in=["refused", "withdrawn"], decided_on__isnull=False, paid_by__isnull=True)
                & ~Q(decision_reason="")
                | Q(
                    status="paid",
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                    paid_by__isnull=False,
                    paid_on__isnull=False,
                ),
                violation_error_message=_("Each step names who took it and when; a refusal also why."),
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("funding:paymentrequest-detail", args=[self.code])

    @property
    def is_reserved(self) -> bool:
        """Whether its amount is set aside: approved and not yet paid."""
        return self.status == Status.APPROVED

    @property
    def series(self) -> Series:
        """Codes of its allocation's requests: A-2022-0001-001 → Q-2022-0001-001-001."""
        return Series(f"Q-{without_letters(self.allocation.code)}-", digits=3)

    def clean(self):
        """Check a new request against the allocation, and give it payee and code."""
        super().clean()
        if not self._state.adding or self.allocation_id is None:
            return
        if not self.payee and self.agency:
            self.payee = self.agency.name
        allocation = locked(Allocation.objects.for_listing().filter(pk=self.allocation_id)).get()
        self.allocation = allocation
        errors = self.errors_of_drawing(allocation)
        if not self.payee:
            errors["payee"] = _("Name the payee or choose an agency.")
        if isinstance(self.requested_on, date) and self.requested_on > timezone.localdate():
            errors["requested_on"] = _("This day has not come yet.")
        if errors:
            raise ValidationError(errors)
        give_code(self)

    def errors_of_drawing(self, allocation) -> dict:
        """What speaks against paying the amount from the allocation as it stands now."""
        errors: dict[str, Text] = {}
        if not isinstance(self.amount_yuan, Decimal):
            return errors
        if self.amount_yuan <= 0:
            errors["amount_yuan"] = _("Enter an amount above zero.")
        elif self.amount_yuan > allocation.remaining_yuan:
            errors["amount_yuan"] = overdrawn(allocation, self.amount_yuan)
        if refusal := refusal_of_rules(allocation.budget.source, allocation.category, self.requested_on):
            errors["allocation"] = refusal
        if self.stage:
            errors |= self.stage.errors_of_drawing(self.amount_yuan, allocation)
        return errors
