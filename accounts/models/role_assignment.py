"""Who may do what where."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from core.constraints import known
from core.history import History
from core.scope import ScopedQuerySet
from regions.models import Region


class RoleAssignmentQuerySet(ScopedQuerySet["RoleAssignment"]):
    """Assignments, by the region they are for."""


class RoleAssignment(models.Model):
    """One account plays one role in one region and everything below it; it may hold several."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="role_assignments",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="role_assignments"
    )
    history = History()

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role assignment")
        verbose_name_plural = _("role assignments")
        ordering = ["user", "region__path", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "region"],
                name="accounts_roleassignment_once",
                violation_error_message=_("This account already has this role there."),
            ),
            known("role", Role, _("This role is not known.")),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.region}"
