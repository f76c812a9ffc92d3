"""What the province asks of an agency that takes on social-work services."""

from datetime import date
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import History
from regions.kept_by_city import KeptByTheCityQuerySet


class FitnessRuleQuerySet(KeptByTheCityQuerySet["FitnessRule"]):
    """Rules of fitness, each in force from its day until the next one is."""

    def in_force(self, on: date) -> Self:
        """The rules that had come into force by the day ``on``, the one that holds first."""
        return self.filter(valid_from__lte=on).order_by("-valid_from")


class FitnessRule(models.Model):
    """The thresholds of one provincial document, in force from a day on.

    Another document is another rule; the earlier one stays for the days before.
    """

    valid_from = models.DateField(_("valid from"), unique=True)
    document = models.CharField(
        _("document"), max_length=100, help_text=_("Number or title of the document.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    founders = models.PositiveSmallIntegerField(
        _("founders with the certificate of a social worker"), validators=[MinValueValidator(0)]
    )
    share_part = models.PositiveSmallIntegerField(
        _("qualified full-time staff: part"), help_text=_("1 of 3 means: at least one third.")
    )
    share_whole = models.PositiveSmallIntegerField(
        _("qualified full-time staff: of"), validators=[MinValueValidator(1)]
    )
    city_capital_yuan = models.DecimalField(
        _("registered capital, city (yuan)"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(0)],
    )
    county_capital_yuan = models.DecimalField(
        _("registered capital, county (yuan)"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(0)],
    )
    history = History()

    objects = FitnessRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("fitness rule")
        verbose_name_plural = _("fitness rules")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="stations_fitnessrule_share",
                condition=Q(share_whole__gte=1, share_part__lte=F("share_whole")),
                violation_error_message=_("A share is a part of a whole that is not smaller."),
            ),
            models.CheckConstraint(
                name="stations_fitnessrule_capital",
                condition=Q(city_capital_yuan__gte=0, county_capital_yuan__gte=0),
                violation_error_message=_("Capital cannot be negative."),
            ),
        ]

    def __str__(self):
        return f"{self.document} · {self.valid_from}"
