"""The stages of one station, as planned, as reported and as they count."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known, not_before, together
from core.history import History
from core.judge import Lockable
from core.scope import ScopedQuerySet
from stations.models.gate_rule import GateRule
from stations.models.interruption import Interruption
from stations.models.stage import Stage
from stations.rules import frozen, gates, progress


class Standing(models.TextChoices):
    """How far a stage that is said to be reached is believed."""

    COUNTS = "counts", _("counts")
    REPORTED = "reported", _("reported, not confirmed")
    WITHOUT_PROOF = "without_proof", _("reached without proof")


class MilestoneQuerySet(ScopedQuerySet["Milestone"]):
    """Milestones, by their station."""

    region_path = "station__township__path"

    def achieved(self, on: date) -> Self:
        """Said to be reached on or before the day ``on``, whether it counts or not."""
        return self.filter(achieved_on__lte=on)

    def counted(self, on: date) -> Self:
        """Reached, proven, and confirmed where that is asked for, by the day ``on``."""
        return self.filter(counts_from__lte=on)

    def not_counted(self) -> Self:
        """Said to be reached, and not counted: to be confirmed, mended or taken back."""
        return self.filter(achieved_on__isnull=False, counts_from__isnull=True)

    def reported(self) -> Self:
        """Reported with its proof, and waiting for the level above."""
        return self.not_counted().filter(reported_on__isnull=False)

    def without_proof(self) -> Self:
        """Reached before proof was asked for, and short of it."""
        return self.not_counted().filter(reported_on__isnull=True)

    def sent_back(self) -> Self:
        """Returned by the level above, and not reported again."""
        return self.filter(achieved_on__isnull=True).exclude(comment="")

    def reported_by_day(self, on: date) -> Self:
        """Reported on or before the day ``on``, counted or not; of old records when is not on record."""
        return self.filter(achieved_on__isnull=False, reported_on__lte=on)

    def overdue(self, on: date) -> Self:
        """Planned for a day before ``on`` and not achieved by then, at a station that works then."""
        interrupted = Interruption.objects.on(on).filter(station=OuterRef("station"))
        return self.filter(~Exists(interrupted), planned_on__lt=on).exclude(achieved_on__lte=on)

    def with_standing(self) -> Self:
        """Annotate ``standing_now``: a ``Standing``, or empty where the stage was not reached."""
        return self.annotate(
            standing_now=Case(
                When(achieved_on__isnull=True, then=Value("")),
                When(counts_from__isnull=False, then=Value(Standing.COUNTS.value)),
                When(reported_on__isnull=False, then=Value(Standing.REPORTED.value)),
                default=Value(Standing.WITHOUT_PROOF.value),
                output_field=models.CharField(),
            )
        )

    def for_listing(self) -> Self:
        people = ("reported_by", "confirmed_by")
        return self.with_standing().select_related("station__township__parent", *people)

    def for_endpoint(self) -> Self:
        return self.with_standing().select_related("station")


@dataclass
class Beside:
    """What a milestone's rules ask: rules by stage, who is at the station, days, figures given out.

    ``days`` are those on which the station's stages were reached, ``counting`` the stages that count,
    ``given_out`` the last days of which figures were given out, by path; ``stored`` is the milestone as kept.
    """

    rules: Mapping[int, Sequence[GateRule]]
    presence: gates.Presence
    days: Mapping[int, date]
    counting: Collection[int]
    given_out: Mapping[str, date]
    stored: "Milestone | None" = None


class Milestone(Lockable):
    """One stage of one station: when it was to be reached, when it was, since when it counts.

    ``achieved_on`` is what is said; ``counts_from`` is empty until what makes it real is recorded and,
    where the rules of the stage ask for it, the level above has confirmed it.
    """

    Standing = Standing
    # The plan and its delays stay open; what was confirmed is when it was reached, and why then.
    free_fields = ("planned_on", "responsible_level", "delay_cause", "delay_note")

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
    reason = models.CharField(
        _("reason for the day"),
        max_length=300,
        blank=True,
        help_text=_("Why the day lies far back, or why earlier stages are left out."),
    )
    responsible_level = models.CharField(
        _("responsible level"), max_length=10, choices=Level, default=Level.COUNTY
    )
    delay_cause = models.CharField(_("cause of delay"), max_length=15, choices=DelayCause, blank=True)
    delay_note = models.CharField(_("note on the delay"), max_length=200, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reported by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="reported_milestones",
    )
    entered_late = models.BooleanField(_("entered late"), default=False, editable=False)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="confirmed_milestones",
    )
    comment = models.CharField(_("comment of the level above"), max_length=300, blank=True, editable=False)
    counts_from = models.DateField(_("counts from"), null=True, blank=True, editable=False)
    is_correction = models.BooleanField(
        _("corrects figures given out"),
        default=False,
        editable=False,
        help_text=_("It counts from its day although figures of that day were published or returned."),
    )
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
            models.Index(fields=["stage", "counts_from", "station"], name="stations_milestone_counts"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "stage"],
                name="stations_milestone_once",
                violation_error_message=_("This station has a milestone for this stage already."),
            ),
            not_before(
                "counts_from",
                "achieved_on",
                _("A stage does not count before it was reached."),
                optional=("counts_from", "achieved_on"),
            ),
            models.CheckConstraint(
                name="stations_milestone_counts_once_reached",
                condition=Q(achieved_on__isnull=False)
                | Q(counts_from__isnull=True, reported_on__isnull=True, confirmed_on__isnull=True),
                violation_error_message=_("Only a stage that was reached is reported, confirmed or counts."),
            ),
            together(
                "confirmed_by_somebody",
                _("What is confirmed names who confirmed it and on which day."),
                confirmed_on=None,
                confirmed_by=None,
            ),
            models.CheckConstraint(
                name="stations_milestone_four_eyes",
                condition=Q(confirmed_by__isnull=True)
                | Q(reported_by__isnull=True)
                | ~Q(confirmed_by=F("reported_by")),
                violation_error_message=_("Whoever reported it cannot confirm it."),
            ),
        ]

    def __str__(self):
        return f"{self.station} · {self.get_stage_display()}"

    def clean(self, *, beside: Beside | None = None):
        """``beside`` is what the rules ask, where it is read already.

        What follows from another day is set here, so that it follows by every door.
        """
        if self.achieved_on and self.achieved_on > timezone.localdate():
            raise ValidationError({"achieved_on": _("A milestone cannot be achieved in the future.")})
        if not self.station_id:
            return
        stored = beside.stored if beside else Milestone.objects.filter(pk=self.pk).first()
        if stored is not None and stored._claim == self._claim:
            # A rule that comes later does not undo what was achieved.
            return
        self._forget_report()
        if self.achieved_on:
            beside = beside or self.beside()
            self._check_gates(beside)
            self._note_report(beside)

    def why_locked(self, changed=None):
        if not self.confirmed_on:
            return ""
        return _(
            "“%(milestone)s” was confirmed on %(day)s and stays; the level that confirmed it "
            "takes the confirmation back first."
        ) % {"milestone": self, "day": date_format(self.confirmed_on, "Y-m-d")}

    def beside(self) -> Beside:
        """What its rules ask, read for this station alone."""
        rules: dict[int, list[GateRule]] = {}
        for rule in GateRule.objects.filter(is_active=True):
            rules.setdefault(rule.stage, []).append(rule)
        kept = Milestone.objects.filter(station=self.station_id, achieved_on__isnull=False)
        reached = list(kept.values_list("stage", "achieved_on", "counts_from"))
        return Beside(
            rules=rules,
            presence=gates.Presence([self.station_id]),
            days={stage: cast("date", day) for stage, day, _since in reached},
            counting={stage for stage, _day, since in reached if since},
            given_out=frozen.last_days(),
        )

    def lacking(self, on, beside: Beside | None = None) -> list[str]:
        """What the rules miss at the station on the day ``on``, in sentences.

        The rules of earlier stages that do not count are asked, too: leaving out the stage, or its proof,
        does not leave out what it stands for.
        """
        beside = beside or self.beside()
        stages = [*(one for one in self._before(beside) if one not in beside.counting), self.stage]
        rules = [rule for stage in stages for rule in beside.rules.get(stage, ())]
        return gates.lacking(self._most_asking(rules), beside.presence, self.station_id, on)

    @staticmethod
    def _most_asking(rules) -> list[GateRule]:
        """Of several rules about one thing the one that asks for most; files belong to one stage each."""
        most: dict[tuple, GateRule] = {}
        for rule in rules:
            check = gates.CHECKS.get(rule.check_code)
            key = (rule.check_code, rule.stage if check and check.of_stage else None)
            if key not in most or most[key].minimum <= rule.minimum:
                most[key] = rule
        return list(most.values())

    def _before(self, beside: Beside) -> list[Stage]:
        """The stages that come before this one, where a rule asks for them."""
        if self._minimum(beside, progress.EARLIER_STAGES) is None:
            return []
        return progress.stages_before(self.stage, is_direct=self.station.is_direct)

    def _minimum(self, beside: Beside, code: str) -> int | None:
        """The number that a rule of this stage names; None where there is no such rule."""
        return next(
            (rule.minimum for rule in beside.rules.get(self.stage, ()) if rule.check_code == code), None
        )

    def exceptions(self, beside: Beside | None = None) -> list[str]:
        """What about its day needs a reason and the level above, in sentences."""
        beside = beside or self.beside()
        sentences = self.disorder(beside)
        if self._is_late(beside):
            days = self._minimum(beside, progress.LATE_ENTRY)
            sentences.append(_("The day lies more than %(days)d days back.") % {"days": days})
        return sentences

    def disorder(self, beside: Beside) -> list[str]:
        """Earlier stages that were not reached, or later than this one, in sentences."""
        sentences = []
        before = self._before(beside)
        if missing := progress.left_out(before, beside.days):
            names = "、".join(str(stage.label) for stage in missing)
            sentences.append(_("Earlier stages are not reached: %(stages)s.") % {"stages": names})
        if later := progress.reached_later(before, beside.days, self._day):
            names = "、".join(str(stage.label) for stage in later)
            sentences.append(_("The day lies before that of earlier stages: %(stages)s.") % {"stages": names})
        return sentences

    def _is_late(self, beside: Beside) -> bool:
        days = self._minimum(beside, progress.LATE_ENTRY)
        return days is not None and self._day < timezone.localdate() - timedelta(days=days)

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
        exceptions = self.exceptions(beside)
        if exceptions and not self.reason.strip():
            remedy = _("Say why; it counts once the level above has confirmed it.")
            raise ValidationError({"reason": [*exceptions, remedy]})

    def _note_report(self, beside: Beside) -> None:
        self.reported_on = timezone.localdate()
        self.reported_by = vars(self).get("_history_user")
        self.entered_late = self._is_late(beside)
        if not self.exceptions(beside) and self._minimum(beside, progress.CONFIRMATION) is None:
            until = frozen.frozen_until(self.station.township.path, beside.given_out)
            self.counts_from = progress.counts_from(self._day, until)

    def _forget_report(self) -> None:
        self.reported_on = self.reported_by = self.counts_from = None
        self.confirmed_on = self.confirmed_by = None
        self.entered_late = self.is_correction = False
        if self.achieved_on:
            # What was said of a report that went back stays to be read until the next report.
            self.comment = ""

    @property
    def _claim(self) -> tuple:
        """What is said: which station reached which stage on which day."""
        return self.station_id, self.stage, self.achieved_on

    @property
    def _day(self) -> date:
        """The day on which it was reached; asked only where it was."""
        return cast("date", self.achieved_on)

    @property
    def standing(self) -> str:
        """How far it is believed: a ``Standing``, or empty where it was not reached."""
        if self.achieved_on is None:
            return ""
        if self.counts_from:
            return Standing.COUNTS
        return Standing.REPORTED if self.reported_on else Standing.WITHOUT_PROOF

    def get_standing_display(self) -> str:
        """How far it is believed, in words."""
        return str(Standing(self.standing).label) if self.standing else ""

    def is_overdue(self, on) -> bool:
        """Whether it should have been achieved before the day ``on`` and was not."""
        is_achieved = self.achieved_on is not None and self.achieved_on <= on
        return self.planned_on is not None and self.planned_on < on and not is_achieved
