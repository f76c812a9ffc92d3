"""What became of the rows of a file."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known
from core.scope import Anyone, ScopedQuerySet
from exchange.models.import_batch import ImportBatch


class ImportRowQuerySet(ScopedQuerySet["ImportRow"]):
    """Rows, seen with their batch."""

    def permitted(self, user: Anyone, action: str) -> Self:
        return self.filter(batch__in=ImportBatch.objects.permitted(user, action))

    def written(self) -> Self:
        """Rows that write something."""
        return self.filter(action__in=[ImportRow.Action.NEW, ImportRow.Action.CHANGED])

    def refused(self) -> Self:
        """Rows with errors."""
        return self.filter(action=ImportRow.Action.REFUSED)

    def errors_first(self) -> Self:
        """Rows as in the file, but those with errors before all others."""
        is_sound = Case(When(action=ImportRow.Action.REFUSED, then=0), default=1)
        return self.order_by(is_sound, "number")


class ImportRow(models.Model):
    """One row of the file that does something or is refused; unchanged rows are only counted.

    ``differences`` lists column, before and after as people read them, ``errors`` column and
    sentence. After the import ``object_id`` and ``history_id`` say what was written, and ``before``
    holds what the record's own fields were, so that it can be undone.
    """

    class Action(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        REFUSED = "refused", _("refused")

    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField(_("row"))
    label = models.CharField(_("record"), max_length=200, blank=True)
    action = models.CharField(_("what happens"), max_length=10, choices=Action)
    differences = models.JSONField(_("differences"), default=list, blank=True)
    errors = models.JSONField(_("errors"), default=list, blank=True)
    object_id = models.BigIntegerField(_("record number"), null=True, blank=True)
    history_id = models.BigIntegerField(_("version written"), null=True, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True, encoder=DjangoJSONEncoder)

    objects = ImportRowQuerySet.as_manager()

    @constrained(known("action", Action, _("This action is not known.")))
    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"],
                name="exchange_importrow_once",
                violation_error_message=_("This row is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} · {self.number}"
