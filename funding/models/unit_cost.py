"""What one unit of a component of a service model costs."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import Series, give_code
from core.constraints import constrained, known, not_before
from core.figures import CENT
from core.history import History
from core.periods import PeriodQuerySet
from funding.models.amounts import valid_code, whole_cents
from funding.models.choices import Category
from regions.kept_by_city import KeptByTheCityQuerySet
from stations.models import Component


# The checker makes a manager of each base, and takes them for two.
class UnitCostQuerySet(PeriodQuerySet["UnitCost"], KeptByTheCityQuerySet["UnitCost"]):  # type: ignore[override]
    """Unit costs."""

    first_day, last_day = "valid_from", "valid_to"

    def once(self) -> Self:
        """What is paid once, to build a unit."""
        return self.filter(per=UnitCost.Per.ONCE)

    def for_listing(self) -> Self:
        return self.select_related("component__service_model")


class UnitCost(models.Model):
    """What one unit of a component costs for one kind of use, once or every year, by a document.

    Together they say what a complete station would cost: what is missing × what it costs once, and
    what is required × what it costs each year. Only components with a number have a cost.
    """

    Category = Category

    class Per(models.TextChoices):
        """How often it is paid."""

        ONCE = "once", _("once, to build it")
        YEAR = "year", _("each year, to run it")

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        blank=True,
        validators=[valid_code],
        help_text=_("Left empty, the next number is taken."),
    )
    component = models.ForeignKey(
        Component, verbose_name=_("component"), on_delete=models.PROTECT, related_name="unit_costs"
    )
    category = models.CharField(_("kind of use"), max_length=20, choices=Category)
    per = models.CharField(pgettext_lazy("how often", "paid"), max_length=5, choices=Per)
    amount_yuan = models.DecimalField(
        _("amount of one unit (yuan)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(CENT)]
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    document = models.CharField(
        _("document"), max_length=200, help_text=_("Where the amount is from: a document or an estimate.")
    )
    series = Series("UC-", digits=4)
    history = History()

    objects = UnitCostQuerySet.as_manager()

    @constrained(known("per", Per, _("A cost is paid once or each year.")))
    class Meta:
        verbose_name = _("unit cost")
        verbose_name_plural = _("unit costs")
        ordering = ["component__service_model", "component__order", "per", "category", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                name="funding_unitcost_one_a_day",
                fields=["component", "category", "per", "valid_from"],
                violation_error_message=_(
                    "A cost of this component for this use begins on that day already; change that one."
                ),
            ),
            models.CheckConstraint(
                name="funding_unitcost_positive",
                condition=Q(amount_yuan__gt=0),
                violation_error_message=_("Enter an amount above zero."),
            ),
            whole_cents(),
            known("category", Category, _("This kind of use is not known.")),
            not_before(
                "valid_to",
                "valid_from",
                _("A cost does not end before it begins."),
                rule="days_in_order",
                optional=("valid_to",),
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("funding:unitcost-list")

    def clean(self, *, beside: Iterable["UnitCost"] | None = None):
        """A unit is one of a number, and on a day it has one cost for a use.

        ``beside`` are the costs of the component, where they are read already.
        """
        super().clean()
        if self.component_id is None:
            return
        if self.component.required is None:
            raise ValidationError(
                {"component": _("Of this component a station has as many as it chooses; nothing is missing.")}
            )
        if isinstance(self.valid_from, date) and (other := self._overlapping(beside)):
            raise ValidationError(
                {
                    "valid_from": _(
                        "%(code)s holds for the same component and use from %(day)s; end it first."
                    )
                    % {"code": other.code, "day": other.valid_from}
                }
            )
        give_code(self)

    def _overlapping(self, beside):
        beside = UnitCost.objects.filter(component=self.component) if beside is None else beside
        return next((other for other in beside if self._is_met_by(other)), None)

    def _is_met_by(self, other) -> bool:
        """Whether the other one speaks of the same and holds on one of the days, but begins on another."""
        is_same = [self.component_id, self.category, self.per] == [
            other.component_id,
            other.category,
            other.per,
        ]
        is_self = other is self or (self.pk is not None and other.pk == self.pk)
        if is_self or not is_same or other.valid_from == self.valid_from:
            return False
        begins_later = isinstance(self.valid_to, date) and other.valid_from > self.valid_to
        return not begins_later and (other.valid_to is None or other.valid_to >= self.valid_from)
