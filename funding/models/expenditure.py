"""Money spent."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.history import History
from funding.models.disbursement import Disbursement
from funding.models.entry import Entry, EntryQuerySet, kinds, within_amount
from funding.models.spending_rule import refusal_of_rules
from funding.rules import chain


class ExpenditureQuerySet(EntryQuerySet["Expenditure"]):
    """Expenditures, by the region that received the allocation."""

    region_path = "disbursement__allocation__region__path"
    budget_lookup = "disbursement__allocation__budget"
    search_fields = ("code", "voucher_number", "payee", "purpose", "disbursement__code")

    def outside_term(self, on: date) -> Self:
        """What was spent by the day under a contract before it began or after it ended."""
        contract = "disbursement__stage__contract"
        late = Q(posted_on__gt=F(f"{contract}__ends_on")) | Q(posted_on__lt=F(f"{contract}__starts_on"))
        return self.standing().posted_by(on).filter(late)

    def for_listing(self) -> Self:
        return self.select_related(
            "disbursement__allocation__budget",
            "disbursement__allocation__region",
            "disbursement__allocation__station",
        )


class Expenditure(Entry):
    """Disbursed money that was spent (支出), by a voucher: the end of the chain."""

    link = chain.EXPENDITURE

    disbursement = models.ForeignKey(
        Disbursement, verbose_name=_("disbursement"), on_delete=models.PROTECT, related_name="expenditures"
    )
    voucher_number = models.CharField(_("voucher number"), max_length=60)
    payer = models.CharField(
        _("payer"),
        max_length=120,
        editable=False,
        help_text=_("Who was paid the disbursement and spends it; its voucher numbers are unique."),
    )
    payee = models.CharField(_("payee"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=200)
    history = History(excluded_fields=["reversed_yuan", "adjusted_yuan"])

    objects = ExpenditureQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("expenditure")
        verbose_name_plural = _("expenditures")
        constraints = [
            *Entry.Meta.constraints,
            kinds("posting", "reversal", "refund"),
            models.CheckConstraint(
                name="funding_expenditure_voucher_named",
                condition=~Q(voucher_number=""),
                violation_error_message=_("An expenditure names its voucher."),
            ),
            models.CheckConstraint(
                name="funding_expenditure_payer_named",
                condition=~Q(payer=""),
                violation_error_message=_("An expenditure names its payer."),
            ),
            models.UniqueConstraint(
                name="funding_expenditure_voucher_once",
                fields=["payer", "voucher_number"],
                condition=Q(kind="posting", reversed_yuan=0),
                violation_error_message=_(
                    "This payer has an expenditure with this voucher number already. "
                    "Check the number, or first reverse the other one."
                ),
            ),
            within_amount(),
        ]

    @property
    def place(self):
        return self.disbursement.allocation.region

    def clean(self):
        if self._state.adding and self.disbursement_id:
            self.payer = self.disbursement.payee
        super().clean()

    def errors_of_posting(self, parent) -> dict:
        """Besides the amount: no rule in force forbids it, and the voucher is a new one."""
        errors = super().errors_of_posting(parent)
        allocation = parent.allocation
        if isinstance(self.posted_on, date):
            refusal = refusal_of_rules(allocation.budget.source, allocation.category, self.posted_on)
            errors |= {"disbursement": refusal} if refusal else {}
        same = Expenditure.objects.standing().filter(payer=self.payer, voucher_number=self.voucher_number)
        if other := same.first():
            errors["voucher_number"] = _(
                "%(payer)s has entered voucher %(number)s with %(code)s already. "
                "Check the number, or first reverse that entry."
            ) % {"payer": self.payer, "number": self.voucher_number, "code": other.code}
        return errors

    def warnings_of_posting(self):
        stage = self.disbursement.stage
        return stage.contract.warnings_of_day(self.posted_on) if stage else []

    def get_absolute_url(self):
        return reverse("funding:expenditure-detail", args=[self.code])
