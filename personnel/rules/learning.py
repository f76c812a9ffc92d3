"""What one person has learned: hours against the period, courses, and what they covered."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from personnel.models import EducationCredit, Enrolment, SocialWorker, TrainingCourse
from personnel.rules.education import Progress, progress_of, with_education

LATEST = 10


@dataclass(frozen=True)
class Covered:
    """A topic or an ability, and whether a course that the person attended covered it."""

    label: str
    is_covered: bool


@dataclass(frozen=True)
class Learning:
    """The education of ``worker`` on the day ``on``; parts are read when the template asks."""

    worker: SocialWorker
    on: date

    @cached_property
    def progress(self) -> Progress | None:
        """Hours earned of those required; None without a certificate."""
        rows = with_education(SocialWorker.objects.filter(pk=self.worker.pk), self.on)
        return progress_of(rows.get())

    @cached_property
    def credits(self) -> list[EducationCredit]:
        """The latest credits, whatever their state."""
        return list(self.worker.education_credits.all()[:LATEST])

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        """The courses, the latest first."""
        return list(self.worker.enrolments.select_related("course").order_by("-course__starts_on", "course"))

    @property
    def topics(self) -> list[Covered]:
        """The topics that courses should cover."""
        return self._covered(TrainingCourse.Topic, "topic_codes")

    @property
    def abilities(self) -> list[Covered]:
        """The four abilities that courses should foster."""
        return self._covered(TrainingCourse.Ability, "ability_codes")

    def _covered(self, options, attribute) -> list[Covered]:
        met = {
            code for one in self.enrolments if one.attended_hours for code in getattr(one.course, attribute)
        }
        return [Covered(option.label, option.value in met) for option in options]
