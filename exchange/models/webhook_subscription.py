"""Where another system wants to be told of changes."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.constraints import constrained, known
from core.history import History
from core.scope import ScopedQuerySet
from exchange.resources import endpoints as nouns
from regions.models import Region

HTTPS_ONLY = URLValidator(schemes=["https"], message=_("Give an address that begins with https://."))
WORK = ["secret_encrypted", "position", "failures", "failing_since", "next_attempt_at", "busy_until"]


class WebhookSubscriptionQuerySet(ScopedQuerySet["WebhookSubscription"]):
    """Subscriptions, kept by those who look after their owner's account."""

    def in_paths(self, paths: Collection[str]) -> Self:
        """Of accounts whose every role lies in the subtrees."""
        accounts = User.objects.in_paths(paths).filter(role_assignments__isnull=False)
        return self.filter(owner__in=accounts.values("pk"))

    def active(self) -> Self:
        """Those that are told of changes."""
        return self.filter(status=WebhookSubscription.Status.ACTIVE)

    def paused_by_itself(self) -> Self:
        """Those that the portal stopped because their target failed for too long."""
        return self.filter(status=WebhookSubscription.Status.FAILED)

    def due(self, now: datetime) -> Self:
        """Those that may be told something at the moment ``now``, by nobody else at work."""
        waits = Q(next_attempt_at__gt=now) | Q(busy_until__gt=now)
        return self.active().exclude(waits).order_by("pk")

    def claim(self, subscription: "WebhookSubscription", now: datetime, until: datetime) -> bool:
        """Work on the subscription until a moment, unless somebody else does: one wins."""
        return bool(self.due(now).filter(pk=subscription.pk).order_by().update(busy_until=until))

    def hold(self, subscription: "WebhookSubscription", until: datetime) -> None:
        """Go on working on it until a later moment."""
        self.filter(pk=subscription.pk).update(busy_until=until)

    def release(self, subscription: "WebhookSubscription") -> None:
        """Nobody is at work on it any more."""
        self.filter(pk=subscription.pk).update(busy_until=None)

    def delivered(self, subscription: "WebhookSubscription", position: int) -> None:
        """The target took everything up to this place; writes no version, like all of the sender's work."""
        self._work(subscription, position=position, failures=0, failing_since=None, next_attempt_at=None)

    def failed(
        self, subscription: "WebhookSubscription", since: datetime, next_attempt_at: datetime | None
    ) -> None:
        """The target did not take what was sent."""
        self._work(
            subscription,
            failures=subscription.failures + 1,
            failing_since=since,
            next_attempt_at=next_attempt_at,
        )

    def postpone(self, subscription: "WebhookSubscription", until: datetime) -> None:
        """The sender itself broke off."""
        self._work(subscription, next_attempt_at=until)

    def _work(self, subscription: "WebhookSubscription", **values: Any) -> None:
        self.filter(pk=subscription.pk).update(**values)
        vars(subscription).update(values)

    def for_listing(self) -> Self:
        return self.select_related("owner", "region")


class WebhookSubscription(models.Model):
    """An address of another system that gets the change feed as its owner may read it.

    ``nouns`` and ``region`` narrow it; empty means all that the owner sees. ``position`` is the place
    in the order of commits up to which the target has been told.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        FAILED = "failed", _("paused after failures")

    name = models.CharField(_("name"), max_length=100)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        related_name="webhook_subscriptions",
        help_text=_("The target is told what this account may see."),
    )
    target_url = models.CharField(
        _("target address"),
        max_length=500,
        validators=[HTTPS_ONLY],
        help_text=_("Address of the other system, beginning with https://."),
    )
    nouns = models.JSONField(
        _("kinds of records"),
        default=list,
        blank=True,
        help_text=_("As the API names them; none means all."),
    )
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="webhook_subscriptions",
        help_text=_("Empty: everything that the owner sees."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.ACTIVE, editable=False
    )
    pause_reason = models.CharField(_("why it is paused"), max_length=300, blank=True, editable=False)
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True, editable=False)
    secret_encrypted = models.TextField(_("secret"), editable=False)
    position = models.BigIntegerField(_("told up to"), default=0, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    next_attempt_at = models.DateTimeField(_("next attempt at"), null=True, blank=True, editable=False)
    busy_until = models.DateTimeField(_("at work until"), null=True, blank=True, editable=False)
    history = History(excluded_fields=WORK)

    objects = WebhookSubscriptionQuerySet.as_manager()

    @constrained(known("status", Status, _("This status is not known.")))
    class Meta:
        verbose_name = _("webhook subscription")
        verbose_name_plural = _("webhook subscriptions")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="exchange_webhooksubscription_https_only",
                condition=Q(target_url__startswith="https://"),
                violation_error_message=_("Give an address that begins with https://."),
            ),
            models.CheckConstraint(
                name="exchange_webhooksubscription_paused_with_its_moment",
                condition=Q(status="active", paused_at__isnull=True)
                | (~Q(status="active") & Q(paused_at__isnull=False)),
                violation_error_message=_("A paused subscription has the moment of its pause."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not isinstance(self.nouns, list) or set(self.nouns) - set(nouns.by_name()):
            known = ", ".join(sorted(nouns.by_name()))
            raise ValidationError({"nouns": _("Kinds of records are: %(known)s.") % {"known": known}})

    @property
    def is_active(self) -> bool:
        """Whether it is told of changes."""
        return self.status == self.Status.ACTIVE
