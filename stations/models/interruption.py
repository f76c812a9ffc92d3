"""Times in which a station does not work."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known, not_before
from core.history import History
from core.periods import PeriodQuerySet


class InterruptionQuerySet(PeriodQuerySet["Interruption"]):
    """Interruptions, by their station; on the day of reopening the station works again."""

    region_path = "station__township__path"
    over_on = "ended_on"

    def closures(self) -> Self:
        """Closed for good, as far as was known."""
        return self.filter(kind=Interruption.Kind.CLOSED)

    def for_listing(self) -> Self:
        return self.select_related("station__township")


class Interruption(models.Model):
    """A station is suspended for a while or closed, and does not count as completed meanwhile.

    Written by the actions that suspend, close and reopen a station, which keep its status in step.
    """

    class Kind(models.TextChoices):
        SUSPENDED = "suspended", _("suspended")
        CLOSED = "closed", _("closed")

    station = models.ForeignKey(
        "stations.Station", verbose_name=_("station"), on_delete=models.PROTECT, related_name="interruptions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    reason = models.CharField(_("reason"), max_length=200)
    started_on = models.DateField(_("first day"))
    ended_on = models.DateField(
        _("reopened on"),
        null=True,
        blank=True,
        help_text=_("The first day of work again."),
    )
    history = History()

    objects = InterruptionQuerySet.as_manager()

    @constrained(known("kind", Kind, _("This kind of interruption is not known.")))
    class Meta:
        verbose_name = _("interruption")
        verbose_name_plural = _("interruptions")
        ordering = ["station", "-started_on"]
        constraints = [
            not_before(
                "ended_on",
                "started_on",
                _("A station cannot reopen before it stopped."),
                optional=("ended_on",),
            ),
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(ended_on__isnull=True),
                name="stations_interruption_one_open",
                violation_error_message=_("This station is suspended or closed already; reopen it first."),
            ),
        ]

    def __str__(self):
        return f"{self.station} · {self.get_kind_display()}"

    def clean(self):
        today = timezone.localdate()
        for field in ("started_on", "ended_on"):
            if (getattr(self, field) or today) > today:
                raise ValidationError({field: _("This day has not come yet.")})
