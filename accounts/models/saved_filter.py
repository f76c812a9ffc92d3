"""Filters of lists that somebody keeps for later."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models.role_assignment import RoleAssignment
from core.history import History
from core.scope import Anyone, ScopedQuerySet


class SavedFilterQuerySet(ScopedQuerySet["SavedFilter"]):
    """Filters, seen by their owner and, where shared, by colleagues; changed by the owner alone."""

    def permitted(self, user: Anyone, action: str) -> Self:
        """One's own; to look at also those shared by whoever holds a role in the same region.

        No role grants it: what a filter leads to asks for its own permission.
        """
        if not user.is_authenticated:
            return self.none()
        own = Q(owner=user)
        if action != "view":
            return self.filter(own)
        regions = [assignment.region_id for assignment in user.own_assignments]
        colleagues = RoleAssignment.objects.filter(region__in=regions).values("user")
        return self.filter(own | Q(is_shared=True, owner__in=colleagues))

    def of_list(self, route: str) -> Self:
        """Those of one list."""
        return self.filter(route=route)


class SavedFilter(models.Model):
    """A filter of one list under a name: for oneself, or shared with colleagues in the same region.

    ``query`` is what follows the question mark in the list's address, with what the list knows alone.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="saved_filters",
    )
    route = models.CharField(_("list"), max_length=80)
    query = models.CharField(_("filter"), max_length=500)
    name = models.CharField(_("name"), max_length=40)
    is_shared = models.BooleanField(_("shared with colleagues"), default=False)
    history = History()

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["route", "name", "pk"]
        indexes = [models.Index(fields=["route", "name"], name="accounts_savedfilter_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "route", "name"],
                name="accounts_savedfilter_name_once",
                violation_error_message=_(
                    "You keep a filter of this name for this list already: "
                    "remove it first, or choose another name."
                ),
            ),
            models.CheckConstraint(
                name="accounts_savedfilter_filters_something",
                condition=~Q(query=""),
                violation_error_message=_("There is nothing to keep: set a filter first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse(self.route)}?{self.query}"
