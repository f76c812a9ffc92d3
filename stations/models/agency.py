"""Social-work agencies (社工机构)."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import constrained, known, not_before
from core.history import History
from core.periods import PeriodQuerySet
from core.pinyin import matching, search_columns
from core.scope import Anyone, covers, paths_for, permission_of, under_paths
from regions.models import Region
from regions.models.region import PATH_LENGTH
from stations.models.agency_rating import AgencyRating
from stations.models.engagement import Engagement
from stations.rules.uscc import Verdict, normalised, verdict


class AgencyQuerySet(PeriodQuerySet["Agency"]):
    """Agencies: at home in a region, and seen also where they work at a station.

    An agency holds ``on`` the days on which it is registered; on that of its deregistration it is not.
    """

    region_path = "home_region__path"
    first_day, over_on = "registered_on", "deregistered_on"

    def in_paths(self, paths: Collection[str]) -> Self:
        """At home in the subtrees, or engaged at a station there, now or in the past."""
        engaged = Engagement.objects.in_paths(paths).values("agency")
        return self.filter(under_paths(self.region_path, paths) | Q(pk__in=engaged))

    def permitted(self, user: Anyone, action: str) -> Self:
        """Seeing reaches as far as the agency works; everything else is for its home region."""
        if action == "view":
            return super().permitted(user, action)
        return self.filter(under_paths(self.region_path, self.paths_of(user, action)))

    def at_home(self, user: Anyone) -> Self:
        """Agencies of which ``user`` may see everything: those of their own regions."""
        return self.filter(under_paths(self.region_path, self.paths_of(user, "view")))

    def engageable(self, user: Anyone) -> Self:
        """Agencies that ``user`` may let work at a station: what they see, and the active ones of their city.

        Neighbouring agencies may serve too; what is their home region's alone stays hidden.
        """
        held = paths_for(user, permission_of(Engagement, "add"))
        cities = [path[: PATH_LENGTH["city"]] for path in held]
        near = under_paths(self.region_path, cities) & Q(status=Agency.Status.ACTIVE)
        return self.filter(near | Q(pk__in=Agency.objects.visible_to(user).values("pk")))

    def with_load(self) -> Self:
        """Adds ``load``: at how many stations it works."""
        going_on = Engagement.objects.open().filter(agency=OuterRef("pk")).order_by().values("agency")
        counted = going_on.annotate(n=Count("station", distinct=True)).values("n")
        return self.annotate(load=Coalesce(Subquery(counted), Value(0)))

    def with_grade(self, on: date) -> Self:
        """Adds ``grade``, that of the latest rating valid on the day, or None."""
        valid = AgencyRating.objects.on(on).filter(agency=OuterRef("pk")).latest_first()
        return self.annotate(grade=Subquery(valid.values("grade")[:1]))

    def registered_on_day(self, on: date) -> Self:
        """Registered on or before the day ``on`` and not struck off by then."""
        return self.on(on)

    def founded_by_others(self) -> Self:
        """Founded by a body whose own trade is another: associations, homes, companies, hospitals."""
        return self.exclude(founder_type=Agency.FounderType.PROFESSIONAL)

    def at_level(self, level: str) -> Self:
        """Registered with an authority of this level."""
        return self.filter(registration_level=level)

    def search(self, text: str) -> Self:
        """Part of the name, of its pinyin or initials, of the code or of the credit code."""
        return self.filter(matching(text, "uscc"))

    def for_listing(self) -> Self:
        return self.select_related("home_region")


class Agency(models.Model):
    """A registered social-work organisation that runs stations or supports them.

    It belongs to its home region, whose officers keep it; where it works at a station it is seen
    too, without its home, contact and capital. Struck-off agencies stay on record.
    """

    class RegistrationLevel(models.TextChoices):
        COUNTY = "county", _("county")
        CITY = "city", _("city")
        PROVINCE = "province", _("province")

    class FounderType(models.TextChoices):
        VOLUNTEER_ASSOCIATION = "volunteer_association", _("volunteer association")
        ELDER_CARE = "elder_care", _("elder-care institution")
        PROPERTY_COMPANY = "property_company", _("property company")
        HOSPITAL = "hospital", _("hospital")
        PROFESSIONAL = "professional", _("social-work professionals")
        OTHER = "other", _("other body")

    class Status(models.TextChoices):
        PREPARING = "preparing", _("in preparation")
        ACTIVE = "active", _("registered")
        DEREGISTERED = "deregistered", _("deregistered")

    code = models.CharField(
        _("code"), max_length=20, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    name = models.CharField(_("name"), max_length=100)
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True, editable=False)
    initials = models.CharField(_("initials"), max_length=300, blank=True, editable=False)
    uscc = models.CharField(
        _("unified social credit code"),
        max_length=30,
        unique=True,
        null=True,
        blank=True,
        help_text=_("18 signs; an agency in preparation has none yet."),
    )
    uscc_override_reason = models.CharField(
        _("proof for a failing check digit"),
        max_length=200,
        blank=True,
        help_text=_("Only where the certificate itself shows the code that fails the check."),
    )
    registration_level = models.CharField(_("registered with the"), max_length=10, choices=RegistrationLevel)
    founder_type = models.CharField(_("founded by"), max_length=25, choices=FounderType)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    deregistered_on = models.DateField(_("deregistered on"), null=True, blank=True)
    capital_yuan = models.DecimalField(
        _("registered capital (yuan)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    home_region = models.ForeignKey(
        Region, verbose_name=_("home region"), on_delete=models.PROTECT, related_name="agencies"
    )
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.PREPARING)
    contact_name = models.CharField(_("contact"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    series = Series("AG-", digits=4)
    history = History()

    objects = AgencyQuerySet.as_manager()

    @constrained(
        known("registration_level", RegistrationLevel, _("This registration level is not known.")),
        known("founder_type", FounderType, _("This kind of founder is not known.")),
    )
    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="stations_agency_status_dates",
                condition=Q(status="preparing", registered_on__isnull=True, deregistered_on__isnull=True)
                | Q(status="active", registered_on__isnull=False, deregistered_on__isnull=True)
                | Q(status="deregistered", registered_on__isnull=False, deregistered_on__isnull=False),
                violation_error_message=_(
                    "Status and dates contradict each other: a registered agency has the day of "
                    "registration, a deregistered one that of deregistration too."
                ),
            ),
            not_before(
                "deregistered_on",
                "registered_on",
                _("An agency cannot be deregistered before it is registered."),
                rule="registered_period",
                optional=("deregistered_on",),
            ),
            models.CheckConstraint(
                name="stations_agency_uscc_once_registered",
                condition=Q(status="preparing") | Q(uscc__isnull=False),
                violation_error_message=_("A registered agency has a unified social credit code."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:agency", args=[self.code])

    def clean(self):
        give_code(self)
        vars(self).update(search_columns(self.name))
        self.uscc = normalised(self.uscc) if self.uscc else None
        self._check_uscc()
        today = timezone.localdate()
        for field in ("registered_on", "deregistered_on"):
            if (getattr(self, field) or today) > today:
                raise ValidationError({field: _("This day has not come yet.")})

    def _check_uscc(self):
        if not self.uscc:
            return
        found = verdict(self.uscc)
        if found == Verdict.MALFORMED:
            raise ValidationError(
                {"uscc": _("A credit code has 18 digits and capitals, without I, O, S, V, Z.")}
            )
        if found == Verdict.WRONG_CHECK and not self.uscc_override_reason:
            raise ValidationError(
                {"uscc": _("The check digit is wrong. If the certificate shows this code, state the proof.")}
            )

    @property
    def is_uscc_valid(self) -> bool:
        """Whether the credit code passes its check; a stated proof does not make it pass."""
        return bool(self.uscc and verdict(self.uscc) == Verdict.VALID)

    def is_home_for(self, user) -> bool:
        """Whether ``user`` sees all of it: its home region is theirs (reads the loaded region only)."""
        return covers(user, "stations.view_agency", self.home_region.path)
