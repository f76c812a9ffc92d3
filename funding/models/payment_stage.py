"""The instalments of a contract."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.constraints import known, together
from core.figures import grouped
from core.history import History
from core.scope import ScopedQuerySet
from funding.models.amounts import RunningTotalField, locked, overdrawn, whole_cents
from funding.models.as_of import PaidAsOfMixin
from funding.models.contract import Contract


class Condition(models.TextChoices):
    """What must have happened before a stage is paid."""

    SIGNED = "signed", _("contract signed")
    MID_PASSED = "mid_passed", _("mid-term assessment passed")
    FINAL_PASSED = "final_passed", _("final assessment passed")


class PaymentStageQuerySet(PaidAsOfMixin, ScopedQuerySet["PaymentStage"]):
    """Payment stages, by the region of their contract."""

    region_path = "contract__region__path"
    paid_by_lookup = "stage"

    def due(self) -> Self:
        """Stages of contracts in force that are released and not yet paid in full."""
        return self.filter(
            contract__status="in_force", released_on__isnull=False, paid_yuan__lt=F("amount_yuan")
        )

    def without_request(self) -> Self:
        """Stages for which no request waits to be approved or paid."""
        return self.exclude(requests__status__in=["requested", "approved"])

    def for_listing(self) -> Self:
        return self.select_related("contract__region", "contract__agency", "released_by")


class PaymentStage(models.Model):
    """One instalment of a contract, paid once its condition is met and somebody has said so (支付节点).

    ``paid_yuan`` is the sum of the disbursements for it; the database keeps it.
    """

    Condition = Condition

    contract = models.ForeignKey(
        Contract, verbose_name=_("contract"), on_delete=models.PROTECT, related_name="stages"
    )
    order = models.PositiveSmallIntegerField(_("order"))
    share_percent = models.DecimalField(_("share (%)"), max_digits=5, decimal_places=2)
    amount_yuan = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2)
    condition = models.CharField(_("condition"), max_length=12, choices=Condition)
    released_on = models.DateField(_("released on"), null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        User,
        verbose_name=_("released by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="stages_released",
    )
    evidence = models.CharField(_("what shows it"), max_length=200, blank=True, editable=False)
    paid_yuan = RunningTotalField(_("paid (yuan)"))
    history = History(excluded_fields=["paid_yuan"])

    objects = PaymentStageQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment stage")
        verbose_name_plural = _("payment stages")
        ordering = ["contract", "order"]
        constraints = [
            models.UniqueConstraint(
                name="funding_paymentstage_order_once",
                fields=["contract", "order"],
                violation_error_message=_("The contract has a stage with this number."),
            ),
            known("condition", Condition, _("This condition is not known.")),
            models.CheckConstraint(
                name="funding_paymentstage_positive",
                condition=Q(share_percent__gt=0, amount_yuan__gte=0),
                violation_error_message=_("Enter a share above zero."),
            ),
            whole_cents(),
            models.CheckConstraint(
                name="funding_paymentstage_within",
                condition=Q(paid_yuan=0)
                | Q(released_on__isnull=False, paid_yuan__gt=0, paid_yuan__lte=F("amount_yuan")),
                violation_error_message=_("No more is paid than the amount of a released stage."),
            ),
            together(
                "release_shown",
                _("A release says what shows that the condition is met."),
                released_on=None,
                evidence="",
            ),
        ]

    def __str__(self):
        return f"{self.contract.code} · {self.order}"

    def get_absolute_url(self):
        return self.contract.get_absolute_url()

    @property
    def code(self) -> str:
        """How the stage is called in sentences."""
        return f"{self.contract.code}/{self.order}"

    @property
    def is_released(self) -> bool:
        """Whether its condition is confirmed."""
        return self.released_on is not None

    @property
    def remaining_yuan(self) -> Decimal:
        """What is still to be paid for it."""
        return self.amount_yuan - self.paid_yuan

    def on(self, day: date):
        """Itself with its release by the day: none, where it came later; to be shown, not saved."""
        if self.released_on and self.released_on > day:
            self.released_on, self.released_by, self.evidence = None, None, ""
        return self

    def errors_of_drawing(self, amount_yuan: Decimal, allocation) -> dict:
        """What speaks against paying so much for it out of the allocation, as the stage is now."""
        stage = locked(PaymentStage.objects.filter(pk=self.pk)).get()
        stage.contract = locked(Contract.objects.filter(pk=stage.contract_id)).get()
        if not stage.is_released:
            return {
                "stage": _(
                    "Stage %(code)s is not released: %(condition)s. First confirm it with what shows it."
                )
                % {"code": stage.code, "condition": stage.get_condition_display()}
            }
        if not stage.contract.is_in_force:
            return {"stage": _("Contract %(code)s is not in force.") % {"code": stage.contract.code}}
        if not stage.contract.allocations.filter(pk=allocation.pk).exists():
            return {
                "stage": _("Contract %(contract)s is not paid from %(code)s.")
                % {"contract": stage.contract.code, "code": allocation.code}
            }
        if amount_yuan > stage.remaining_yuan:
            return {"amount_yuan": overdrawn(stage, amount_yuan)}
        return {}

    @property
    def summary(self) -> str:
        """Number, condition and what remains, for a choice list."""
        return f"{self.code} {self.get_condition_display()} ({grouped(self.remaining_yuan)})"
