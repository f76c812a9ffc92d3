"""Times in which a station does not work."""

from datetime import date
from typing import Self, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known, not_before
from core.history import History
from core.periods import PeriodQuerySet

WAITS_TO_STOP = Q(confirmed_on__isnull=True, ended_on__isnull=True)
WAITS_TO_REOPEN = Q(confirmed_on__isnull=False, ended_on__isnull=False, reopening_confirmed_on__isnull=True)


class InterruptionQuerySet(PeriodQuerySet["Interruption"]):
    """Interruptions, by their station; on the day of reopening the station works again.

    What the level above has not confirmed yet holds on no day: neither the stop nor the reopening.
    """

    region_path = "station__township__path"
    over_on = "ended_on"

    def waiting(self) -> Self:
        """Those of which the stop or the reopening waits to be confirmed."""
        return self.filter(WAITS_TO_STOP | WAITS_TO_REOPEN)

    def _begun(self, day: date | None, prefix: str = "") -> Q:
        return super()._begun(cast("date", day), prefix) & Q(**{f"{prefix}confirmed_on__isnull": False})

    def _not_over(self, day: date, prefix: str = "") -> Q:
        return super()._not_over(day, prefix) | Q(**{f"{prefix}reopening_confirmed_on__isnull": True})

    def closures(self) -> Self:
        """Closed for good, as far as was known."""
        return self.filter(kind=Interruption.Kind.CLOSED)

    def for_listing(self) -> Self:
        return self.select_related("station__township")


def _by_two(one: str, other: str) -> Q:
    return Q(**{f"{one}__isnull": True}) | Q(**{f"{other}__isnull": True}) | ~Q(**{one: F(other)})


def _account(label, related_name):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name=related_name,
    )


class Interruption(models.Model):
    """A station is suspended for a while or closed, and does not count as completed meanwhile.

    Written by the actions that suspend, close and reopen a station, which keep its status in step. A
    suspension and its end are reported by one and confirmed by another, of the level above; one that
    was not confirmed ends on its first day and never held.
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
    reported_by = _account(_("reported by"), "reported_interruptions")
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = _account(_("confirmed by"), "confirmed_interruptions")
    reopened_by = _account(_("reopening reported by"), "reopened_interruptions")
    reopening_confirmed_on = models.DateField(
        _("reopening confirmed on"), null=True, blank=True, editable=False
    )
    reopening_confirmed_by = _account(_("reopening confirmed by"), "confirmed_reopenings")
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
            models.CheckConstraint(
                name="stations_interruption_four_eyes",
                condition=_by_two("confirmed_by", "reported_by")
                & _by_two("reopening_confirmed_by", "reopened_by"),
                violation_error_message=_("Whoever reported it cannot confirm it."),
            ),
        ]

    def __str__(self):
        return f"{self.station} · {self.get_kind_display()}"

    def clean(self):
        today = timezone.localdate()
        for field in ("started_on", "ended_on"):
            if (getattr(self, field) or today) > today:
                raise ValidationError({field: _("This day has not come yet.")})

    @property
    def waits_to_stop(self) -> bool:
        """Whether the stop waits to be confirmed."""
        return self.confirmed_on is None and self.ended_on is None

    @property
    def waits_to_reopen(self) -> bool:
        """Whether the reopening waits to be confirmed."""
        has_stopped = self.confirmed_on is not None and self.ended_on is not None
        return has_stopped and self.reopening_confirmed_on is None

    @property
    def waits_since(self) -> date:
        """The first day that what waits speaks of."""
        return self.ended_on if self.waits_to_reopen and self.ended_on else self.started_on

    @property
    def reporter(self):
        """Who reported what waits."""
        return self.reopened_by if self.waits_to_reopen else self.reported_by
