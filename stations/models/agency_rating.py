"""The grade that an evaluation gave an agency."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known, not_before
from core.history import History
from core.periods import PeriodQuerySet


class AgencyRatingQuerySet(PeriodQuerySet["AgencyRating"]):
    """Ratings, by the agency's home region."""

    region_path = "agency__home_region__path"
    first_day, last_day = "rated_on", "valid_to"

    def latest_first(self) -> Self:
        """In the order of the agencies, of each the latest first."""
        return self.order_by("agency", "-rated_on", "-pk")

    def for_listing(self) -> Self:
        return self.select_related("agency__home_region")


class AgencyRating(models.Model):
    """An agency was evaluated (社会组织评估) with a grade from 1A to 5A, valid to a day."""

    class Grade(models.TextChoices):
        A1 = "1A", "1A"
        A2 = "2A", "2A"
        A3 = "3A", "3A"
        A4 = "4A", "4A"
        A5 = "5A", "5A"

    agency = models.ForeignKey(
        "stations.Agency", verbose_name=_("agency"), on_delete=models.PROTECT, related_name="ratings"
    )
    grade = models.CharField(_("grade"), max_length=2, choices=Grade)
    rated_on = models.DateField(_("rated on"))
    valid_to = models.DateField(_("valid to"))
    document = models.CharField(_("document"), max_length=100, blank=True)
    history = History()

    objects = AgencyRatingQuerySet.as_manager()

    @constrained(known("grade", Grade, _("This grade is not known.")))
    class Meta:
        verbose_name = _("rating of an agency")
        verbose_name_plural = _("ratings of agencies")
        ordering = ["agency", "-rated_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "rated_on"],
                name="stations_agencyrating_once_a_day",
                violation_error_message=_("This agency has a rating of that day."),
            ),
            not_before("valid_to", "rated_on", _("A rating cannot end before it begins.")),
        ]

    def __str__(self):
        return f"{self.agency} · {self.grade}"

    def clean(self):
        if self.rated_on and self.rated_on > timezone.localdate():
            raise ValidationError({"rated_on": _("This day has not come yet.")})
