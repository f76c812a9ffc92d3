"""Who takes part in which course, and what came of it."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known, together
from core.history import History
from core.judge import Lockable
from core.scope import Anyone, ScopedQuerySet, paths_for, under_paths
from personnel.models.training_course import TrainingCourse, hours_field


class EnrolmentQuerySet(ScopedQuerySet["Enrolment"]):
    """Enrolments: those of one's own people, and everybody's in the courses one holds."""

    region_path = "worker__home_region__path"

    def in_paths(self, paths: Collection[str]) -> Self:
        return self.filter(under_paths(self.region_path, paths) | under_paths("course__region__path", paths))

    def permitted(self, user: Anyone, action: str) -> Self:
        """Enrolling is for the home region of the person; the rest also for who holds the course."""
        if action != "add":
            return super().permitted(user, action)
        return self.filter(under_paths(self.region_path, paths_for(user, "personnel.add_enrolment")))

    def in_courses_of_year(self, on: date) -> Self:
        """Those of courses held in the year of the day ``on``, by that day."""
        return self.filter(course__in=TrainingCourse.objects.held_in_year(on))

    def attended(self) -> Self:
        """Those who came, if only for half an hour."""
        return self.filter(attended_hours__gt=0)

    def held_by(self, on: date) -> Self:
        """Those of courses that were held by the day ``on``."""
        return self.filter(course__in=TrainingCourse.objects.held().filter(ends_on__lte=on))

    def for_listing(self) -> Self:
        return self.select_related("course__region", "worker__home_region")


class Enrolment(Lockable):
    """A social worker takes part in a course: enrolled, then the hours attended and the result."""

    class Result(models.TextChoices):
        PASSED = "passed", _("passed")
        FAILED = "failed", _("not passed")
        ABSENT = "absent", _("absent")

    course = models.ForeignKey(
        TrainingCourse, verbose_name=_("training course"), on_delete=models.PROTECT, related_name="enrolments"
    )
    worker = models.ForeignKey(
        "personnel.SocialWorker",
        verbose_name=_("social worker"),
        on_delete=models.PROTECT,
        related_name="enrolments",
    )
    enrolled_on = models.DateField(_("enrolled on"))
    attended_hours = hours_field(_("hours attended"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True)
    history = History()

    objects = EnrolmentQuerySet.as_manager()

    @constrained(known("result", Result, _("This result is not known."), or_empty=True))
    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["course", "worker__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "worker"],
                name="personnel_enrolment_once",
                violation_error_message=_("This person is enrolled in this course already."),
            ),
            together(
                "hours_with_result",
                _("State the hours attended together with the result, or neither."),
                result="",
                attended_hours=None,
            ),
            models.CheckConstraint(
                name="personnel_enrolment_absent_without_hours",
                condition=Q(attended_hours__isnull=True)
                | Q(result="absent", attended_hours=0)
                | ~Q(result="absent") & Q(attended_hours__gt=0),
                violation_error_message=_("Whoever was absent attended 0 hours; everybody else more than 0."),
            ),
        ]

    def __str__(self):
        return f"{self.worker} · {self.course}"

    def why_locked(self, changed=None):
        return _("This course is over; its roster can no longer change.") if self.course.is_over else ""

    def get_absolute_url(self):
        return self.course.get_absolute_url()

    def clean(self):
        """Asks loaded relations only: imports check thousands of rows."""
        if self.enrolled_on and self.enrolled_on > timezone.localdate():
            raise ValidationError({"enrolled_on": _("This day has not come yet.")})
        if not (self.course_id and self.worker_id):
            return
        if self.attended_hours is not None and self.attended_hours > self.course.hours:
            raise ValidationError(
                {
                    "attended_hours": _("The course has %(hours)s hours; nobody attends more.")
                    % {"hours": self.course.hours}
                }
            )
        if self._state.adding:
            self._refuse_late_comers()

    def _refuse_late_comers(self):
        if self.course.is_over:
            raise ValidationError(
                _("The course “%(course)s” is %(status)s; nobody enrols any more.")
                % {"course": self.course, "status": self.course.get_status_display()}
            )
        if self.enrolled_on and not self.worker.is_on_register(self.enrolled_on):
            raise ValidationError(
                _("%(worker)s left the register and cannot enrol.") % {"worker": self.worker}
            )
