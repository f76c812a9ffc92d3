"""Rectifications: what was done about a finding, and what somebody else says of it."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.constraints import constrained, known, not_before
from core.history import History
from core.scope import ScopedQuerySet
from oversight.models.finding import Finding


class RectificationQuerySet(ScopedQuerySet["Rectification"]):
    """Rectifications, by the region of their finding."""

    region_path = "finding__region__path"

    def undecided(self) -> Self:
        """Those nobody has verified or returned."""
        return self.filter(verdict="")

    def for_listing(self) -> Self:
        return self.select_related("finding__region", "reported_by", "decided_by").prefetch_related("files")


class Rectification(models.Model):
    """A report that a finding is mended (整改), with files that show it; verified or returned by another."""

    class Verdict(models.TextChoices):
        VERIFIED = "verified", pgettext_lazy("rectification", "verified")
        RETURNED = "returned", pgettext_lazy("rectification", "returned")

    finding = models.ForeignKey(
        Finding, verbose_name=_("finding"), on_delete=models.PROTECT, related_name="rectifications"
    )
    done_on = models.DateField(_("rectified on"))
    text = models.TextField(pgettext_lazy("rectification", "what was done"), max_length=2000)
    reported_on = models.DateField(pgettext_lazy("rectification", "reported on"), editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("rectification", "reported by"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="rectifications_reported",
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True, editable=False)
    decided_on = models.DateField(
        pgettext_lazy("rectification", "decided on"), null=True, blank=True, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("rectification", "decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="rectifications_decided",
    )
    reason = models.CharField(_("comment or reason"), max_length=300, blank=True, editable=False)
    history = History()

    objects = RectificationQuerySet.as_manager()

    @constrained(known("verdict", Verdict, _("This verdict is not known."), or_empty=True))
    class Meta:
        verbose_name = _("rectification")
        verbose_name_plural = _("rectifications")
        ordering = ["finding", "-reported_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding"],
                condition=Q(verdict=""),
                name="oversight_rectification_one_undecided",
                violation_error_message=_("A rectification of this finding waits to be verified already."),
            ),
            not_before(
                "reported_on",
                "done_on",
                _("What is reported has been done before."),
                rule="reported_after_done",
            ),
            models.CheckConstraint(
                name="oversight_rectification_decided_whole",
                condition=Q(verdict="", decided_on__isnull=True, decided_by__isnull=True, reason="")
                | ~Q(verdict="") & Q(decided_on__gte=F("reported_on"), decided_by__isnull=False),
                violation_error_message=_("A verdict names who gave it and when, after the report."),
            ),
            models.CheckConstraint(
                name="oversight_rectification_decided_by_another",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("reported_by")),
                violation_error_message=_("Whoever reports a rectification does not decide about it."),
            ),
            models.CheckConstraint(
                name="oversight_rectification_returned_with_reason",
                condition=~Q(verdict="returned") | ~Q(reason=""),
                violation_error_message=_("A rectification is returned with a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.finding} · {self.done_on}"

    def get_absolute_url(self):
        return self.finding.get_absolute_url()

    def clean(self):
        if self.done_on and self.done_on > timezone.localdate():
            raise ValidationError({"done_on": _("This day has not come yet.")})
        if self.done_on and self.finding_id and self.done_on < self.finding.found_on:
            raise ValidationError(
                {"done_on": _("It was found on %(day)s only.") % {"day": self.finding.found_on}}
            )
