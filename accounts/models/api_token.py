"""Keys by which other systems ask the API."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager

from accounts.models.user import User
from accounts.rules.networks import is_within, networks_in
from core.history import History
from core.scope import ScopedQuerySet
from core.texts import Text


class ApiTokenQuerySet(ScopedQuerySet["ApiToken"]):
    """Tokens, looked after by whoever looks after their account."""

    def in_paths(self, paths: Collection[str]) -> Self:
        return self.filter(user__in=User.objects.in_paths(paths).values("pk"))

    def for_listing(self) -> Self:
        return self.select_related("user")


class ApiTokenManager(AuthTokenManager.from_queryset(ApiTokenQuerySet)):  # type: ignore[misc]
    """Issues tokens and finds them."""


class ApiToken(AbstractAuthToken):
    """A key of another system, issued to a service account, whose roles say what it may do where.

    Only a hash of it is kept. It ends on its day or when it is revoked, and stays on record.
    """

    name = models.CharField(
        _("used by"), max_length=100, help_text=_("Which system uses it, and who answers for that system.")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="auth_token_set",
        help_text=_("A service account: one without a password. Its roles say what the token may do."),
    )
    expiry = models.DateTimeField(_("valid to"), help_text=_("A token without an end is not issued."))
    is_read_only = models.BooleanField(
        _("may only read"), default=True, help_text=_("Writing also needs a role that may write.")
    )
    networks = models.TextField(
        _("networks"),
        blank=True,
        help_text=_("Only from these, one to a line, such as 10.13.0.0/16; empty means from anywhere."),
    )
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)
    last_used_from = models.CharField(_("last used from"), max_length=45, blank=True, editable=False)
    history = History(excluded_fields=["last_used_at", "last_used_from"])

    if TYPE_CHECKING:
        # What the checker cannot see: a manager made from two finds what the queryset finds.
        objects = ApiTokenQuerySet.as_manager()  # type: ignore[misc]
    else:
        objects = ApiTokenManager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created"]
        constraints = [
            models.CheckConstraint(
                name="accounts_apitoken_named",
                condition=~Q(name=""),
                violation_error_message=_("Say which system uses the token."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.token_key}…)"

    def clean(self) -> None:
        errors: dict[str, Text | ValidationError] = {}
        if self.user_id and self.user.has_usable_password():
            errors["user"] = _("This account signs in with a password; issue tokens to service accounts.")
        if self._state.adding and self.expiry and self.expiry <= timezone.now():
            errors["expiry"] = _("This moment has passed.")
        try:
            networks_in(self.networks)
        except ValidationError as refusal:
            errors["networks"] = refusal
        if errors:
            raise ValidationError(errors)

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether it was neither revoked nor has ended."""
        return self.revoked_at is None and moment < self.expiry

    def can_come_from(self, address: str) -> bool:
        """Whether the address lies in one of its networks."""
        return is_within(address, self.networks)
