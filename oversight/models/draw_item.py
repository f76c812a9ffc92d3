"""What was drawn: each is looked at on the spot."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import History
from core.scope import ScopedQuerySet
from oversight.models.draw import Draw
from oversight.models.inspection import Inspection
from regions.models import Region


class DrawItemQuerySet(ScopedQuerySet["DrawItem"]):
    """What was drawn, by where it lies."""

    def to_visit(self) -> Self:
        """Nobody has said yet what was found on the spot, and the draw is open."""
        without_result = self.exclude(inspection__status=Inspection.Status.CONCLUDED)
        return without_result.filter(draw__closed_on__isnull=True)

    def for_listing(self) -> Self:
        return self.select_related("draw__region", "region", "county", "inspection")


class DrawItem(models.Model):
    """A record that was drawn; the supervisory check that looks at it says what is found there.

    It keeps the name and place of the record as they were when it was drawn.
    """

    draw = models.ForeignKey(
        Draw, verbose_name=_("draw"), on_delete=models.PROTECT, related_name="items", editable=False
    )
    code = models.CharField(_("code of the record"), max_length=60, editable=False)
    name = models.CharField(_("name"), max_length=220, editable=False)
    region = models.ForeignKey(
        Region,
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        related_name="drawn_items",
        editable=False,
    )
    county = models.ForeignKey(
        Region,
        verbose_name=_("county"),
        on_delete=models.PROTECT,
        related_name="drawn_items_of_county",
        editable=False,
    )
    risks = models.CharField(_("signs of risk"), max_length=200, blank=True, editable=False)
    inspection = models.OneToOneField(
        Inspection,
        verbose_name=_("supervisory check"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drawn_item",
        editable=False,
    )
    history = History()

    objects = DrawItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("drawn record")
        verbose_name_plural = _("drawn records")
        ordering = ["draw", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "code"],
                name="oversight_drawitem_once",
                violation_error_message=_("A draw draws a record once."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"{self.draw.get_absolute_url()}#{self.code}"

    @property
    def has_result(self) -> bool:
        """Whether somebody has said what was found on the spot."""
        return self.inspection is not None and self.inspection.is_concluded
