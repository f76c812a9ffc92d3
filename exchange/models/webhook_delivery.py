"""What was sent to another system, and what it answered."""

import uuid
from collections.abc import Collection
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.scope import ScopedQuerySet
from exchange.models.webhook_subscription import WebhookSubscription


class WebhookDeliveryQuerySet(ScopedQuerySet["WebhookDelivery"]):
    """Attempts, seen with their subscription."""

    def in_paths(self, paths: Collection[str]) -> Self:
        subscriptions = WebhookSubscription.objects.in_paths(paths)
        return self.filter(subscription__in=subscriptions.values("pk"))

    def open_failure(self, subscription: WebhookSubscription) -> "WebhookDelivery | None":
        """The last attempt at what the target has still to take; None where it is up to date."""
        waiting = self.filter(since=subscription.position, is_redelivery=False)
        last = waiting.order_by("-pk").first()
        return None if last is None or last.is_accepted else last

    def for_listing(self) -> Self:
        return self.select_related("subscription")


class WebhookDelivery(models.Model):
    """One attempt to send a batch of events, kept for good: a line of the delivery log.

    Attempts at the same batch share ``key``, which the target is told, so that it can recognise what
    it already has.
    """

    subscription = models.ForeignKey(
        WebhookSubscription,
        verbose_name=_("webhook subscription"),
        on_delete=models.PROTECT,
        related_name="deliveries",
    )
    key = models.UUIDField(_("delivery"), default=uuid.uuid4, db_index=True)
    attempt = models.PositiveIntegerField(_("attempt"), default=1)
    since = models.BigIntegerField(_("events after"))
    until = models.BigIntegerField(_("events up to"))
    event_count = models.PositiveIntegerField(_("events"))
    is_redelivery = models.BooleanField(_("sent again on request"), default=False)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    duration_ms = models.PositiveIntegerField(_("duration (ms)"), default=0)
    status_code = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)
    next_attempt_at = models.DateTimeField(_("next attempt at"), null=True, blank=True)

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subscription", "-id"], name="exchange_webhookdelivery_log")]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def is_accepted(self) -> bool:
        """Whether the target took it."""
        return self.status_code is not None and 200 <= self.status_code < 300  # noqa: PLR2004
