"""The qualification."""

from datetime import date
from typing import Self, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known
from core.days import days_later
from core.fields import related_model_of
from core.history import History
from core.privacy import mask
from core.scope import rows_of
from personnel.models.posting import AtHomeQuerySet
from personnel.rules.certificate_clock import (
    Clock,
    Status,
    clock_of,
    clock_on,
    lapsed_before,
    last_issue_overdue_on,
    status_condition,
)
from personnel.rules.identifiers import CERTIFICATE_NUMBER, clean_certificate_number

USUAL_NUMBER_LENGTH = 18


class CertificateQuerySet(AtHomeQuerySet["Certificate"]):
    """Certificates; a certificate belongs to its holder's home region."""

    region_path = "worker__home_region__path"

    def issued_by(self, on: date) -> Self:
        """Certificates issued on or before the day ``on``."""
        return self.filter(issued_on__lte=on)

    def with_clock(self, on: date) -> Self:
        """Certificates issued by the day ``on``, with ``registered_to``, the end of what was registered."""
        registrations = rows_of(related_model_of(self.model, "registrations"))
        made = registrations.filter(certificate=OuterRef("pk"), registered_on__lte=on)
        ends = made.order_by("-valid_to").values("valid_to")
        return self.issued_by(on).annotate(registered_to=Subquery(ends[:1]))

    def with_status(self, status: Status, on: date) -> Self:
        """Certificates whose clock stands at ``status`` on the day ``on``."""
        return self.with_clock(on).filter(status_condition(status, on))

    def ending_between(self, on: date, last: date) -> Self:
        """Certificates whose registration, as known on the day ``on``, ends from then to ``last``."""
        return self.with_clock(on).filter(registered_to__range=(on, last))

    def first_due_between(self, on: date, last: date) -> Self:
        """Certificates without a registration on the day ``on``, due from then to ``last``."""
        unregistered = self.with_clock(on).filter(registered_to__isnull=True)
        first = last_issue_overdue_on(on)
        return unregistered.filter(
            issued_on__gt=first, issued_on__lte=last_issue_overdue_on(days_later(last, 1))
        )

    def lapsed_before(self, day: date, on: date) -> Self:
        """Certificates that, as known on the day ``on``, had lapsed before ``day``; see ``Clock``."""
        return self.with_clock(on).filter(lapsed_before(day))

    def for_listing(self) -> Self:
        return self.select_related("worker__home_region").prefetch_related("registrations")


class Certificate(models.Model):
    """A national certificate of one of the three levels of social work, with its own number.

    A person may hold several and counts once, by the highest. The qualification itself does not
    expire; its registration does, see ``certificate_clock``.
    """

    class Level(models.IntegerChoices):
        ASSISTANT = 1, _("assistant social worker")
        INTERMEDIATE = 2, _("social worker")
        SENIOR = 3, _("senior social worker")

    worker = models.ForeignKey(
        "personnel.SocialWorker",
        verbose_name=_("social worker"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    number = models.CharField(
        _("certificate number"),
        max_length=30,
        help_text=_("10 to 30 digits and capital letters, as printed; usually 18."),
    )
    issued_on = models.DateField(_("issued on"))
    # Read with ``with_clock``.
    registered_to: date | None

    history = History()

    objects = CertificateQuerySet.as_manager()

    @constrained(known("level", Level, _("This level is not known.")))
    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        # As its index by holder and level has them: the list of a nation needs no sorting.
        ordering = ["worker_id", "level"]
        indexes = [models.Index(fields=["worker", "issued_on", "level"], name="personnel_certificate_holder")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="personnel_certificate_number_once",
                violation_error_message=_("This certificate number is already recorded."),
            ),
            models.UniqueConstraint(
                fields=["worker", "level"],
                name="personnel_certificate_one_per_level",
                violation_error_message=_("This person already has a certificate of this level."),
            ),
            models.CheckConstraint(
                name="personnel_certificate_number_format",
                condition=Q(number__regex=CERTIFICATE_NUMBER),
                violation_error_message=_("A certificate number has 10 to 30 digits and capital letters."),
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()} {self.number_masked}"

    def get_absolute_url(self):
        return self.worker.get_absolute_url()

    def clean(self):
        self.number = clean_certificate_number(self.number)
        if self.issued_on and self.issued_on > timezone.localdate():
            raise ValidationError({"issued_on": _("A certificate cannot be issued in the future.")})

    @property
    def number_masked(self) -> str:
        """The number as pages show it: its first and last four signs."""
        return mask(self.number, head=4, tail=4)

    @property
    def has_usual_number(self) -> bool:
        """Whether the number has the 18 signs of most prints; others are right but rare."""
        return len(self.number) == USUAL_NUMBER_LENGTH

    def clock_on(self, day) -> Clock | None:
        """The clock on ``day`` from the loaded registrations; None before the issue."""
        return clock_on(self.issued_on, self.registrations.all(), day)

    def clock_read(self, day) -> Clock:
        """The clock on ``day``, as read with ``with_clock(day)``."""
        return cast("Clock", clock_of(self.issued_on, self.registered_to, day))
