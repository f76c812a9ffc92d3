"""Groups (小组)."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import not_before
from core.history import History
from core.judge import Lockable
from core.periods import PeriodQuerySet
from services.rules.free_text import NO_NAMES, no_identities
from stations.models import Station
from stations.models.open_station import refuse_closed


class ServiceGroupQuerySet(PeriodQuerySet["ServiceGroup"]):
    """Groups, by their station; an open one still meets."""

    region_path = "station__township__path"

    def for_listing(self) -> Self:
        return self.select_related("station__township")


class ServiceGroup(Lockable):
    """People who meet for a number of sessions with a social worker; it counts once, and its sessions
    and attendances beside it.
    """

    free_fields = ("ended_on",)

    code = models.CharField(
        _("code"), max_length=40, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.PROTECT, related_name="service_groups"
    )
    name = models.CharField(_("name"), max_length=100, validators=[no_identities])
    planned_sessions = models.PositiveSmallIntegerField(_("sessions planned"), null=True, blank=True)
    started_on = models.DateField(_("started on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    note = models.CharField(
        _("note"), max_length=300, blank=True, validators=[no_identities], help_text=NO_NAMES
    )
    history = History()

    objects = ServiceGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["-started_on", "code"]
        constraints = [
            not_before(
                "ended_on", "started_on", _("A group cannot end before it starts."), optional=("ended_on",)
            ),
        ]

    def __str__(self):
        return self.name

    def why_locked(self, changed=None):
        return _("This group has ended.") if self.ended_on else ""

    def get_absolute_url(self):
        return reverse("services:group-detail", args=[self.code])

    @property
    def series(self) -> Series:
        """Codes of its station's groups: GR-131102002-1-001."""
        return Series(f"GR-{self.station.sign}-", digits=3)

    def clean(self):
        if not (self.station_id and self.started_on):
            return
        if self.ended_on is None:
            refuse_closed(self.station)
        give_code(self)
        if self.started_on > timezone.localdate():
            raise ValidationError({"started_on": _("This day has not come yet.")})
