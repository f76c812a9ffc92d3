"""Draws: which of what was accepted somebody goes to look at."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import together
from core.history import History
from core.scope import ScopedQuerySet
from oversight.models.subject import refuse_community
from regions.models import Region

QUARTER_MONTHS = 3
FIRST_YEAR, LAST_YEAR, QUARTERS = 2000, 2100, 4


def first_day_of(year: int, quarter: int) -> date:
    """The first day of a quarter."""
    return date(year, (quarter - 1) * QUARTER_MONTHS + 1, 1)


def last_day_of(year: int, quarter: int) -> date:
    """The last day of a quarter."""
    following = date(year + 1, 1, 1) if quarter == QUARTERS else first_day_of(year, quarter + 1)
    return following - timedelta(days=1)


class DrawQuerySet(ScopedQuerySet["Draw"]):
    """Draws, by the region they are of."""

    def open(self) -> Self:
        """Those whose items are still being looked at."""
        return self.filter(closed_on__isnull=True)

    def of_quarter(self, region: Region, year: int, quarter: int) -> Self:
        """Those of one region and quarter, whatever was drawn."""
        return self.filter(region=region, year=year, quarter=quarter)

    def search(self, text: str) -> Self:
        """Part of the code or of the region's name."""
        return self.filter(Q(code__icontains=text) | Q(region__name__icontains=text))

    def for_listing(self) -> Self:
        """With how many were drawn and how many of them have a result."""
        rows = self.select_related("region", "drawn_by").annotate(
            drawn=Count("items"), seen=Count("items", filter=Q(items__inspection__status="concluded"))
        )
        return rows.order_by("-year", "-quarter", "-code")


class Draw(models.Model):
    """A random sample (抽查) of what was accepted or confirmed in a quarter, drawn for a look on the spot.

    The population as it was, its digest and the seed are kept and never change, so that the draw can be
    repeated and defended: see ``oversight.rules.sampling``.
    """

    code = models.CharField(
        _("code"), max_length=40, unique=True, blank=True, editable=False, help_text=_("Given by the portal.")
    )
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="draws"
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    quarter = models.PositiveSmallIntegerField(
        _("quarter"), validators=[MinValueValidator(1), MaxValueValidator(QUARTERS)]
    )
    source = models.CharField(_("what is drawn"), max_length=30)
    size = models.PositiveIntegerField(
        _("size of the sample"), help_text=_("At least one of each county is drawn, so it may become more.")
    )
    reason = models.CharField(
        _("why it is drawn again"),
        max_length=300,
        blank=True,
        help_text=_("Only where there was a draw of this region and quarter before."),
    )
    number = models.PositiveSmallIntegerField(_("which draw of the quarter"), default=1, editable=False)
    seed = models.CharField(_("seed"), max_length=64, editable=False)
    population = models.JSONField(_("population"), editable=False)
    population_sha256 = models.CharField(_("SHA-256 of the population"), max_length=64, editable=False)
    drawn_at = models.DateTimeField(_("drawn at"), editable=False)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("drawn by"),
        on_delete=models.PROTECT,
        related_name="draws",
        editable=False,
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    closing_note = models.CharField(_("what came of it"), max_length=500, blank=True, editable=False)
    history = History()

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        ordering = ["-year", "-quarter", "-code"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year", "quarter"],
                condition=Q(closed_on__isnull=True),
                name="oversight_draw_one_open",
                violation_error_message=_("A draw of this region and quarter is open; close it first."),
            ),
            models.UniqueConstraint(
                fields=["region", "year", "quarter", "number"],
                name="oversight_draw_numbered_once",
                violation_error_message=_("Somebody has drawn just now; look at that draw first."),
            ),
            models.CheckConstraint(
                name="oversight_draw_again_with_a_reason",
                condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                violation_error_message=_(
                    "A second draw of a region and quarter says why it is drawn again; the first does not."
                ),
            ),
            models.CheckConstraint(
                name="oversight_draw_quarter",
                condition=Q(quarter__gte=1, quarter__lte=QUARTERS, year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                violation_error_message=_("A year has four quarters, and the year four digits."),
            ),
            models.CheckConstraint(
                name="oversight_draw_size",
                condition=Q(size__gte=1),
                violation_error_message=_("At least one is drawn."),
            ),
            models.CheckConstraint(
                name="oversight_draw_repeatable",
                condition=~Q(seed="") & ~Q(population_sha256=""),
                violation_error_message=_("A draw keeps its seed and the digest of its population."),
            ),
            together(
                "closed_whole",
                _("A closed draw has its day and what came of it; no other has."),
                closed_on=None,
                closing_note="",
            ),
        ]

    def __str__(self):
        return f"{self.region.name} {self.year}Q{self.quarter}" + (
            f" ({self.number})" if self.number > 1 else ""
        )

    def get_absolute_url(self):
        return reverse("oversight:draw-detail", args=[self.code])

    @property
    def series(self) -> Series:
        """Codes of the draws of its quarter: DR-2022Q2-001."""
        return Series(f"DR-{self.year}Q{self.quarter}-", digits=3)

    def clean(self):
        if not (self.region_id and self.year and self.quarter):
            return
        refuse_community(self.region)
        if 1 <= self.quarter <= QUARTERS and FIRST_YEAR <= self.year <= LAST_YEAR:
            give_code(self)
            if self.last_day >= timezone.localdate():
                raise ValidationError({"quarter": _("This quarter is not over yet.")})

    @property
    def first_day(self) -> date:
        return first_day_of(self.year, self.quarter)

    @property
    def last_day(self) -> date:
        return last_day_of(self.year, self.quarter)

    @property
    def is_closed(self) -> bool:
        """Whether its result stands."""
        return self.closed_on is not None
