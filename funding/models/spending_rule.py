"""What a source of money may pay for."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.codes import expect_addressable
from core.constraints import constrained, known, not_before
from core.history import History
from core.periods import PeriodQuerySet
from funding.models.choices import Category, Source
from regions.kept_by_city import KeptByTheCityQuerySet


# The checker makes a manager of each base, and takes them for two.
class SpendingRuleQuerySet(PeriodQuerySet["SpendingRule"], KeptByTheCityQuerySet["SpendingRule"]):  # type: ignore[override]
    """Rules that hold for all regions."""

    first_day, last_day = "valid_from", "valid_to"

    def about(self, source: str, category: str, on: date) -> Self:
        """Rules that speak of this source paying for this use on the day, the strictest first."""
        return self.on(on).filter(source=source, category=category).order_by("effect", "code")


class SpendingRule(models.Model):
    """A rule that one source of money may not pay for one kind of use, with the document it is from.

    Where it blocks, the entry is refused; where it warns, it needs a stated reason.
    """

    class Effect(models.TextChoices):
        BLOCK = "block", _("refuse")
        WARN = "warn", _("warn")

    code = models.CharField(_("code"), max_length=40, unique=True)
    source = models.CharField(_("source of money"), max_length=20, choices=Source)
    category = models.CharField(_("kind of use"), max_length=20, choices=Category)
    effect = models.CharField(_("effect"), max_length=5, choices=Effect)
    text = models.CharField(_("text of the rule"), max_length=200)
    document = models.CharField(_("document"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    history = History()

    objects = SpendingRuleQuerySet.as_manager()

    @constrained(known("effect", Effect, _("A rule refuses or warns.")))
    class Meta:
        verbose_name = _("spending rule")
        verbose_name_plural = _("spending rules")
        ordering = ["source", "category", "valid_from", "code"]
        constraints = [
            models.UniqueConstraint(
                name="funding_spendingrule_one_a_day",
                fields=["source", "category", "valid_from"],
                violation_error_message=_(
                    "A rule for this source and use begins on that day already; change that one."
                ),
            ),
            known("source", Source, _("This source of money is not known.")),
            known("category", Category, _("This kind of use is not known.")),
            not_before(
                "valid_to",
                "valid_from",
                _("A rule does not end before it begins."),
                rule="days_in_order",
                optional=("valid_to",),
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("funding:rule-list")

    def clean(self):
        expect_addressable(self.code)

    @property
    def sentence(self):
        """The rule and its document, for whom it stops."""
        return _("%(text)s (%(document)s, rule %(code)s)") % {
            "text": self.text,
            "document": self.document,
            "code": self.code,
        }


def refusal_of_rules(source: str, category: str, on) -> str:
    """The sentence of the rule that forbids this source to pay for this use; empty where none does."""
    rule = SpendingRule.objects.about(source, category, on).filter(effect=SpendingRule.Effect.BLOCK).first()
    if rule is None:
        return ""
    return _("%(rule)s. The municipal administrator keeps the rules.") % {"rule": rule.sentence}


def warnings_of_rules(source: str, category: str, on) -> list[str]:
    """The sentences of the rules that warn of it."""
    rules = SpendingRule.objects.about(source, category, on).filter(effect=SpendingRule.Effect.WARN)
    return [rule.sentence for rule in rules]
