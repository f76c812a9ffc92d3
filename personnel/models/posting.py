"""Who works where."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Max, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known, not_before, together
from core.days import DaysBetween
from core.history import History
from core.periods import PeriodQuerySet, shares_a_day
from core.scope import Anyone, M, ScopedQuerySet, under_paths
from stations.models import Station


class PostingQuerySet(PeriodQuerySet["Posting"]):
    """Postings; a posting belongs to the township of its station."""

    region_path = "station__township__path"

    def full_time(self) -> Self:
        """Full-time postings."""
        return self.filter(employment_type=Posting.EmploymentType.FULL_TIME)

    def staff(self) -> Self:
        """Postings of employed people; volunteers are no staff."""
        return self.exclude(employment_type=Posting.EmploymentType.VOLUNTEER)

    def left_between(self, first: date, last: date) -> Self:
        """Postings whose last day lies from ``first`` to the day before ``last`` for good.

        Who moved to another station has not left.
        """
        ended = self.filter(ended_on__gte=first, ended_on__lt=last)
        return ended.exclude(leave_reason=Posting.LeaveReason.TRANSFERRED)

    def with_days_to_fill(self) -> Self:
        """Adds ``days_to_fill``: how long the post stood vacant before this posting filled it.

        Counted from the day the post was needed, or from the day after its last holder's last day.
        """
        before = Posting.objects.filter(position=OuterRef("position"), started_on__lt=OuterRef("started_on"))
        last = before.order_by().values("position").annotate(last=Max("ended_on")).values("last")
        rows = self.filter(position__isnull=False).annotate(last_held_on=Subquery(last))
        return rows.annotate(
            days_to_fill=Case(
                When(last_held_on__isnull=True, then=DaysBetween("position__opened_on", "started_on")),
                default=DaysBetween("last_held_on", "started_on") - 1,
            )
        )

    def for_listing(self) -> Self:
        return self.select_related("worker", "station__township", "position")


class AtHomeQuerySet(ScopedQuerySet[M]):
    """Rows about a person: seen also where the person is or was posted, changed only at home.

    ``worker_lookup`` leads to the person. Whoever sees a row only through a posting does not see
    what is the home region's alone.
    """

    worker_lookup = "worker"

    def in_paths(self, paths: Collection[str]) -> Self:
        posted = Posting.objects.in_paths(paths).values("worker")
        return self.filter(under_paths(self.region_path, paths) | Q(**{f"{self.worker_lookup}__in": posted}))

    def permitted(self, user: Anyone, action: str) -> Self:
        """Rows on which ``user`` may do ``action``: anything but looking is for the home region."""
        return super().permitted(user, action) if action == "view" else self._at_home(user, action)

    def at_home(self, user: Anyone) -> Self:
        """The visible rows whose home region ``user`` looks after: all there is to know about them."""
        return self._at_home(user, "view")

    def _at_home(self, user: Anyone, action: str) -> Self:
        return self.filter(under_paths(self.region_path, self.paths_of(user, action)))


@dataclass(frozen=True)
class Asking:
    """What the posts of a station ask of somebody who begins there.

    ``is_begun``: the person is posted there in this role already, and only something else is changed.
    """

    posts: Collection[Any]
    is_begun: bool = False

    @classmethod
    def of(cls, posting: "Posting") -> Self:
        """Of one posting; two queries."""
        same = ("worker_id", "station_id", "role", "position_id", "started_on")
        stored = Posting.objects.filter(pk=posting.pk, **{name: getattr(posting, name) for name in same})
        is_begun = not posting._state.adding and stored.exists()
        return cls([] if is_begun else posting.station.positions.all(), is_begun)

    def posts_in(self, role: str, on: date) -> list[Any]:
        """The posts in the role that are needed on the day."""
        return [post for post in self.posts if post.role == role and post.is_needed_on(on)]


class Posting(models.Model):
    """A person works at a station in one role from one day to another; no end means: still there.

    Turnover, vacancies and the share of part-timers are counted from postings, so a posting is
    ended with its reason and never deleted.
    """

    class Role(models.TextChoices):
        HEAD = "head", _("station head")
        SOCIAL_WORKER = "social_worker", _("station social worker")
        ASSISTANT = "assistant", _("social work assistant")
        SUPERVISOR = "supervisor", _("supervisor")
        OTHER = "other", _("other")

    class EmploymentType(models.TextChoices):
        FULL_TIME = "full_time", _("full-time")
        PART_TIME = "part_time", _("part-time")
        VOLUNTEER = "volunteer", _("volunteer")

    class LeaveReason(models.TextChoices):
        RESIGNED = "resigned", _("resigned")
        CONTRACT_ENDED = "contract_ended", _("contract or project ended")
        TRANSFERRED = "transferred", _("moved to another station")
        PROMOTED = "promoted", _("promoted")
        DISMISSED = "dismissed", _("dismissed")
        RETIRED = "retired", _("retired")
        OTHER = "other", _("other")

    worker = models.ForeignKey(
        "personnel.SocialWorker",
        verbose_name=_("social worker"),
        on_delete=models.PROTECT,
        related_name="postings",
    )
    station = models.ForeignKey(
        Station, verbose_name=_("station"), on_delete=models.PROTECT, related_name="postings"
    )
    position = models.ForeignKey(
        "personnel.Position",
        verbose_name=_("post"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        help_text=_("The post of the station that this posting fills, if it fills one."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.SOCIAL_WORKER)
    employment_type = models.CharField(_("employment"), max_length=20, choices=EmploymentType)
    started_on = models.DateField(_("started on"))
    ended_on = models.DateField(
        _("ended on"), null=True, blank=True, help_text=_("The last day; empty while it goes on.")
    )
    leave_reason = models.CharField(_("leave reason"), max_length=20, choices=LeaveReason, blank=True)
    history = History()

    objects = PostingQuerySet.as_manager()

    @constrained(
        known("role", Role, _("This role is not known.")),
        known(
            "employment_type",
            EmploymentType,
            _("This kind of employment is not known."),
            rule="employment_known",
        ),
        known("leave_reason", LeaveReason, _("This leave reason is not known."), or_empty=True),
    )
    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["-started_on", "pk"]
        indexes = [models.Index(fields=["station", "started_on"], name="personnel_posting_station_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(ended_on__isnull=True, employment_type="full_time"),
                name="personnel_posting_one_open_full_time",
                violation_error_message=_("This person already has an open full-time posting; end it first."),
            ),
            models.UniqueConstraint(
                fields=["worker", "station"],
                condition=Q(ended_on__isnull=True),
                name="personnel_posting_one_open_per_station",
                violation_error_message=_("This person already has an open posting at this station."),
            ),
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(ended_on__isnull=True),
                name="personnel_posting_one_open_per_position",
                violation_error_message=_("Somebody holds this post already; end that posting first."),
            ),
            not_before(
                "ended_on", "started_on", _("A posting cannot end before it starts."), optional=("ended_on",)
            ),
            together(
                "end_has_reason",
                _("State the leave reason together with the last day, or neither."),
                ended_on=None,
                leave_reason="",
            ),
        ]

    def __str__(self):
        return f"{self.worker} · {self.station}"

    def get_absolute_url(self):
        return self.worker.get_absolute_url()

    def clean(self, *, beside: list["Posting"] | None = None, asking: "Asking | None" = None):
        """``beside`` are the person's other postings, ``asking`` the station's posts, where they are read."""
        if self.station_id:
            self._refuse_closed_station()
        if self.worker_id and self.started_on:
            self._refuse_after_register()
            self._refuse_second_full_time(beside)
            self._refuse_unqualified(asking)
        if self.position_id and self.started_on:
            self._refuse_unfit_position(self.position)

    @property
    def is_open(self) -> bool:
        """Whether the posting has no end."""
        return self.ended_on is None

    def _refuse_closed_station(self):
        if self.is_open and self.station.status == Station.Status.CLOSED:
            raise ValidationError(
                {"station": _("This station is closed; reopen it before anybody is posted there.")}
            )

    def _refuse_after_register(self):
        left_on = self.worker.register_ended_on
        if left_on and (self.ended_on is None or self.ended_on > left_on):
            raise ValidationError(
                _("This person left the register on %(day)s; a posting must end by that day."),
                params={"day": left_on},
            )

    def _refuse_second_full_time(self, beside):
        """Two full-time postings share no day; the message names no station, which may be out of scope."""
        if self.employment_type != self.EmploymentType.FULL_TIME:
            return
        if any(shares_a_day(self, other) for other in self._other_full_time(beside)):
            raise ValidationError(
                _(
                    "This person is posted full-time elsewhere in that time; "
                    "the posting there must end before this one starts."
                )
            )

    def _other_full_time(self, beside):
        """The person's other full-time postings of all times."""
        if beside is None:
            return Posting.objects.full_time().filter(worker=self.worker_id).exclude(pk=self.pk)
        return [other for other in beside if other.employment_type == self.EmploymentType.FULL_TIME]

    def _refuse_unqualified(self, asking):
        """Whoever begins in a role has what a post of the station asks for in it, also without filling it.

        Volunteers fill no post. Of what began before a rule changed nothing is asked any more.
        """
        if not self.station_id or self.employment_type == self.EmploymentType.VOLUNTEER:
            return
        asking = asking or Asking.of(self)
        if asking.is_begun:
            return
        posts: list[Any] = (
            [self.position] if self.position_id else asking.posts_in(self.role, self.started_on)
        )
        refusals = [post.refusal_of(self.worker, self.started_on) for post in posts]
        if refusals and all(refusals):
            raise ValidationError(refusals[0])

    def _refuse_unfit_position(self, position):
        if position.station_id != self.station_id:
            raise ValidationError({"position": _("This post belongs to another station.")})
        if self.started_on < position.opened_on:
            raise ValidationError({"started_on": _("The post is not needed yet on that day.")})
        last_day = self.ended_on or date.max
        if position.closed_on and last_day >= position.closed_on:
            raise ValidationError(
                {"position": _("This post is closed; open a new one, or end the posting by then.")}
            )
        others = Posting.objects.filter(position=self.position_id).exclude(pk=self.pk)
        if others.overlapping(self.started_on, self.ended_on).exists():
            raise ValidationError({"position": _("Somebody else holds this post in that time.")})
