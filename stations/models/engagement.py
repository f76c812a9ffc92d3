"""Which agency works at which station."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known, not_before
from core.history import History
from core.periods import PeriodQuerySet, shares_a_day
from stations.models.open_station import refuse_closed


class EngagementQuerySet(PeriodQuerySet["Engagement"]):
    """Engagements, by the station they are for."""

    region_path = "station__township__path"

    def operators(self) -> Self:
        """Those that run the station, not those that support it."""
        return self.filter(role=Engagement.Role.OPERATOR)

    def for_listing(self) -> Self:
        return self.select_related("agency", "station__township")


class Engagement(models.Model):
    """An agency runs a station or supports it, from one day to another.

    A station has one operator at a time and any number of supporters.
    """

    class Role(models.TextChoices):
        OPERATOR = "operator", _("operator")
        SUPPORTER = "supporter", _("supporter")

    agency = models.ForeignKey(
        "stations.Agency", verbose_name=_("agency"), on_delete=models.PROTECT, related_name="engagements"
    )
    station = models.ForeignKey(
        "stations.Station", verbose_name=_("station"), on_delete=models.PROTECT, related_name="engagements"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: still going on."))
    history = History()

    objects = EngagementQuerySet.as_manager()

    @constrained(known("role", Role, _("This role is not known.")))
    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        ordering = ["station", "-started_on"]
        constraints = [
            not_before(
                "ended_on",
                "started_on",
                _("An engagement cannot end before it begins."),
                optional=("ended_on",),
            ),
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(role="operator", ended_on__isnull=True),
                name="stations_engagement_one_open_operator",
                violation_error_message=_("This station has an operator; end that engagement first."),
            ),
            models.UniqueConstraint(
                fields=["station", "agency"],
                condition=Q(ended_on__isnull=True),
                name="stations_engagement_once_open",
                violation_error_message=_("This agency works at this station already."),
            ),
        ]

    def __str__(self):
        return f"{self.agency} · {self.get_role_display()}"

    def clean(self, *, beside: list["Engagement"] | None = None):
        """``beside`` are the station's other engagements, where they are read already."""
        if not (self.station_id and self.agency_id and self.started_on):
            return
        if self.ended_on is None:
            refuse_closed(self.station)
        if self.agency.registered_on is None or self.agency.registered_on > self.started_on:
            raise ValidationError(
                {"started_on": _("%(agency)s was not registered on that day.") % {"agency": self.agency}}
            )
        if self.role == self.Role.OPERATOR and any(
            shares_a_day(self, other) for other in self._operators(beside)
        ):
            raise ValidationError(
                {
                    "started_on": _(
                        "Another agency runs the station in this period; end that engagement first."
                    )
                }
            )

    def _operators(self, beside):
        """The station's other operators of all times."""
        if beside is None:
            return Engagement.objects.operators().filter(station=self.station).exclude(pk=self.pk)
        return [other for other in beside if other.role == self.Role.OPERATOR]
