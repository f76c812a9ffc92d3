"""Outlines for maps."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.scope import ScopedQuerySet
from regions.models.region import Region


class BoundaryQuerySet(ScopedQuerySet["Boundary"]):
    """Outlines, seen by whoever sees the division."""

    def in_paths(self, paths: Collection[str]) -> Self:
        return self.filter(region__in=Region.objects.in_paths(paths))


class Boundary(models.Model):
    """The outline of a division as a GeoJSON geometry in WGS84; the zones have none."""

    region = models.OneToOneField(
        Region, verbose_name=_("division"), on_delete=models.CASCADE, related_name="boundary"
    )
    geometry = models.JSONField(_("geometry"), help_text=_("GeoJSON geometry, WGS84 degrees."))
    source = models.CharField(_("source"), max_length=200)

    objects = BoundaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return str(self.region)
