"""The stages of one station, as planned and as achieved."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known
from core.history import History
from core.scope import ScopedQuerySet
from stations.models.gate_rule import GateRule
from stations.models.interruption import Interruption
from stations.models.stage import Stage
from stations.rules import gates


class MilestoneQuerySet(ScopedQuerySet["Milestone"]):
    """Milestones, by their station."""

    region_path = "station__township__path"

    def achieved(self, on: date) -> Self:
        """Achieved on or before the day ``on``."""
        return self.filter(achieved_on__lte=on)

    def overdue(self, on: date) -> Self:
        """Planned for a day before ``on`` and not achieved by then, at a station that works then."""
        interrupted = Interruption.objects.on(on).filter(station=OuterRef("station"))
        return self.filter(~Exists(interrupted), planned_on__lt=on).exclude(achieved_on__lte=on)

    def for_listing(self) -> Self:
        return self.select_related("station__township")


@dataclass
class Beside:
    """What a milestone's rules ask: the rules of its stage, who is at its station, its day as stored."""

    rules: Iterable[GateRule]
    presence: gates.Presence
    achieved_on: date | None = None


class Milestone(models.Model):
    """One stage of one station: when it was to be reached, when it was, and why it is late."""

    class Level(models.TextChoices):
        CITY = "city", _("city")
        COUNTY = "county", _("county")
        TOWNSHIP = "township", _("township")
        AGENCY = "agency", _("agency")

    class DelayCause(models.TextChoices):
        SITE = "site", _("no site")
        FUNDING = "funding", _("no money")
        AGENCY = "agency", _("no agency")
        STAFFING = "staffing", _("no staff")
        PROCUREMENT = "procurement", _("procurement takes long")
        COORDINATION = "coordination", _("departments do not pull together")
        OTHER = "other", _("other cause")

    station = models.ForeignKey(
        "stations.Station", verbose_name=_("station"), on_delete=models.PROTECT, related_name="milestones"
    )
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    achieved_on = models.DateField(_("achieved on"), null=True, blank=True)
    responsible_level = models.CharField(
        _("responsible level"), max_length=10, choices=Level, default=Level.COUNTY
    )
    delay_cause = models.CharField(_("cause of delay"), max_length=15, choices=DelayCause, blank=True)
    delay_note = models.CharField(_("note on the delay"), max_length=200, blank=True)
    history = History()

    objects = MilestoneQuerySet.as_manager()

    @constrained(
        known("stage", Stage, _("This stage is not known.")),
        known("responsible_level", Level, _("This level is not known.")),
        known("delay_cause", DelayCause, _("This cause of delay is not known."), or_empty=True),
    )
    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["station", "stage"]
        indexes = [
            models.Index(fields=["stage", "achieved_on", "station"], name="stations_milestone_achieved"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "stage"],
                name="stations_milestone_once",
                violation_error_message=_("This station has a milestone for this stage already."),
            ),
        ]

    def __str__(self):
        return f"{self.station} · {self.get_stage_display()}"

    def clean(self, *, beside: Beside | None = None):
        """``beside`` is what the rules ask, where it is read already."""
        if self.achieved_on and self.achieved_on > timezone.localdate():
            raise ValidationError({"achieved_on": _("A milestone cannot be achieved in the future.")})
        if self.achieved_on and self.station_id and not self._is_achieved_as_stored(beside):
            self._check_gates(beside)

    def _is_achieved_as_stored(self, beside) -> bool:
        """Whether the day is not being changed: a rule that comes later does not undo what was achieved."""
        if beside is not None:
            return beside.achieved_on == self.achieved_on
        return Milestone.objects.filter(pk=self.pk, achieved_on=self.achieved_on).exists()

    def lacking(self, on, beside: Beside | None = None) -> list[str]:
        """What the rules of the stage miss at the station on the day ``on``, in sentences."""
        beside = beside or Beside(
            rules=GateRule.objects.filter(stage=self.stage, is_active=True),
            presence=gates.Presence([self.station_id]),
        )
        return gates.lacking(beside.rules, beside.presence, self.station_id, on)

    def _check_gates(self, beside):
        sentences = self.lacking(self.achieved_on, beside)
        if sentences:
            raise ValidationError(
                {
                    "achieved_on": [
                        *sentences,
                        _("Enter what is missing first; a municipal administrator can change the rule."),
                    ]
                }
            )

    def is_overdue(self, on) -> bool:
        """Whether it should have been achieved before the day ``on`` and was not."""
        is_achieved = self.achieved_on is not None and self.achieved_on <= on
        return self.planned_on is not None and self.planned_on < on and not is_achieved
