"""From what on a pattern of spending is unusual."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.history import History
from core.scope import ScopedQuerySet, paths_for
from stations.models.kept_by_city import city_paths


class PatternRuleQuerySet(ScopedQuerySet):
    """Rules that hold for all regions: read by everybody on this floor, kept by the city."""

    def in_paths(self, paths):
        return self.all() if paths else self.none()

    def permitted(self, user, action):
        permission = f"oversight.{action}_patternrule"
        return self.in_paths(
            paths_for(user, permission) if action == "view" else city_paths(user, permission)
        )

    def active(self):
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
        self.thresholds = {name: str(number) for name, number in numbers.items()}

    def threshold(self, name: str) -> Decimal:
        """One of the thresholds."""
        return Decimal(self.thresholds[name])
