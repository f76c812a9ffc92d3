"""Hours of continuing education (继续教育)."""

from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import constrained, known
from core.history import History
from core.judge import Lockable
from personnel.models.enrolment import Enrolment
from personnel.models.posting import AtHomeQuerySet
from personnel.models.training_course import hours_field

DEGREE_HOURS = Decimal("90.0")


class EducationCreditQuerySet(AtHomeQuerySet["EducationCredit"]):
    """Education credits; a credit belongs to the home region of the person."""

    region_path = "worker__home_region__path"

    def approved(self) -> Self:
        """Credits that count."""
        return self.filter(status=EducationCredit.Status.APPROVED)

    def for_listing(self) -> Self:
        return self.select_related("worker__home_region", "enrolment__course", "entered_by", "decided_by")


class EducationCredit(Lockable):
    """Hours that a social worker learned, with the proof; they count once somebody else approved them.

    A degree in social work counts 90 hours once; of unfinished study the hours of the passed
    courses count.
    """

    class Source(models.TextChoices):
        TRAINING = "training", _("training")
        DEGREE = "degree", _("degree in social work")
        UNFINISHED_STUDY = "unfinished_study", _("passed courses of unfinished study")
        OTHER = "other", _("other education")

    class Status(models.TextChoices):
        PENDING = "pending", _("waits for approval")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    free_fields = ("status", "decided_by", "decided_on", "comment")

    code = models.CharField(
        _("code"), max_length=20, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    worker = models.ForeignKey(
        "personnel.SocialWorker",
        verbose_name=_("social worker"),
        on_delete=models.PROTECT,
        related_name="education_credits",
    )
    earned_on = models.DateField(_("earned on"))
    hours = hours_field(_("hours"), help_text=_("Whole or half hours; a degree counts 90."))
    source = models.CharField(_("source"), max_length=20, choices=Source, default=Source.TRAINING)
    enrolment = models.ForeignKey(
        Enrolment,
        verbose_name=_("enrolment"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="credits",
        editable=False,
    )
    proof = models.CharField(
        _("proof"),
        max_length=200,
        help_text=_("What shows it: certificate of attendance, diploma, transcript."),
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PENDING)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="entered_credits",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_credits",
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    comment = models.CharField(_("comment"), max_length=200, blank=True)
    series = Series("EC-", digits=6)
    history = History()

    objects = EducationCreditQuerySet.as_manager()

    @constrained(
        known("source", Source, _("This source of hours is not known.")),
        known("status", Status, _("This status is not known.")),
    )
    class Meta:
        verbose_name = _("education credit")
        verbose_name_plural = _("education credits")
        ordering = ["-earned_on", "code"]
        indexes = [models.Index(fields=["worker", "status", "earned_on"], name="personnel_credit_counted")]
        constraints = [
            models.CheckConstraint(
                name="personnel_educationcredit_hours_positive",
                condition=Q(hours__gt=0),
                violation_error_message=_("A credit has at least half an hour."),
            ),
            models.CheckConstraint(
                name="personnel_educationcredit_degree_hours",
                condition=~Q(source="degree") | Q(hours=DEGREE_HOURS),
                violation_error_message=_("A degree in social work counts 90 hours."),
            ),
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(source="degree") & ~Q(status="refused"),
                name="personnel_educationcredit_degree_once",
                violation_error_message=_("The degree of this person was credited already; it counts once."),
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(enrolment__isnull=False) & ~Q(status="refused"),
                name="personnel_educationcredit_enrolment_once",
                violation_error_message=_("The hours of this course were credited already."),
            ),
            models.CheckConstraint(
                name="personnel_educationcredit_enrolment_of_training",
                condition=Q(enrolment__isnull=True) | Q(source="training"),
                violation_error_message=_("Only training has a course behind it."),
            ),
            models.CheckConstraint(
                name="personnel_educationcredit_decided",
                condition=Q(status="pending", decided_by__isnull=True, decided_on__isnull=True)
                | ~Q(status="pending") & Q(decided_by__isnull=False, decided_on__isnull=False),
                violation_error_message=_("What is decided names who decided and when; nothing else does."),
            ),
            models.CheckConstraint(
                name="personnel_educationcredit_refused_with_reason",
                condition=~Q(status="refused") | ~Q(comment=""),
                violation_error_message=_("What is refused says why."),
            ),
            models.CheckConstraint(
                name="personnel_educationcredit_four_eyes",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("entered_by")),
                violation_error_message=_("Whoever entered a credit cannot decide on it."),
            ),
        ]

    def __str__(self):
        return f"{self.worker} · {self.hours} h · {self.earned_on}"

    def why_locked(self, changed=None):
        if self.status == self.Status.PENDING:
            return ""
        return _("%(credit)s is %(status)s already.") % {
            "credit": self,
            "status": self.get_status_display(),
        }

    def get_absolute_url(self):
        return f"{reverse('personnel:credit-list')}?worker={self.worker.code}"

    @property
    def decision_url(self) -> str | None:
        """Where somebody refuses it; None where that is decided."""
        is_open = self.status == self.Status.PENDING
        return reverse("personnel:credit-refuse", args=[self.code]) if is_open else None

    def clean(self):
        give_code(self)
        today = timezone.localdate()
        for field in ("earned_on", "decided_on"):
            if (getattr(self, field) or today) > today:
                raise ValidationError({field: _("This day has not come yet.")})
