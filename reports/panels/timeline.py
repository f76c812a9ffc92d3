"""The construction of one station, stage by stage: what was planned, what was reached, what is late."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.texts import Text
from stations.models import Milestone, Stage, Station


@dataclass(frozen=True)
class Mark:
    """How a stage stands, as word, colour and sign together, so that none of them is needed alone."""

    code: str
    label: Text
    tone: str
    icon: str


DONE = Mark("done", gettext_lazy("reached"), "green", "circle-check")
REPORTED = Mark("reported", gettext_lazy("reported, not confirmed"), "yellow", "clock-question")
UNPROVEN = Mark("unproven", gettext_lazy("reached without proof"), "orange", "alert-triangle")
SAID: dict[str, Mark] = {Milestone.Standing.REPORTED: REPORTED, Milestone.Standing.WITHOUT_PROOF: UNPROVEN}
OVERDUE = Mark("overdue", gettext_lazy("overdue"), "red", "alert-triangle")
DUE = Mark("due", gettext_lazy("due"), "blue", "clock")
PAUSED = Mark("paused", gettext_lazy("paused"), "yellow", "player-pause")
NOT_PLANNED = Mark("not-planned", gettext_lazy("not planned"), "secondary", "circle-dashed")


@dataclass(frozen=True)
class Step:
    """One stage of a station on the day ``on``; ``milestone`` is None where nobody has planned it."""

    stage: Stage
    mark: Mark
    on: date
    milestone: Milestone | None = None

    @property
    def planned_on(self) -> date | None:
        return self.milestone.planned_on if self.milestone else None

    @property
    def reached_on(self) -> date | None:
        """The day on which it is said to have been reached."""
        said = self.mark is DONE or self.is_said
        return self.milestone.achieved_on if self.milestone and said else None

    @property
    def is_said(self) -> bool:
        """Whether it is said to be reached and does not count."""
        return self.mark in SAID.values()

    @property
    def responsible(self) -> str | None:
        """Which level answers for it."""
        return self.milestone.get_responsible_level_display() if self.milestone else None

    @property
    def cause(self) -> str:
        """Why it is late, as far as stated."""
        return self.milestone.get_delay_cause_display() if self.milestone else ""

    @property
    def note(self) -> str:
        return self.milestone.delay_note if self.milestone else ""

    @property
    def reason(self) -> str:
        """Why its day lies far back, or earlier stages are left out."""
        return self.milestone.reason if self.milestone else ""

    @property
    def days_ahead(self) -> int | None:
        """Days between reaching the stage, or ``on``, and the planned day; below zero is late."""
        if self.planned_on is None:
            return None
        return (self.planned_on - (self.reached_on or self.on)).days

    @property
    def difference(self) -> str:
        """Plan and fact compared, in words; empty where there is no plan or it does not run."""
        if self.days_ahead is None or self.mark is PAUSED:
            return ""
        return _reached(self.days_ahead) if self.reached_on else _awaited(self.days_ahead)

    @property
    def is_late(self) -> bool:
        """Whether it was or is behind the plan."""
        return self.mark is not PAUSED and (self.days_ahead or 0) < 0

    @property
    def lacks_cause(self) -> bool:
        """Whether it is overdue and nobody has said why."""
        return self.mark is OVERDUE and not (self.cause or self.note)


@dataclass(frozen=True)
class Timeline:
    """The ten stages in order, and what they come to."""

    steps: tuple[Step, ...]

    @property
    def is_planned(self) -> bool:
        """Whether anybody has entered a milestone."""
        return any(step.milestone for step in self.steps)

    @property
    def entered_on(self) -> date | None:
        """The day the station entered the plan, its first stage."""
        return self.steps[0].reached_on

    @property
    def reached(self) -> int:
        return sum(step.mark is DONE for step in self.steps)

    @property
    def overdue(self) -> int:
        return sum(step.mark is OVERDUE for step in self.steps)

    @property
    def next_due(self) -> Step | None:
        """The stage that is to be reached next, among those that are not late."""
        due = [step for step in self.steps if step.mark is DUE]
        return min(due, key=lambda step: cast("date", step.planned_on), default=None)


def timeline(user, station: Station, on: date) -> Timeline:
    """The stages of ``station`` as of the day ``on``; one query."""
    rows = Milestone.objects.visible_to(user).filter(station=station)
    late = Q(pk__in=rows.overdue(on).order_by().values("pk"))
    milestones = {one.stage: one for one in rows.annotate(is_overdue_now=late).order_by("stage")}
    return Timeline(
        tuple(Step(stage, _mark(milestones.get(stage), on), on, milestones.get(stage)) for stage in Stage)
    )


def _mark(milestone: Any, on: date) -> Mark:
    if milestone is None:
        return NOT_PLANNED
    if milestone.achieved_on and milestone.achieved_on <= on:
        return SAID.get(milestone.standing, DONE)
    if milestone.planned_on is None:
        return NOT_PLANNED
    if milestone.is_overdue_now:
        return OVERDUE
    # Late by the calendar, but no deadline runs while a station is suspended or closed.
    return PAUSED if milestone.is_overdue(on) else DUE


def _reached(days: int) -> str:
    if days == 0:
        return _("on the day")
    if days > 0:
        return ngettext("%(days)d day early", "%(days)d days early", days) % {"days": days}
    return ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}


def _awaited(days: int) -> str:
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("overdue by %(days)d day", "overdue by %(days)d days", -days) % {"days": -days}
