"""Cases (个案): a file without a name."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import Series, give_code
from core.constraints import constrained, known, not_before
from core.history import History
from core.judge import Lockable
from core.periods import PeriodQuerySet
from services.rules.free_text import NO_NAMES, no_identities
from services.rules.methods import PHASES, Method, Phase
from stations.models import Station
from stations.models.open_station import refuse_closed


class ServiceCaseQuerySet(PeriodQuerySet["ServiceCase"]):
    """Cases, by their station; at the end of the day it is closed a case no longer runs."""

    region_path = "station__township__path"
    first_day, over_on = "opened_on", "closed_on"

    def for_listing(self) -> Self:
        return self.select_related("station__township")


class ServiceCase(Lockable):
    """One person or family that a station works with over time, known by the file's number alone.

    The file itself, with the name, stays in the station's cabinet. A case counts once, however many
    contacts it takes.
    """

    class Outcome(models.TextChoices):
        REACHED = "reached", _("goals reached")
        PARTLY = "partly", _("goals reached in part")
        REFERRED = "referred", _("referred elsewhere")
        BROKEN_OFF = "broken_off", _("broken off")

    free_fields = ("phase", "closed_on", "outcome")

    code = models.CharField(
        _("file number"),
        max_length=40,
        unique=True,
        blank=True,
        help_text=_("Given by the portal if left empty."),
    )
    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.PROTECT, related_name="service_cases"
    )
    opened_on = models.DateField(pgettext_lazy("case", "opened on"))
    phase = models.CharField(_("phase"), max_length=20, choices=Phase, default=Phase.INTAKE)
    closed_on = models.DateField(pgettext_lazy("case", "closed on"), null=True, blank=True)
    outcome = models.CharField(pgettext_lazy("case", "outcome"), max_length=20, choices=Outcome, blank=True)
    note = models.CharField(
        _("note"), max_length=300, blank=True, validators=[no_identities], help_text=NO_NAMES
    )
    history = History()

    objects = ServiceCaseQuerySet.as_manager()

    @constrained(
        known("phase", PHASES[Method.CASE], _("This phase is not known.")),
        known("outcome", Outcome, _("This outcome is not known."), or_empty=True),
    )
    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-opened_on", "code"]
        constraints = [
            not_before(
                "closed_on", "opened_on", _("A case cannot close before it opens."), optional=("closed_on",)
            ),
        ]

    def __str__(self):
        return self.code

    def why_locked(self, changed=None):
        return _("This case is closed.") if self.closed_on else ""

    def get_absolute_url(self):
        return reverse("services:case-detail", args=[self.code])

    @property
    def name(self) -> str:
        """What is said of it beside its number."""
        return str(self.get_phase_display())

    @property
    def series(self) -> Series:
        """Codes of its station's cases: CA-131102002-1-0001."""
        return Series(f"CA-{self.station.sign}-", digits=4)

    def clean(self):
        if not (self.station_id and self.opened_on):
            return
        if self.closed_on is None:
            refuse_closed(self.station)
        give_code(self)
        if self.opened_on > timezone.localdate():
            raise ValidationError({"opened_on": _("This day has not come yet.")})
