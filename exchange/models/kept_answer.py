"""Answers to writing requests that carried a key, kept so that asking again writes nothing twice."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.scope import Anyone, ScopedQuerySet

KEPT_FOR = timedelta(days=7)
SWEPT_AT_ONCE = 100


class KeptAnswerQuerySet(ScopedQuerySet["KeptAnswer"]):
    """Answers, each for the account that was given it and for nobody else."""

    def permitted(self, user: Anyone, action: str) -> Self:
        return self.filter(user=user) if user.is_authenticated else self.none()

    def outdated(self, now: datetime) -> Self:
        """Those that need not be kept any longer."""
        return self.filter(created_at__lt=now - KEPT_FOR)

    def sweep(self, now: datetime) -> None:
        """Remove some that are outdated: as many at most as a request may bear."""
        pks = list(self.outdated(now).order_by("created_at").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
        if pks:
            self.filter(pk__in=pks).delete()


class KeptAnswer(models.Model):
    """What was answered to a request with this ``Idempotency-Key``; without a status none was yet.

    It is kept for seven days. The same key with another address or body is a mistake of the caller.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="kept_answers",
    )
    key = models.CharField(_("key"), max_length=100)
    request = models.CharField(_("method and address"), max_length=300)
    body_sha256 = models.CharField(_("SHA-256 of the body"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    created_at = models.DateTimeField(_("asked at"), default=timezone.now, db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="exchange_keptanswer_key_once",
                violation_error_message=_("This key was used already."),
            ),
        ]

    def __str__(self) -> str:
        return self.key
