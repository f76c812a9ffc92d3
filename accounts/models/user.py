"""People who sign in."""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.role_assignment import RoleAssignment
from accounts.roles import allows
from core.history import History
from core.scope import EVERYWHERE, ScopedQuerySet, under_paths

# How many passwords of before are remembered.
MOST_FORMER = 5


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths without those that lie under another of them, in order."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not path.startswith(tuple(kept)):
            kept.append(path)
    return tuple(kept)


class UserQuerySet(ScopedQuerySet["User"]):
    """Accounts, looked after by those whose region covers every role the account holds.

    An account without a role is open to all of them, so that somebody can give it one; an
    all-powerful account only to another one.
    """

    def in_paths(self, paths: Collection[str]) -> Self:
        if paths == EVERYWHERE:
            return self.all()
        if not paths:
            return self.none()
        elsewhere = RoleAssignment.objects.exclude(under_paths("region__path", paths))
        return self.filter(is_superuser=False).exclude(pk__in=elsewhere.values("user"))


class AccountManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts and finds them."""


class User(AbstractUser):
    """An account of the portal; what it may do comes from its role assignments alone."""

    # As Django documents it, a field of the parent is taken away.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("full name"), max_length=60, blank=True)
    must_change_password = models.BooleanField(
        _("has to change the password"),
        default=False,
        help_text=_("Set with every password that somebody else gave: nothing is open until it is changed."),
    )
    # Hashes of the last ones, the newest first: none of them is taken again.
    former_passwords = models.JSONField(default=list, blank=True, editable=False)
    history = History(excluded_fields=["password", "former_passwords", "last_login"])

    if TYPE_CHECKING:
        # What the checker cannot see: a manager made from two finds what the queryset finds.
        objects = UserQuerySet.as_manager()  # type: ignore[misc]
    else:
        objects = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def set_password(self, raw_password: str | None) -> None:
        """Keep the new password's hash, and that of the one before among the former ones. Does not save."""
        if self.password and self.has_usable_password():
            self.former_passwords = [self.password, *self.former_passwords][:MOST_FORMER]
        super().set_password(raw_password)

    def had_password(self, raw_password: str) -> bool:
        """Whether it is the account's password, or was one of the last."""
        hashes = [self.password, *self.former_passwords]
        return any(check_password(raw_password, one) for one in hashes if is_password_usable(one))

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name or self.username

    @cached_property
    def assignments(self) -> list[RoleAssignment]:
        """The role assignments with their regions, read once per request."""
        return list(self.role_assignments.select_related("region__successor"))

    def paths_for(self, permission: str) -> tuple[str, ...]:
        """The subtrees in which this account holds ``permission``.

        Where a newer code list closed an assigned division, its successor counts too.
        """
        if not self.is_active:
            return ()
        if self.is_superuser:
            return EVERYWHERE
        regions = [one.region for one in self.assignments if allows(one.role, permission)]
        return outermost(
            division.path
            for region in regions
            for division in (region, region.successor)
            if division is not None
        )
