"""The change feed's list: every version of every record, in the order in which they were committed."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scope import ScopedQuerySet


class ChangeQuerySet(ScopedQuerySet["Change"]):
    """Changes; the feed asks each record's own scope rule, so that nobody sees the list itself."""

    def in_paths(self, paths: Collection[str]) -> Self:
        return self.none()

    def after(self, position: int) -> Self:
        """What was committed after this place, the oldest first."""
        return self.filter(position__gt=position).order_by("position")

    def up_to(self, position: int | None) -> Self:
        """Not what was committed after this place; None is no bound."""
        return self if position is None else self.filter(position__lte=position)


class Change(models.Model):
    """A version of a record at its place in the order of commits.

    Written by the database alone, see ``exchange/feed/triggers.py``. ``position`` is empty only
    within the transaction that writes, ``history_id`` for a record that a migration brought along.
    """

    position = models.BigIntegerField(_("place in the order of commits"), unique=True, null=True)
    noun = models.CharField(_("kind of record"), max_length=60)
    history_id = models.BigIntegerField(_("version"), null=True)
    object_id = models.BigIntegerField(_("record"))
    kind = models.CharField(_("kind of change"), max_length=1)
    at = models.DateTimeField(_("at"))
    request_key = models.UUIDField(_("request"), null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "history_id"],
                name="exchange_change_once",
                violation_error_message=_("A version stands in the feed once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.object_id}"
