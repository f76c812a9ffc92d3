"""Money paid out."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.fields import related_model_of
from core.history import History
from core.scope import Anyone, rows_of
from funding.models.allocation import Allocation
from funding.models.amounts import RunningTotalField
from funding.models.entry import Entry, EntryQuerySet, kinds, within_amount
from funding.models.payment_request import PaymentRequest
from funding.models.payment_stage import PaymentStage
from funding.rules import chain
from stations.models import Agency


class DisbursementQuerySet(EntryQuerySet["Disbursement"]):
    """Disbursements, by the region that received the allocation."""

    region_path = "allocation__region__path"
    budget_lookup = "allocation__budget"
    search_fields = ("code", "payee", "allocation__code")

    def for_listing(self) -> Self:
        return self.select_related("allocation__budget", "allocation__region", "allocation__station")

    def with_agency_for(self, user: Anyone) -> Self:
        """The rows with their agencies, read once; an agency out of the user's scope is left out."""
        return self.prefetch_related(Prefetch("agency", queryset=Agency.objects.visible_to(user)))

    def with_expenditures(self, day: date | None = None) -> Self:
        """The rows with their expenditures, all or as of a day, in the order of the days; one query more."""
        expenditures: Any = rows_of(related_model_of(self.model, "expenditures")).order_by(
            "posted_on", "code"
        )
        expenditures = expenditures.as_of(day) if day else expenditures
        return self.prefetch_related(Prefetch("expenditures", queryset=expenditures))


class Disbursement(Entry):
    """Money of an allocation paid out (拨付) to whoever carries out the work, often an agency.

    It carries out a request that two other people made and approved; only rows older than the
    requests, and corrections, name none.
    ``spent_yuan`` is the sum of its expenditures; the database keeps it.
    """

    link = chain.DISBURSEMENT

    allocation = models.ForeignKey(
        Allocation, verbose_name=_("allocation"), on_delete=models.PROTECT, related_name="disbursements"
    )
    payee = models.CharField(
        _("payee"), max_length=120, blank=True, help_text=_("Left empty, the agency's name is taken.")
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency paid"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disbursements",
    )
    stage = models.ForeignKey(
        PaymentStage,
        verbose_name=_("payment stage"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disbursements",
    )
    request = models.OneToOneField(
        PaymentRequest,
        verbose_name=_("payment request"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="disbursement",
    )
    spent_yuan = RunningTotalField(_("spent (yuan)"))
    history = History(excluded_fields=["spent_yuan", "reversed_yuan", "adjusted_yuan"])
    own_fields = Entry.own_fields | {"request"}

    objects = DisbursementQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("disbursement")
        verbose_name_plural = _("disbursements")
        constraints = [
            *Entry.Meta.constraints,
            kinds("posting", "reversal", "refund"),
            within_amount("spent_yuan"),
            models.CheckConstraint(
                name="funding_disbursement_payee_named",
                condition=~Q(payee=""),
                violation_error_message=_("Name the payee or choose an agency."),
            ),
        ]

    @property
    def place(self):
        return self.allocation.region

    def get_absolute_url(self):
        return reverse("funding:disbursement-detail", args=[self.code])

    def clean(self):
        if not self.payee and self.agency:
            self.payee = self.agency.name
        super().clean()

    def errors_of_posting(self, parent) -> dict:
        """Besides the amount: somebody is paid, for a stage that is released and not beyond it."""
        errors = super().errors_of_posting(parent)
        if not self.payee:
            errors["payee"] = _("Name the payee or choose an agency.")
        if self.stage and isinstance(self.amount_yuan, Decimal):
            errors |= self.stage.errors_of_drawing(self.amount_yuan, parent)
        if not self._is_asked_for:
            errors["request"] = _(
                "Money is paid out by paying an approved request of the same amount from the same allocation."
            )
        return errors

    @property
    def _is_asked_for(self) -> bool:
        """Whether it carries out a request; the database asks the same of every new row."""
        asked = self.request
        if asked is None or asked.status != PaymentRequest.Status.PAID:
            return False
        same = ("allocation_id", "stage_id", "amount_yuan")
        return all(getattr(asked, name) == getattr(self, name) for name in same)

    def warnings_of_posting(self):
        return self.stage.contract.warnings_of_day(self.posted_on) if self.stage else []
