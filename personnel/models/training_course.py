"""Courses in which social workers learn."""

from datetime import date
from decimal import Decimal
from typing import Self, cast

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, StepValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.code_set import CodeSetField
from core.codes import Series, give_code
from core.constraints import constrained, known, not_before
from core.fields import field_of
from core.history import History
from core.judge import Lockable
from core.pinyin import matching, search_columns
from core.scope import ScopedQuerySet
from regions.models import Region
from regions.offered import OfferedQuerySet

HALF_HOUR = Decimal("0.5")


def hours_field(label, **kwargs):
    """Hours to the half hour."""
    return models.DecimalField(
        label, max_digits=5, decimal_places=1, validators=[StepValueValidator(HALF_HOUR)], **kwargs
    )


class TrainingCourseQuerySet(OfferedQuerySet["TrainingCourse"]):
    """Courses; a course belongs to the region that holds it and is offered to everybody below."""

    def held_in_year(self, on: date) -> Self:
        """Courses that ended in the year of the day ``on``, by that day, and were not cancelled."""
        return self.held().filter(ends_on__year=on.year, ends_on__lte=on)

    def held(self) -> Self:
        """Courses that took place and were closed."""
        return self.filter(status=TrainingCourse.Status.HELD)

    def about(self, topic: str) -> Self:
        """Courses with this topic among theirs."""
        return self.filter(topics__contains=topic)

    def fostering(self, ability: str) -> Self:
        """Courses that foster this ability."""
        return self.filter(abilities__contains=ability)

    def search(self, text: str) -> Self:
        """Courses by part of name, code, pinyin or initials."""
        return self.filter(matching(text))

    def for_listing(self) -> Self:
        """With the region and how many are enrolled; counting drops the usual order, so it is named."""
        rows = self.select_related("region").annotate(enrolled=Count("enrolments"))
        return rows.order_by("-starts_on", "code")


def _code_set(name: str) -> CodeSetField:
    return cast("CodeSetField", field_of(TrainingCourse, name))


class TrainingCourse(Lockable):
    """A course for social workers, from its plan to the credits of those who came.

    It is held by a region and offered to everybody below it. Closing it turns the hours attended
    into education credits that somebody else approves.
    """

    class Topic(models.TextChoices):
        RURAL_REVITALIZATION = "RURAL_REVITALIZATION", _("rural revitalization")
        CIVIL_AFFAIRS = "CIVIL_AFFAIRS", _("civil affairs work")
        RURAL_SW = "RURAL_SW", _("rural social work")
        EXAM_PREP = "EXAM_PREP", _("exam preparation")
        OTHER = "OTHER", _("other topic")

    class Ability(models.TextChoices):
        TOWNSHIP_INTEGRATION = "TOWNSHIP_INTEGRATION", _("taking root in the township")
        PRO_ADMIN_BALANCE = "PRO_ADMIN_BALANCE", _("balancing professional and administrative work")
        PRO_LOCAL_FUSION = "PRO_LOCAL_FUSION", _("joining professional and local ways")
        CIVIL_SW_FUSION = "CIVIL_SW_FUSION", _("joining civil affairs and social work")

    class Kind(models.TextChoices):
        SHORT_TERM = "short_term", _("short course")
        SERIES = "series", _("series")
        FIELD_PRACTICE = "field_practice", _("field practice")
        ONLINE = "online", _("online course")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        HELD = "held", _("held and closed")
        CANCELLED = "cancelled", _("cancelled")

    free_fields = ("status", "cancel_reason")

    code = models.CharField(
        _("code"), max_length=20, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    name = models.CharField(_("course title"), max_length=100)
    pinyin = models.CharField(_("pinyin"), max_length=500, blank=True, editable=False)
    initials = models.CharField(_("pinyin initials"), max_length=300, blank=True, editable=False)
    topics = CodeSetField(_("topics"), options=Topic, help_text=_("At least one."))
    abilities = CodeSetField(_("abilities fostered"), options=Ability, blank=True)
    kind = models.CharField(_("kind of course"), max_length=20, choices=Kind, default=Kind.SHORT_TERM)
    hours = hours_field(_("hours of the course"), help_text=_("Whole or half hours."))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day of the course"))
    region = models.ForeignKey(
        Region,
        verbose_name=_("held by"),
        on_delete=models.PROTECT,
        related_name="training_courses",
        help_text=_("Everybody below this region may enrol."),
    )
    organiser = models.CharField(_("organiser"), max_length=100)
    capacity = models.PositiveSmallIntegerField(
        _("capacity"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    cancel_reason = models.CharField(_("reason for cancelling"), max_length=200, blank=True)
    series = Series("TC-", digits=5)
    history = History()

    objects = TrainingCourseQuerySet.as_manager()

    @constrained(
        known("kind", Kind, _("This kind of course is not known.")),
        known("status", Status, _("This status is not known.")),
    )
    class Meta:
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")
        ordering = ["-starts_on", "code"]
        constraints = [
            not_before("ends_on", "starts_on", _("A course cannot end before it begins.")),
            models.CheckConstraint(
                name="personnel_trainingcourse_hours_positive",
                condition=Q(hours__gt=0),
                violation_error_message=_("A course has at least half an hour."),
            ),
            models.CheckConstraint(
                name="personnel_trainingcourse_topics_named",
                condition=~Q(topics=""),
                violation_error_message=_("Choose at least one topic."),
            ),
            models.CheckConstraint(
                name="personnel_trainingcourse_capacity_positive",
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                violation_error_message=_("A course has room for at least one person."),
            ),
            models.CheckConstraint(
                name="personnel_trainingcourse_cancelled_with_reason",
                condition=Q(status="cancelled") & ~Q(cancel_reason="")
                | ~Q(status="cancelled") & Q(cancel_reason=""),
                violation_error_message=_("A cancelled course says why, and no other does."),
            ),
        ]

    def __str__(self):
        return self.name

    def why_locked(self, changed=None):
        return _("This course is over; what its record says stands.") if self.is_over else ""

    def get_absolute_url(self):
        return reverse("personnel:course-detail", args=[self.code])

    def clean(self):
        give_code(self)
        self.name = self.name.strip()
        vars(self).update(search_columns(self.name))
        if self.is_over and not self._state.adding and self._has_changed_hours():
            raise ValidationError({"hours": _("The course is closed; its hours can no longer change.")})

    def _has_changed_hours(self) -> bool:
        return TrainingCourse.objects.filter(pk=self.pk).exclude(hours=self.hours).exists()

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens: it was held and closed, or cancelled."""
        return self.status in (self.Status.HELD, self.Status.CANCELLED)

    @property
    def topic_words(self) -> str:
        return _code_set("topics").words_of(self.topics)

    @property
    def ability_words(self) -> str:
        return _code_set("abilities").words_of(self.abilities)

    @property
    def topic_codes(self) -> list[str]:
        return _code_set("topics").codes_of(self.topics)

    @property
    def ability_codes(self) -> list[str]:
        return _code_set("abilities").codes_of(self.abilities)


class CourseLecturerQuerySet(ScopedQuerySet["CourseLecturer"]):
    """Lecturers, with their course."""

    region_path = "course__region__path"

    def from_source(self, source: str) -> Self:
        """Lecturers who come from there."""
        return self.filter(source=source)

    def for_listing(self) -> Self:
        return self.select_related("course__region")


class CourseLecturer(Lockable):
    """Somebody who teaches in a course, and from which side of the profession they come."""

    class Source(models.TextChoices):
        UNIVERSITY = "UNIVERSITY", _("university teacher")
        FRONTLINE = "FRONTLINE", _("experienced front-line worker")
        CIVIL_OFFICIAL = "CIVIL_OFFICIAL", _("civil-affairs official")
        EXPERT = "EXPERT", _("social-work expert")

    course = models.ForeignKey(
        TrainingCourse, verbose_name=_("training course"), on_delete=models.CASCADE, related_name="lecturers"
    )
    name = models.CharField(_("full name"), max_length=60)
    source = models.CharField(_("comes from"), max_length=20, choices=Source)
    organisation = models.CharField(_("organisation"), max_length=100, blank=True)
    history = History()

    objects = CourseLecturerQuerySet.as_manager()

    @constrained(known("source", Source, _("This source of lecturers is not known.")))
    class Meta:
        verbose_name = _("lecturer")
        verbose_name_plural = _("lecturers")
        ordering = ["course", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "name"],
                name="personnel_courselecturer_once",
                violation_error_message=_("This lecturer is in the course already."),
            ),
        ]

    def __str__(self):
        return self.name

    def why_locked(self, changed=None):
        return self.course.why_locked()

    def clean(self):
        if self._state.adding and self.course_id and (refusal := self.course.why_locked()):
            raise ValidationError(refusal)
