"""People who sign in."""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.contrib.auth.hashers import check_password, is_password_usable
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.deputy import Deputy
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


# Looking after accounts and roles is not lent: a deputy could make the loan last.
NEVER_LENT = "accounts."
COUNTY_DIGITS = 6


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

    def working(self) -> Self:
        """People who sign in: neither closed accounts nor those of other systems."""
        return self.filter(is_active=True, auth_token_set__isnull=True)

    def beside(self, user: "User") -> Self:
        """Those who work in the counties of ``user`` or above them: among them one finds a deputy."""
        paths = {one.region.path for one in user.own_assignments}
        above = {path[:digits] for path in paths for digits in range(len(path))}
        near = under_paths("region__path", {path[:COUNTY_DIGITS] for path in paths})
        roles = RoleAssignment.objects.filter(near | Q(region__path__in=above))
        return self.working().filter(pk__in=roles.values("user")).exclude(pk=user.pk)


class AccountManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes accounts and finds them."""


class User(AbstractUser):
    """An account of the portal; what it may do comes from its role assignments, and from those of the people
    for whom it stands in."""

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
        """The role assignments with their regions, read once per request: one's own, then those of the
        people for whom this account stands in today."""
        principals = Deputy.objects.running(timezone.localdate()).filter(
            deputy=self.pk, principal__is_active=True
        )
        rows = RoleAssignment.objects.filter(Q(user=self.pk) | Q(user__in=principals.values("principal")))
        rows = rows.select_related("user", "region__successor")
        return sorted(rows, key=lambda one: one.user_id != self.pk)

    @property
    def own_assignments(self) -> list[RoleAssignment]:
        """Those that nobody has to lend."""
        return [one for one in self.assignments if one.user_id == self.pk]

    @property
    def borrowed_assignments(self) -> list[RoleAssignment]:
        """Those of the people for whom this account stands in today."""
        return [one for one in self.assignments if one.user_id != self.pk]

    def assignments_for(self, permission: str) -> list[RoleAssignment]:
        """Those that grant ``permission``; what is never lent only by one's own."""
        held = self.own_assignments if permission.startswith(NEVER_LENT) else self.assignments
        return [one for one in held if allows(one.role, permission)]

    def paths_for(self, permission: str) -> tuple[str, ...]:
        """The subtrees in which this account holds ``permission``.

        Where a newer code list closed an assigned division, its successor counts too.
        """
        if not self.is_active:
            return ()
        if self.is_superuser:
            return EVERYWHERE
        regions = [one.region for one in self.assignments_for(permission)]
        return outermost(
            division.path
            for region in regions
            for division in (region, region.successor)
            if division is not None
        )
