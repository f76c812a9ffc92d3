"""What people made of unusual patterns."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.constraints import constrained, known
from core.history import History
from core.scope import ScopedQuerySet
from oversight.models.finding import Finding
from oversight.models.pattern_rule import PatternRule
from regions.models import Region


class JudgementQuerySet(ScopedQuerySet["Judgement"]):
    """Judgements, by the region in which all the rows lie."""

    def standing(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(withdrawn_on__isnull=True)

    def for_listing(self) -> Self:
        return self.select_related("region", "rule", "finding", "judged_by")


class Judgement(models.Model):
    """Somebody looked at what a pattern listed: nothing is wrong, because …, or it became a finding.

    ``fingerprint`` stands for the rows as they were; once one more comes or one is reversed, the
    pattern is listed again. A judgement that "nothing is wrong" can be taken back, with a reason that
    the history keeps; then the rows are listed again too.
    """

    class Verdict(models.TextChoices):
        FINE = "fine", pgettext_lazy("judgement", "nothing wrong")
        FINDING = "finding", pgettext_lazy("judgement", "became a finding")

    rule = models.ForeignKey(
        PatternRule, verbose_name=_("pattern"), on_delete=models.PROTECT, related_name="judgements"
    )
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="judgements"
    )
    listed = models.CharField(_("what was listed"), max_length=500)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    finding = models.ForeignKey(
        Finding,
        verbose_name=_("finding"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="judgements",
    )
    judged_on = models.DateField(_("judged on"))
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("judged by"),
        on_delete=models.PROTECT,
        related_name="judgements",
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    history = History()

    objects = JudgementQuerySet.as_manager()

    @constrained(known("verdict", Verdict, _("This verdict is not known.")))
    class Meta:
        verbose_name = _("judgement of a pattern")
        verbose_name_plural = _("judgements of patterns")
        ordering = ["-judged_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "fingerprint"],
                condition=Q(withdrawn_on__isnull=True),
                name="oversight_judgement_once",
                violation_error_message=_("Somebody has judged these rows already."),
            ),
            models.CheckConstraint(
                name="oversight_judgement_grounds",
                condition=Q(verdict="fine", finding__isnull=True) & ~Q(reason="")
                | Q(verdict="finding", finding__isnull=False),
                violation_error_message=_("Where nothing is wrong, say why; else name the finding."),
            ),
            models.CheckConstraint(
                name="oversight_judgement_withdrawn_after",
                condition=Q(withdrawn_on__isnull=True) | Q(verdict="fine", withdrawn_on__gte=F("judged_on")),
                violation_error_message=_(
                    "Only a judgement that nothing is wrong is withdrawn, and not before it was made."
                ),
            ),
        ]

    def __str__(self):
        return self.listed

    def get_absolute_url(self):
        return reverse("oversight:pattern", args=[self.rule.code])
