"""Stations (社工站)."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import constrained, known, together
from core.history import History
from core.pinyin import matching, search_columns
from core.scope import ScopedQuerySet
from core.subqueries import TotalOf
from regions.models import Region
from stations.models.agency import Agency
from stations.models.component import Component
from stations.models.deliverable import Deliverable
from stations.models.engagement import Engagement
from stations.models.interruption import Interruption
from stations.models.milestone import Milestone
from stations.models.service_model import ServiceModel
from stations.models.stage import Stage

LETTERS = "ST-"
OF_THIS_STATION = OuterRef("pk")


def name_a_time(opening_hours: str) -> None:
    """Refuse opening hours that say no time: "on working days" helps nobody who comes at noon."""
    if not any(sign.isdigit() for sign in opening_hours):
        raise ValidationError(_("Opening hours name a time, such as 8:30–17:30."))


class StationQuerySet(ScopedQuerySet["Station"]):
    """Stations, by their township."""

    region_path = "township__path"

    def completed(self, on: date) -> Self:
        """Operating or beyond by the day, proven and confirmed, and neither suspended nor closed (建成)."""
        operating = Milestone.objects.counted(on).filter(stage__gte=Stage.OPERATING)
        return self.filter(
            Exists(operating.filter(station=OF_THIS_STATION)),
            ~Exists(Interruption.objects.on(on).filter(station=OF_THIS_STATION)),
        )

    def in_plan(self, on: date) -> Self:
        """In the plan by the day ``on`` and not closed on it."""
        planned = Milestone.objects.counted(on).filter(stage=Stage.PLANNED)
        return self.filter(
            Exists(planned.filter(station=OF_THIS_STATION)),
            ~Exists(Interruption.objects.closures().on(on).filter(station=OF_THIS_STATION)),
        )

    def overdue(self, on: date) -> Self:
        """Those with a milestone that is overdue on the day ``on``."""
        return self.filter(Exists(Milestone.objects.overdue(on).filter(station=OF_THIS_STATION)))

    def with_stage_on(self, on: date) -> Self:
        """Annotate ``stage_on``: the stage as it counted on the day ``on``."""
        counted = Milestone.objects.counted(on).filter(station=OF_THIS_STATION).order_by("-stage")
        stage = Subquery(counted.values("stage")[:1])
        return self.annotate(stage_on=Coalesce(stage, Value(Stage.PLANNED), output_field=IntegerField()))

    def claiming_completed(self, on: date) -> Self:
        """Said to operate by the day ``on`` without counting as completed for it."""
        claimed = Milestone.objects.achieved(on).not_counted().filter(stage__gte=Stage.OPERATING)
        return self.filter(
            Exists(claimed.filter(station=OF_THIS_STATION)),
            ~Exists(Interruption.objects.on(on).filter(station=OF_THIS_STATION)),
        ).exclude(pk__in=self.model.objects.completed(on).values("pk"))

    def reported_completed(self, on: date) -> Self:
        """Reported as operating by the day ``on``, and waiting to be confirmed."""
        reported = Milestone.objects.achieved(on).reported().filter(stage__gte=Stage.OPERATING)
        return self.claiming_completed(on).filter(Exists(reported.filter(station=OF_THIS_STATION)))

    def completed_without_proof(self, on: date) -> Self:
        """Said to operate by the day ``on``, and short of proof."""
        reported = Milestone.objects.achieved(on).reported().filter(stage__gte=Stage.OPERATING)
        return self.claiming_completed(on).filter(~Exists(reported.filter(station=OF_THIS_STATION)))

    def with_claim(self, on: date | None = None) -> Self:
        """Annotate ``claimed_stage`` and ``claimed_standing``: the furthest stage said to be reached (by the
        day ``on``) that does not count, and whether it waits to be confirmed or is short of proof; None
        where all counts.
        """
        said = Milestone.objects.achieved(on) if on else Milestone.objects.all()
        claims: Any = said.not_counted().filter(station=OF_THIS_STATION).order_by("-stage")
        return self.annotate(
            claimed_stage=Subquery(claims.values("stage")[:1]),
            claimed_standing=Subquery(claims.with_standing().values("standing_now")[:1]),
        )

    def with_conformance(self) -> Self:
        """Annotate ``counted`` of ``required``: how much of its service model is accepted (8 of 13)."""
        numbered = Component.objects.numbered().filter(service_model=OuterRef("service_model")).order_by()
        return self.annotate(
            counted=TotalOf(Deliverable.objects.filter(station=OF_THIS_STATION).amounts()),
            required=TotalOf(numbered.values(n=F("required"))),
        )

    def with_operator_code(self) -> Self:
        """Annotate ``operator_code``: the code of the agency that runs it; null where nobody does."""
        open_ones = Engagement.objects.open().operators().filter(station=OF_THIS_STATION)
        return self.annotate(operator_code=Subquery(open_ones.order_by().values("agency__code")[:1]))

    def search(self, text: str) -> Self:
        """Part of the name, of its pinyin or initials, or of the code."""
        return self.filter(matching(text))

    def for_listing(self) -> Self:
        # One at a time, so in no order.
        operators = Engagement.objects.open().operators().select_related("agency").order_by()
        return (
            self.with_conformance()
            .with_claim()
            .select_related("township__parent", "service_model")
            .prefetch_related(Prefetch("engagements", queryset=operators, to_attr="open_operators"))
        )

    def for_endpoint(self) -> Self:
        rows = self.with_conformance().with_claim().with_operator_code()
        return rows.select_related("township__parent", "service_model")


class Station(models.Model):
    """The social-work service station of a township or subdistrict; a township may have several.

    ``stage`` and ``status`` are kept by the actions from milestones and interruptions, which alone
    know how things stood on an earlier day.
    """

    Stage = Stage

    class VenueType(models.TextChoices):
        AGENCY_SITE = "agency_site", _("agency's own site")
        PARTY_MASS_CENTER = "party_mass_center", _("party-mass service centre")
        CONVENIENCE_STATION = "convenience_station", _("convenience service station")
        ELDER_CENTER = "elder_center", _("activity centre for the elderly")
        OWN = "own", _("independent site")
        OTHER = "other", _("other site")

    class RunBy(models.TextChoices):
        AGENCY = "agency", _("an agency")
        TOWNSHIP = "township", _("the township itself")

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        CLOSED = "closed", _("closed")

    code = models.CharField(
        _("code"), max_length=30, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    name = models.CharField(_("name"), max_length=100)
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True, editable=False)
    initials = models.CharField(_("initials"), max_length=300, blank=True, editable=False)
    township = models.ForeignKey(
        Region, verbose_name=_("township or subdistrict"), on_delete=models.PROTECT, related_name="stations"
    )
    service_model = models.ForeignKey(
        ServiceModel, verbose_name=_("service model"), on_delete=models.PROTECT, related_name="stations"
    )
    venue_type = models.CharField(_("venue"), max_length=20, choices=VenueType, default=VenueType.OTHER)
    run_by = models.CharField(
        _("run by"),
        max_length=10,
        choices=RunBy,
        default=RunBy.AGENCY,
        help_text=_("A township that hires the workers itself needs no agency and no contract."),
    )
    area_m2 = models.DecimalField(
        _("area (m²)"),
        max_digits=8,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("WGS84 degrees."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("WGS84 degrees."),
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=100,
        blank=True,
        validators=[name_a_time],
        help_text=_("Days and times, such as: Monday to Friday 8:30–12:00, 14:00–17:30."),
    )
    stage = models.PositiveSmallIntegerField(
        _("stage"), choices=Stage, default=Stage.PLANNED, editable=False, db_index=True
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.ACTIVE, editable=False
    )
    status_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    # Read with ``for_listing`` and ``with_stage_on``.
    open_operators: list[Any]
    stage_on: int
    claimed_stage: int | None
    claimed_standing: str | None

    history = History()

    objects = StationQuerySet.as_manager()

    @constrained(
        known("venue_type", VenueType, _("This kind of venue is not known.")),
        known("run_by", RunBy, _("This way of running a station is not known.")),
        known("stage", Stage, _("This stage is not known.")),
        known("status", Status, _("This status is not known.")),
    )
    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        # As the divisions follow each other: a region's stations are found there, whatever their codes are.
        ordering = ["township__path", "code"]
        constraints = [
            models.CheckConstraint(
                name="stations_station_status_reason",
                condition=Q(status="active") | ~Q(status_reason=""),
                violation_error_message=_("A suspended or closed station has a reason."),
            ),
            together(
                "whole_position",
                _("A position has a longitude and a latitude."),
                latitude=None,
                longitude=None,
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("reports:station", args=[self.code])

    @property
    def series(self) -> Series:
        """Codes of its township's stations: ST-131102002-1."""
        return Series(f"{LETTERS}{self.township.code}-")

    @property
    def sign(self) -> str:
        """What codes of its rooms, posts, plans and records carry of its own: 131102002-1."""
        return self.code.removeprefix(LETTERS)

    def clean(self):
        vars(self).update(search_columns(self.name))
        if not self.township_id:
            return
        if self.township.level != Region.Level.TOWNSHIP:
            raise ValidationError({"township": _("A station belongs to a township or subdistrict.")})
        give_code(self)

    def successors(self) -> StationQuerySet:
        """The stations that can go on with its work: of its county and not closed, its township's first."""
        others = Station.objects.filter(township__parent=self.township.parent_id).exclude(pk=self.pk)
        is_near = Case(When(township=self.township_id, then=Value(0)), default=Value(1))
        return others.exclude(status=Station.Status.CLOSED).order_by(is_near, "township__path", "code")

    @property
    def is_direct(self) -> bool:
        """Whether the township runs it itself, so that it has neither operator nor contract."""
        return self.run_by == self.RunBy.TOWNSHIP

    @property
    def claim(self) -> str:
        """The stage that is said to be reached and does not count, in words; as read with ``with_claim``."""
        if not self.claimed_stage:
            return ""
        standing = Milestone.Standing(self.claimed_standing or "").label
        return f"{Stage(self.claimed_stage).label}：{standing}"

    @property
    def operator(self) -> Agency | None:
        """The agency that runs it, as read with ``for_listing``; None where nobody does."""
        return self.open_operators[0].agency if self.open_operators else None
