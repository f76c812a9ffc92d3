"""Annual plans of the stations."""

from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.constraints import constrained, known
from core.history import History
from core.judge import Lockable
from core.scope import ScopedQuerySet
from services.rules.free_text import NO_NAMES, no_identities
from stations.models import Station
from stations.models.open_station import refuse_closed

FIRST_YEAR, LAST_YEAR = 2015, 2100


class ServicePlanQuerySet(ScopedQuerySet["ServicePlan"]):
    """Plans, by their station."""

    region_path = "station__township__path"

    def approved(self) -> Self:
        """Plans that the county approved: they are what is measured against."""
        return self.filter(status=ServicePlan.Status.APPROVED)

    def standing(self) -> Self:
        """Plans that did not end with their station."""
        return self.filter(ended_on__isnull=True)

    def for_listing(self) -> Self:
        return self.select_related("station__township")


class ServicePlan(Lockable):
    """What a station means to do in a year: drafted by the station, approved by the county.

    An approved plan is frozen; whoever wants it changed asks the county to reopen it.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")

    code = models.CharField(_("code"), max_length=40, unique=True, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True, editable=False)
    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.PROTECT, related_name="service_plans"
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, validators=[no_identities], help_text=NO_NAMES
    )
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="submitted_plans",
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="approved_plans",
    )
    ended_on = models.DateField(
        pgettext_lazy("plan", "ended on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The day on which its station closed: nothing more is measured against it."),
    )
    comment = models.CharField(
        _("comment of the county"), max_length=300, blank=True, editable=False, validators=[no_identities]
    )
    history = History()

    objects = ServicePlanQuerySet.as_manager()

    @constrained(known("status", Status, _("This status is not known.")))
    class Meta:
        verbose_name = _("service plan")
        verbose_name_plural = _("service plans")
        ordering = ["-year", "station"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "year"],
                name="services_serviceplan_one_a_year",
                violation_error_message=_("This station has a plan for the year already."),
            ),
            models.CheckConstraint(
                name="services_serviceplan_submitted_by_somebody",
                condition=Q(status="draft") | Q(submitted_on__isnull=False, submitted_by__isnull=False),
                violation_error_message=_("A submitted plan says who submitted it and when."),
            ),
            models.CheckConstraint(
                name="services_serviceplan_approved_by_somebody",
                condition=(~Q(status="approved") & Q(approved_on__isnull=True, approved_by__isnull=True))
                | Q(status="approved", approved_on__isnull=False, approved_by__isnull=False),
                violation_error_message=_("An approved plan says who approved it and when, and no other."),
            ),
            models.CheckConstraint(
                name="services_serviceplan_four_eyes",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                violation_error_message=_("Whoever submitted the plan cannot approve it."),
            ),
        ]

    def __str__(self):
        return f"{self.station} {self.year}"

    def why_locked(self, changed=None):
        if self.ended_on:
            return self.ended_sentence
        if self.is_draft:
            return ""
        return _("%(plan)s is %(status)s and frozen; the county officer returns or reopens it.") % {
            "plan": self,
            "status": self.get_status_display(),
        }

    @property
    def ended_sentence(self):
        """Why nothing more is done with a plan that ended with its station."""
        return _("%(plan)s ended on %(day)s with its station; plan at the station that goes on.") % {
            "plan": self,
            "day": self.ended_on,
        }

    def get_absolute_url(self):
        return reverse("services:plan-detail", args=[self.code])

    def clean(self):
        if self.station_id and self.year:
            if self.ended_on is None:
                refuse_closed(self.station)
            self.code = code_of(self.station, self.year)
            self.name = f"{self.station.name} {self.year}"
        if self.year and self.year > timezone.localdate().year + 1:
            raise ValidationError({"year": _("Plans are made for this year or the next one.")})

    @property
    def is_draft(self) -> bool:
        """Whether its items may be changed."""
        return self.status == self.Status.DRAFT and self.ended_on is None


def code_of(station: Station, year: int) -> str:
    """The code of a station's plan for a year: SP-131102002-1-2022."""
    return f"SP-{station.sign}-{year}"
