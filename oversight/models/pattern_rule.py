"""From what on a pattern of spending is unusual."""

from decimal import Decimal, InvalidOperation
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.history import History
from oversight.patterns import PATTERNS
from regions.kept_by_city import KeptByTheCityQuerySet

THRESHOLD_DIGITS, THRESHOLD_PLACES = 14, 2
fits = DecimalValidator(THRESHOLD_DIGITS, THRESHOLD_PLACES)


class PatternRuleQuerySet(KeptByTheCityQuerySet["PatternRule"]):
    """Rules of unusual patterns."""

    def active(self) -> Self:
        """Rules whose pattern is looked for."""
        return self.filter(is_active=True)


class PatternRule(models.Model):
    """One pattern that is looked for in the books, with its thresholds and where they are from.

    The pattern itself is a function of ``oversight.patterns``; ``code`` names it.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    thresholds = models.JSONField(_("thresholds"), default=dict)
    explanation = models.CharField(
        _("why it is looked at"), max_length=300, help_text=_("For those who judge what is listed.")
    )
    source = models.CharField(
        _("source of the thresholds"), max_length=200, help_text=_("The document, or who decided them.")
    )
    is_active = models.BooleanField(_("looked for"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    history = History()

    objects = PatternRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of unusual patterns")
        verbose_name_plural = _("rules of unusual patterns")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                name="oversight_patternrule_source_named",
                condition=~models.Q(source=""),
                violation_error_message=_("Name the source of the thresholds."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("oversight:rule-list")

    def clean(self):
        if not isinstance(self.thresholds, dict) or not self.thresholds:
            raise ValidationError({"thresholds": _("Thresholds are numbers by name.")})
        try:
            numbers = {name: Decimal(str(value)) for name, value in self.thresholds.items()}
        except InvalidOperation as error:
            raise ValidationError({"thresholds": _("Thresholds are numbers by name.")}) from error
        if any(not number.is_finite() or number <= 0 for number in numbers.values()):
            raise ValidationError({"thresholds": _("A threshold is a number above zero.")})
        self._expect_own(numbers)
        self.thresholds = {name: written(number) for name, number in numbers.items()}

    def _expect_own(self, numbers: dict[str, Decimal]) -> None:
        """The thresholds are those of the pattern, all of them, with two decimal places at most."""
        names = {one.name for one in PATTERNS[self.code].thresholds}
        if set(numbers) != names:
            sentence = _("The thresholds of this pattern are: %(names)s.")
            raise ValidationError({"thresholds": sentence % {"names": ", ".join(sorted(names))}})
        try:
            for number in numbers.values():
                fits(number)
        except ValidationError as error:
            raise ValidationError({"thresholds": error}) from error

    def threshold(self, name: str) -> Decimal:
        """One of the thresholds."""
        return Decimal(self.thresholds[name])


def written(number: Decimal) -> str:
    """A threshold in the one way of writing it: digits, without zeros behind the point."""
    return f"{number.normalize():f}"
