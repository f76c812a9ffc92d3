"""Years whose books are closed."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.codes import Series, give_code
from core.constraints import together
from core.history import History
from core.scope import ScopedQuerySet
from regions.models import Region
from regions.models.region import PATH_LENGTH


class FiscalYearCloseQuerySet(ScopedQuerySet["FiscalYearClose"]):
    """Closings, by the region whose books they close."""

    def standing(self) -> Self:
        """Closings that nobody has reopened."""
        return self.filter(reopened_on__isnull=True)

    def locking(self, path: str, year: int) -> Self:
        """Closings that lock the year for a region with this path: its own or one above it."""
        above = [path[:length] for length in PATH_LENGTH.values() if length <= len(path)]
        return self.standing().filter(year=year, region__path__in=above)

    def for_listing(self) -> Self:
        return self.select_related("region", "closed_by", "reopened_by")


class FiscalYearClose(models.Model):
    """The books of a region, and of all below it, closed for a year (年度结账).

    While it stands, no entry dated in the year is posted and no budget of the year is added or
    changed: the database refuses. Reopening it is a recorded act of the city.
    """

    code = models.CharField(_("code"), max_length=40, unique=True, editable=False)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="year_closes"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    closed_on = models.DateField(_("closed on"))
    closed_by = models.ForeignKey(
        User, verbose_name=_("closed by"), on_delete=models.PROTECT, null=True, related_name="years_closed"
    )
    still_open = models.TextField(
        _("open at the closing"), blank=True, help_text=_("What was not finished when the year was closed.")
    )
    reopened_on = models.DateField(_("reopened on"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        User,
        verbose_name=_("reopened by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="years_reopened",
    )
    reopen_reason = models.CharField(_("reason of the reopening"), max_length=200, blank=True)
    history = History()

    objects = FiscalYearCloseQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing of a year")
        verbose_name_plural = _("closings of years")
        ordering = ["-year", "region__path", "-closed_on"]
        constraints = [
            models.UniqueConstraint(
                name="funding_fiscalyearclose_once",
                fields=["region", "year"],
                condition=Q(reopened_on__isnull=True),
                violation_error_message=_("This year is closed already."),
            ),
            together(
                "reopening_stated", _("A reopening states its reason."), reopened_on=None, reopen_reason=""
            ),
            models.CheckConstraint(
                name="funding_fiscalyearclose_year_plausible",
                condition=Q(year__gte=2000, year__lte=2100),
                violation_error_message=_("A budget year lies between 2000 and 2100."),
            ),
        ]

    def __str__(self):
        return f"{self.region} {self.year}"

    def get_absolute_url(self):
        return reverse("funding:year-detail", args=[self.code])

    @property
    def is_standing(self) -> bool:
        """Whether the year is locked by it."""
        return self.reopened_on is None

    @property
    def series(self) -> Series:
        """Codes of its region's closings of the year: FY-131102-2022-1."""
        return Series(f"FY-{self.region.code}-{self.year}-")

    def clean(self):
        """A year is closed after it has ended."""
        super().clean()
        if self._state.adding and self.year and isinstance(self.closed_on, date):
            if self.closed_on > timezone.localdate():
                raise ValidationError({"closed_on": _("This day has not come yet.")})
            if self.closed_on <= date(self.year, 12, 31):
                raise ValidationError({"year": _("A year is closed after its last day.")})
        if self.region_id and self.year:
            give_code(self)


def closed_sentence(path: str, year: int, among: Iterable[FiscalYearClose] | None = None) -> str:
    """Why nothing can be posted in a year, and who can lift it; empty where the year is open.

    ``among`` are closings read before with their regions, for whoever asks about many places.
    """
    if among is None:
        among = FiscalYearClose.objects.locking(path, year).select_related("region")
    closing = next((one for one in among if one.year == year and path.startswith(one.region.path)), None)
    if closing is None:
        return ""
    return _(
        "%(year)s of %(region)s is closed (%(code)s); nothing dated in that year can be posted. "
        "The municipal administrator can reopen it."
    ) % {"year": closing.year, "region": closing.region.name, "code": closing.code}
