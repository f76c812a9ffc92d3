"""What happened at the doors of accounts: the security log."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from core.constraints import constrained, known
from core.scope import Anyone, ScopedQuerySet

# An address from which somebody signed in within this time is one of theirs.
STAYS_FAMILIAR = timedelta(days=90)


class SecurityEventQuerySet(ScopedQuerySet["SecurityEvent"]):
    """Entries of the security log, seen by whoever looks after the account they are about.

    Of names that no account has they are seen by everybody who looks after accounts.
    """

    def in_paths(self, paths: Collection[str]) -> Self:
        if not paths:
            return self.none()
        return self.filter(Q(user__isnull=True) | Q(user__in=User.objects.in_paths(paths).values("pk")))

    def for_listing(self) -> Self:
        return self.select_related("user")

    def of_kind(self, kind: str, *, since: datetime) -> Self:
        """Those of one kind from the moment ``since`` on."""
        return self.filter(kind=kind, at__gte=since)

    def about_numbers(self, user: Anyone, *, since: datetime) -> Self:
        """ID numbers that the account typed and that were refused, or replaced another one."""
        kinds = (SecurityEvent.Kind.NUMBER_REFUSED, SecurityEvent.Kind.NUMBER_REPLACED)
        return self.filter(user=user.pk, kind__in=kinds, at__gte=since)

    def familiar(self, username: str, address: str, *, at: datetime) -> Self:
        """When somebody last signed in by this name from this address."""
        signed_in = self.of_kind(SecurityEvent.Kind.SIGNED_IN, since=at - STAYS_FAMILIAR)
        return signed_in.filter(username__iexact=username, address=address)


class SecurityEvent(models.Model):
    """Somebody signed in or out, failed to, or changed what an account is opened with.

    An entry is written once and never changed; it is itself history.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        FAILED = "failed", _("wrong name or password")
        LOCKED = "locked", _("refused after too many failures")
        SIGNED_OUT = "signed_out", _("signed out")
        IDLE = "idle", _("signed out after a time without a request")
        UNLOCKED = "unlocked", _("lock lifted by an administrator")
        PASSWORD_CHANGED = "password_changed", _("changed the password")
        PASSWORD_GIVEN = "password_given", _("was given a password by an administrator")
        NUMBER_REFUSED = "number_refused", _("entered an ID number that is recorded already")
        NUMBER_REPLACED = "number_replaced", _("replaced the ID number of a person")

    at = models.DateTimeField(_("when"), db_index=True)
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    username = models.CharField(_("account name"), max_length=150, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="security_events",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    address = models.GenericIPAddressField(_("from which address"), null=True, blank=True)

    objects = SecurityEventQuerySet.as_manager()

    @constrained(known("kind", Kind, _("This kind of event is not known.")))
    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security log")
        ordering = ["-at", "-pk"]
        constraints = []

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.username} {self.get_kind_display()}"
