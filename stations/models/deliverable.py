"""What a station builds towards its service model."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Least, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import Series, give_code
from core.constraints import constrained, known, not_before
from core.history import History
from core.judge import Lockable
from core.scope import ScopedQuerySet
from regions.models import Region
from stations.models.component import Component
from stations.models.milestone import Milestone
from stations.models.open_station import refuse_closed


class DeliverableQuerySet(ScopedQuerySet["Deliverable"]):
    """Deliverables, by their station."""

    region_path = "station__township__path"

    def standing(self, on: date | None = None) -> Self:
        """Not ended by the day ``on``; without a day, not ended at all."""
        going_on = Q(ended_on__isnull=True)
        return self.filter(going_on if on is None else going_on | Q(ended_on__gt=on))

    def accepted(self, on: date | None = None) -> Self:
        """Accepted on or before the day ``on`` and not ended by it; without a day, whatever is accepted."""
        rows = self.standing(on).filter(status=Deliverable.Status.ACCEPTED)
        return rows if on is None else rows.filter(accepted_on__lte=on)

    def with_files(self) -> Self:
        """Those that files show."""
        return self.filter(Exists(self._files()))

    def with_shown(self) -> Self:
        """Annotate ``is_shown``: whether files show it."""
        return self.annotate(is_shown=Exists(self._files()))

    def _files(self):
        evidence: Any = self.model._meta.get_field("evidence").related_model
        return evidence._default_manager.present().filter(deliverable=OuterRef("pk"))

    def within_required(self, on: date | None = None) -> Self:
        """The accepted ones up to the required number of each component, the earliest first.

        The rows are numbered by a window, so they cannot be grouped; ``counted`` can.
        """
        place = Window(
            RowNumber(), partition_by=[F("station"), F("component")], order_by=[F("accepted_on"), F("pk")]
        )
        numbered = self.accepted(on).filter(component__required__isnull=False).order_by()
        return numbered.annotate(place=place).filter(place__lte=F("component__required"))

    def counted(self, on: date | None = None) -> Self:
        """The accepted ones that count: no surplus, and nothing of components without a number."""
        return self.filter(pk__in=self.within_required(on).values("pk"))

    def amounts(self) -> QuerySet["Deliverable", Any]:
        """As many as ``within_required`` has of each component, as ``n``, without numbering them."""
        numbered = self.accepted().filter(component__required__isnull=False).order_by()
        n = Least(Count("pk"), F("component__required"), output_field=IntegerField())
        return numbered.values("station", "component").annotate(n=n).values("n")

    def search(self, text: str) -> Self:
        """Part of the name or of the code."""
        return self.filter(Q(name__icontains=text) | Q(code__icontains=text))

    def for_listing(self) -> Self:
        return self.select_related("station__township", "component", "community")


class Deliverable(Lockable):
    """A platform, a project or a community room that a station builds: planned, reported, accepted.

    Only what is accepted counts, and whoever reported it does not accept it.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        IN_PROGRESS = "in_progress", _("in progress")
        REPORTED = "reported", _("reported")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")

    free_fields = (
        "status",
        "reported_on",
        "reported_by",
        "returned_on",
        "accepted_on",
        "accepted_by",
        "comment",
    )

    code = models.CharField(
        _("code"), max_length=40, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    station = models.ForeignKey(
        "stations.Station", verbose_name=_("station"), on_delete=models.PROTECT, related_name="deliverables"
    )
    component = models.ForeignKey(
        Component, verbose_name=_("component"), on_delete=models.PROTECT, related_name="deliverables"
    )
    name = models.CharField(_("name"), max_length=100)
    community = models.ForeignKey(
        Region,
        verbose_name=_("village or community"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deliverables",
        help_text=_("Community rooms only; it lies in the station's township."),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.PLANNED)
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_deliverables",
    )
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accepted_deliverables",
    )
    ended_on = models.DateField(
        pgettext_lazy("deliverable", "ended on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The first day on which it is no longer there: its station closed."),
    )
    comment = models.CharField(
        _("comment"),
        max_length=300,
        blank=True,
        help_text=_("Why it was returned, or what to know."),
    )
    # Whether it was accepted when it was read, and whether files show it, as read with ``with_shown``.
    _was_accepted = False
    is_shown = False

    history = History()

    objects = DeliverableQuerySet.as_manager()

    @constrained(known("status", Status, _("This status is not known.")))
    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        ordering = ["station", "component", "code"]
        indexes = [
            models.Index(
                fields=["station", "component", "accepted_on"], name="stations_deliverable_accepted"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="stations_deliverable_accepted_on_a_day",
                condition=Q(status="accepted", accepted_on__isnull=False)
                | (~Q(status="accepted") & Q(accepted_on__isnull=True)),
                violation_error_message=_(
                    "What is accepted has the day of acceptance, and nothing else has it."
                ),
            ),
            models.CheckConstraint(
                name="stations_deliverable_accepted_by_somebody",
                condition=~Q(status="accepted") | Q(accepted_by__isnull=False, reported_by__isnull=False),
                violation_error_message=_("What is accepted names who reported it and who accepted it."),
            ),
            models.CheckConstraint(
                name="stations_deliverable_four_eyes",
                condition=Q(accepted_by__isnull=True)
                | Q(reported_by__isnull=True)
                | ~Q(accepted_by=F("reported_by")),
                violation_error_message=_("Whoever reported it cannot accept it."),
            ),
            not_before(
                "ended_on",
                "accepted_on",
                _("What is accepted cannot end before its acceptance."),
                rule="ended_after_accepted",
                optional=("ended_on", "accepted_on"),
            ),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(community__isnull=False, ended_on__isnull=True) & ~Q(status="returned"),
                name="stations_deliverable_one_room_per_community",
                violation_error_message=_("This community has a room already."),
            ),
        ]

    def __str__(self):
        return self.name

    def why_locked(self, changed=None):
        if self.ended_on:
            return _("What ended with its station is not changed any more.")
        return _("What is accepted is not changed any more.") if self.is_accepted else ""

    def get_absolute_url(self):
        return reverse("stations:deliverable-detail", args=[self.code])

    @classmethod
    def from_db(cls, db, field_names, values, **kwargs):
        """Remember how it was read: what was accepted before files were asked for stays so."""
        record = super().from_db(db, field_names, values, **kwargs)
        record._was_accepted = vars(record).get("status") == cls.Status.ACCEPTED
        return record

    @property
    def series(self) -> Series:
        """Codes of its station's deliverables: DV-131102002-1-01."""
        return Series(f"DV-{self.station.sign}-", digits=2)

    def clean(self):
        if not (self.station_id and self.component_id):
            return
        if self.ended_on is None:
            refuse_closed(self.station)
        give_code(self)
        if self.component.service_model_id != self.station.service_model_id:
            raise ValidationError({"component": _("The station follows a model without this component.")})
        self._check_community()
        if self.is_accepted and not self._was_accepted and (lacking := self.lacking_evidence()):
            raise ValidationError(lacking)
        today = timezone.localdate()
        for field in ("started_on", "reported_on", "returned_on", "accepted_on", "ended_on"):
            if (getattr(self, field) or today) > today:
                raise ValidationError({field: _("This day has not come yet.")})

    def _check_community(self):
        if self.component.needs_community != (self.community_id is not None):
            raise ValidationError(
                {"community": _("A community room names its village or community, and nothing else does.")}
            )
        if self.community_id and not self._lies_in_township():
            raise ValidationError({"community": _("The community lies outside the station's township.")})

    def _lies_in_township(self):
        community = self.community
        if community is None or community.level != Region.Level.COMMUNITY:
            return False
        return self.station.township.covers(community)

    def lacking_evidence(self) -> str:
        """What files it still needs to be accepted, in a sentence; empty where it has them. Queries."""
        part = self.component
        if not part.evidence_minimum:
            return ""
        count = self.evidence.present().of_kind(part.evidence_kind).count() if self.pk else 0
        if count >= part.evidence_minimum:
            return ""
        return _(
            "“%(component)s” is accepted with at least %(minimum)d files (%(kind)s) that show it; "
            "%(count)d here."
        ) % {
            "component": part,
            "minimum": part.evidence_minimum,
            "kind": part.get_evidence_kind_display(),
            "count": count,
        }

    @property
    def is_accepted(self) -> bool:
        """Whether it counts as built."""
        return self.status == self.Status.ACCEPTED

    @property
    def turn(self) -> str:
        """The level whose turn it is: the county's once it is reported, nobody's once accepted or ended."""
        if self.is_accepted or self.ended_on:
            return ""
        return Milestone.Level.COUNTY if self.status == self.Status.REPORTED else Milestone.Level.TOWNSHIP

    @property
    def waits_since(self):
        """The day since which it is their turn, as far as it is known."""
        days: dict[str, date | None] = {
            self.Status.PLANNED: self.planned_on,
            self.Status.IN_PROGRESS: self.started_on,
            self.Status.REPORTED: self.reported_on,
            self.Status.RETURNED: self.returned_on or self.reported_on,
        }
        return days.get(self.status)

    def get_turn_display(self) -> str:
        """The level whose turn it is, in words."""
        return str(Milestone.Level(self.turn).label) if self.turn else ""
