"""Money spent."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.history import History
from funding import chain
from funding.models.disbursement import Disbursement
from funding.models.entry import Entry, EntryQuerySet


class ExpenditureQuerySet(EntryQuerySet):
    """Expenditures, by the region that received the allocation."""

    region_path = "disbursement__allocation__region__path"
    budget_lookup = "disbursement__allocation__budget"
    search_fields = ("code", "voucher_number", "payee", "purpose", "disbursement__code")

    def for_listing(self):
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
    payee = models.CharField(_("payee"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=200)
    history = History(excluded_fields=["reversed_yuan"])

    objects = ExpenditureQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("expenditure")
        verbose_name_plural = _("expenditures")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="funding_expenditure_voucher_named",
                condition=~Q(voucher_number=""),
                violation_error_message=_("An expenditure names its voucher."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("funding:expenditure-detail", args=[self.code])
