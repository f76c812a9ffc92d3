"""Figures that somebody published, to be held against what the records say."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import History
from core.scope import Anyone, ScopedQuerySet, paths_for, under_paths
from indicators.catalogue import codes_by_permission, find
from regions.models import Region


class PublishedFigureQuerySet(ScopedQuerySet["PublishedFigure"]):
    """Published figures, seen by whoever may be told the indicator in the region they speak of."""

    def permitted(self, user: Anyone, action: str) -> Self:
        visible = Q(pk__in=[])
        for permission, codes in codes_by_permission().items():
            visible |= Q(indicator__in=codes) & under_paths(self.region_path, paths_for(user, permission))
        return super().permitted(user, action).filter(visible)

    def about(self, region: Region) -> Self:
        """Figures about exactly this region, oldest first; what was published for another place is none."""
        return self.filter(region=region, place="").order_by("as_of", "pk")

    def for_listing(self) -> Self:
        return self.select_related("region")


class PublishedFigure(models.Model):
    """A figure somebody published: an indicator's value for a region on a day, and who says so.

    ``value`` is in the indicator's own unit: shares as 0.415, money in yuan. A figure for a ``place`` that
    the portal does not look after, such as another city, is kept by ``region`` and compared with nothing.
    """

    indicator = models.CharField(
        _("indicator"), max_length=60, help_text=_("Code of the indicator, as in the catalogue.")
    )
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="published_figures"
    )
    place = models.CharField(
        _("other place"),
        max_length=60,
        blank=True,
        help_text=_("Only for a figure of another city or county; it is kept and never compared."),
    )
    value = models.DecimalField(
        _("value"), max_digits=18, decimal_places=4, help_text=_("Shares as 0.415, money in yuan.")
    )
    as_of = models.DateField(_("as of"), help_text=_("The day the figure speaks of."))
    source = models.CharField(_("source"), max_length=200, help_text=_("Who published it, where and when."))
    note = models.TextField(_("note"), blank=True)
    history = History()

    objects = PublishedFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        ordering = ["as_of", "indicator", "region__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "region", "place", "as_of", "source"],
                name="reports_publishedfigure_once",
                violation_error_message=_("This source's figure for this region and day is already here."),
            ),
            models.CheckConstraint(
                name="reports_publishedfigure_not_negative",
                condition=Q(value__gte=0),
                violation_error_message=_("A published figure cannot be negative."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} · {self.place or self.region} · {self.as_of}"

    def clean(self):
        errors = {}
        self.place = self.place.strip()
        if self.place and Region.objects.filter(name=self.place).exists():
            errors["place"] = _("This place is one of the portal's own; choose it as the region.")
        if find(self.indicator) is None:
            errors["indicator"] = _("The catalogue of indicators has no such code.")
        if self.as_of and self.as_of > timezone.localdate():
            errors["as_of"] = _("A figure cannot have been published for a day to come.")
        if errors:
            raise ValidationError(errors)
