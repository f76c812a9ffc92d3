"""The posts that stations need, filled or vacant."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Max, OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import constrained, known, not_before, together
from core.days import days_later
from core.history import History
from core.judge import Lockable
from core.periods import PeriodQuerySet, holds_on
from personnel.models.posting import Posting
from stations.models import Station
from stations.models.open_station import refuse_closed


class PositionQuerySet(PeriodQuerySet["Position"]):
    """Posts, by the township of the station that needs them; none is needed on the day it is closed."""

    region_path = "station__township__path"
    first_day, over_on = "opened_on", "closed_on"

    def needed(self, on: date) -> Self:
        """Posts that were opened by the day ``on`` and not closed by then."""
        return self.on(on)

    def filled(self, on: date) -> Self:
        """Needed posts with somebody in them on the day ``on``."""
        return self.needed(on).filter(_held(on))

    def vacant(self, on: date) -> Self:
        """Needed posts with nobody in them on the day ``on``."""
        return self.needed(on).filter(~_held(on))

    def seen_on(self, on: date) -> Self:
        """Adds how each post stands on the day: ``is_filled``, and ``last_held_on`` for ``vacant_since``."""
        ended = Posting.objects.filter(position=OuterRef("pk"), ended_on__lt=on).order_by()
        last = ended.values("position").annotate(last=Max("ended_on")).values("last")
        return self.annotate(is_filled=_held(on), last_held_on=Subquery(last))

    def with_holders(self, on: date) -> Self:
        """Adds ``holders``: the postings that fill the post on the day, one more query for all rows."""
        running = Posting.objects.on(on).select_related("worker")
        return self.prefetch_related(Prefetch("postings", running, to_attr="holders"))

    def for_listing(self) -> Self:
        return self.select_related("station__township")


def _held(on):
    return Exists(Posting.objects.on(on).filter(position=OuterRef("pk")))


class Position(Lockable):
    """A post that a station needs from one day on, until it is closed; postings fill it in turn.

    Whoever fills it must hold a certificate or have studied social work, as ``requirement`` says;
    the county may waive that with a reason where nobody qualified is to be found.
    """

    class Requirement(models.TextChoices):
        EITHER = "either", _("certificate or social-work education")
        CERTIFICATE = "certificate", _("certificate")
        EDUCATION = "education", _("social-work education")
        NONE = "none", _("none")

    class Responsible(models.TextChoices):
        CITY = "city", _("city")
        COUNTY = "county", _("county")
        TOWNSHIP = "township", _("township")
        AGENCY = "agency", _("agency")

    class CloseReason(models.TextChoices):
        NOT_NEEDED = "not_needed", _("no longer needed")
        NO_FUNDS = "no_funds", _("no funds")
        MERGED = "merged", _("merged with another post")
        STATION_CLOSED = "station_closed", _("station closed")
        OTHER = "other", _("other")

    free_fields = ("closed_on", "close_reason")

    code = models.CharField(
        _("code"), max_length=40, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.PROTECT, related_name="positions"
    )
    role = models.CharField(
        _("role"), max_length=20, choices=Posting.Role, default=Posting.Role.SOCIAL_WORKER
    )
    employment_type = models.CharField(_("employment"), max_length=20, choices=Posting.EmploymentType)
    requirement = models.CharField(
        _("requirement"),
        max_length=15,
        choices=Requirement,
        default=Requirement.EITHER,
        help_text=_("What somebody must have to be appointed."),
    )
    waiver = models.CharField(
        _("waiver"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_("Why the requirement is not asked for; written by the county."),
    )
    responsible = models.CharField(
        _("responsible for filling it"), max_length=10, choices=Responsible, default=Responsible.TOWNSHIP
    )
    opened_on = models.DateField(_("needed from"))
    closed_on = models.DateField(
        _("closed on"), null=True, blank=True, help_text=_("The first day on which it is not needed.")
    )
    close_reason = models.CharField(_("reason for closing"), max_length=20, choices=CloseReason, blank=True)
    # Read with ``seen_on``.
    last_held_on: date | None

    history = History()

    objects = PositionQuerySet.as_manager()

    @constrained(
        known("role", Posting.Role, _("This role is not known.")),
        known(
            "employment_type",
            Posting.EmploymentType,
            _("This kind of employment is not known."),
            rule="employment_known",
        ),
        known("requirement", Requirement, _("This requirement is not known.")),
        known("responsible", Responsible, _("This level is not known.")),
        known("close_reason", CloseReason, _("This reason for closing is not known."), or_empty=True),
    )
    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["station_id", "code"]
        constraints = [
            not_before(
                "closed_on",
                "opened_on",
                _("A post cannot be closed before it is needed."),
                optional=("closed_on",),
            ),
            together(
                "end_has_reason",
                _("State the day of closing together with its reason, or neither."),
                closed_on=None,
                close_reason="",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.get_role_display()}"

    def why_locked(self, changed=None):
        if self.is_closed:
            return _("This post is closed; open a new one.")
        if changed and "station_id" in changed:
            return _("A post stays at its station; close it and open one at the other.")
        return ""

    def get_absolute_url(self):
        return reverse("personnel:station-posts", args=[self.station.code])

    @property
    def series(self) -> Series:
        """Codes of its station's posts: PO-131102002-1-01."""
        return Series(f"PO-{self.station.sign}-", digits=2)

    def clean(self):
        if self.station_id:
            self._refuse_closed_station()
            give_code(self)
            if self.closed_on is None:
                refuse_closed(self.station)
        if self.closed_on and self.pk and self.postings.on(self.closed_on).exists():
            raise ValidationError(
                {"closed_on": _("Somebody holds this post on that day; end the posting first.")}
            )

    def _refuse_closed_station(self):
        if self._state.adding and not self.is_closed and self.station.status == Station.Status.CLOSED:
            raise ValidationError(
                _("%(station)s is closed; the county reopens it before it needs anybody.")
                % {"station": self.station}
            )

    @property
    def name(self) -> str:
        """What the post is called beside its code."""
        return f"{self.station.name} · {self.get_role_display()}"

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    def is_needed_on(self, on: date) -> bool:
        """Whether the station needs it on the day ``on``."""
        return holds_on(self, on)

    @property
    def vacant_since(self) -> date:
        """The first day without a holder, as read with ``seen_on``; meaningful where it is vacant."""
        return days_later(self.last_held_on, 1) if self.last_held_on else self.opened_on

    def is_met_by(self, worker, on) -> bool:
        """Whether ``worker`` has on the day ``on`` what the post asks for; at most one query."""
        if self.waiver or self.requirement == self.Requirement.NONE:
            return True
        if self.requirement != self.Requirement.CERTIFICATE and worker.is_social_work_major:
            return True
        if self.requirement == self.Requirement.EDUCATION:
            return False
        # Asked of many people they are read along.
        return any(one.issued_on <= on for one in worker.certificates.all())

    def refusal_of(self, worker, on) -> str:
        """Why ``worker`` may not begin in this post on the day ``on``; empty where they may."""
        if self.is_met_by(worker, on):
            return ""
        return _(
            "%(post)s asks for: %(requirement)s. %(worker)s has none on record on that day; "
            "record it first, or let the county waive the requirement of this post with a reason."
        ) % {"post": self, "requirement": self.get_requirement_display(), "worker": worker}
