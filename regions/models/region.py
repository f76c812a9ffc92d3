"""The divisions of the statistics bureau's code list."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known, not_before
from core.history import History
from core.periods import PeriodQuerySet
from core.pinyin import matching, search_columns
from core.scope import HasPath

PATH_LENGTH = {"province": 2, "city": 4, "county": 6, "township": 9, "community": 12}


def path_of(code: str, level: str) -> str:
    """The significant digits of a code: city ``131100`` → ``1311``."""
    return code[: PATH_LENGTH[level]]


class RegionQuerySet(PeriodQuerySet["Region"]):
    """Divisions, ``on`` the day of a list; a division belongs to itself."""

    region_path = "path"
    first_day, last_day = "valid_from", "valid_to"
    since_ever = True

    def current(self) -> Self:
        """Divisions that no newer list has closed."""
        return self.open()

    def counting(self) -> Self:
        """Townships and subdistricts that count for coverage (118 in Hengshui)."""
        return self.filter(level=Region.Level.TOWNSHIP, counts_for_coverage=True)

    def communities(self) -> Self:
        """Villages and residents' communities."""
        return self.filter(level=Region.Level.COMMUNITY)

    def search(self, text: str) -> Self:
        """Part of the name, of its pinyin or initials, or of the code."""
        return self.filter(matching(text))

    def for_listing(self) -> Self:
        return self.select_related("parent", "legal_parent")


class Region(models.Model):
    """An administrative division: province, city, county-level unit, township or community.

    ``parent`` is the unit that reports for it; ``legal_parent`` the county it belongs to by law,
    where that is another one: Hengshui's two development zones report for three townships of
    桃城区 and 冀州区. ``path`` is the code's significant digits, so a subtree is a range of paths.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("province")
        CITY = "city", _("city")
        COUNTY = "county", _("county-level unit")
        TOWNSHIP = "township", _("township or subdistrict")
        COMMUNITY = "community", _("village or community")

    code = models.CharField(
        _("code"), max_length=12, unique=True, help_text=_("As published: 6, 9 or 12 digits.")
    )
    name = models.CharField(_("name"), max_length=60)
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True, editable=False)
    initials = models.CharField(_("initials"), max_length=300, blank=True, editable=False)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    kind = models.CharField(_("kind"), max_length=20, help_text=_("As the list says: 街道, 镇, 乡, 居委会 …"))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("reports to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    legal_parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs by law to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="legal_children",
        help_text=_("Only where it is another county than the one that reports for it."),
    )
    path = models.CharField(_("path"), max_length=12, unique=True, editable=False)
    counts_for_coverage = models.BooleanField(
        _("counts for coverage"),
        default=False,
        help_text=_("Formal townships and subdistricts count; zones and farms of township rank do not."),
    )
    population = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("census year"), null=True, blank=True)
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Empty: since before the first list.")
    )
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text=_("The division that took its place when its code was withdrawn."),
    )
    history = History(excluded_fields=["pinyin", "initials"])

    objects = RegionQuerySet.as_manager()

    @constrained(known("level", Level, _("This level is not known.")))
    class Meta:
        verbose_name = _("administrative division")
        verbose_name_plural = _("administrative divisions")
        ordering = ["path"]
        indexes = [models.Index(fields=["level", "path"], name="regions_region_level_path")]
        constraints = [
            models.CheckConstraint(
                name="regions_region_only_townships_count",
                condition=Q(counts_for_coverage=False) | Q(level="township"),
                violation_error_message=_("Only townships and subdistricts count for coverage."),
            ),
            not_before(
                "valid_to",
                "valid_from",
                _("A division cannot end before it begins."),
                rule="valid_period",
                optional=("valid_from", "valid_to"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reports:region", args=[self.code])

    def clean(self) -> None:
        if not self.code.isdigit() or len(self.code) != max(PATH_LENGTH.get(self.level, 0), 6):
            raise ValidationError(
                {"code": _("A code has 6 digits down to the county, 9 for a township, 12 for a community.")}
            )
        self.path = path_of(self.code, self.level)
        vars(self).update(search_columns(self.name))

    def covers(self, other: HasPath) -> bool:
        """Whether ``other`` is this division or lies below it."""
        return other.path.startswith(self.path)

    @property
    def is_current(self) -> bool:
        """Whether the division still stands in the list."""
        return self.valid_to is None

    @property
    def child_path_length(self) -> int:
        """How many digits the paths of its direct children have; a community has none below it."""
        lengths = sorted(PATH_LENGTH.values())
        return next((length for length in lengths if length > len(self.path)), lengths[-1])
