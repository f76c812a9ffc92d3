"""Continuing education against what the running registration period asks for.

An assistant social worker needs 72 hours, the other two levels 90, in the three years of the
registration that runs; before the first registration, since the certificate was issued. Only
approved hours count.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, DecimalField, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from personnel.models import Certificate, EducationCredit, Registration
from personnel.models.social_worker import SocialWorkerQuerySet

REQUIRED_HOURS = {
    Certificate.Level.ASSISTANT: 72,
    Certificate.Level.INTERMEDIATE: 90,
    Certificate.Level.SENIOR: 90,
}
NO_HOURS = Decimal("0.0")


@dataclass(frozen=True)
class Progress:
    """Hours earned of those required, and the period they count in; ``ends_on`` is None without an end."""

    hours: Decimal
    required: int
    starts_on: date
    ends_on: date | None

    @property
    def is_met(self) -> bool:
        """Whether the hours are enough: 71.5 of 72 are not."""
        return self.hours >= self.required

    @property
    def missing(self) -> Decimal:
        """The hours still to be earned; 0 where it is met."""
        return max(self.required - self.hours, NO_HOURS)

    @property
    def meter(self) -> Decimal:
        """The hours as 0 to 100 for a progress bar."""
        return min(self.hours / self.required, Decimal(1)) * 100


def with_education(workers: SocialWorkerQuerySet, on: date) -> SocialWorkerQuerySet:
    """Adds to ``workers`` what ``progress_of`` reads, for the day ``on``; in the rows' own query."""
    registered = Registration.objects.filter(
        certificate=OuterRef("highest_certificate"), registered_on__lte=on
    ).order_by("-valid_to")
    earned = EducationCredit.objects.approved().filter(
        worker=OuterRef("pk"),
        earned_on__gte=OuterRef("education_starts_on"),
        earned_on__lte=Value(on),
    )
    earned = earned.filter(earned_on__lte=Coalesce(OuterRef("highest_valid_to"), Value(on)))
    summed = earned.order_by().values("worker").annotate(total=Sum("hours")).values("total")
    hours = DecimalField(max_digits=7, decimal_places=1)
    return (
        workers.with_level(on)
        .with_registration(on)
        .annotate(
            education_starts_on=Coalesce(
                Subquery(registered.values("registered_on")[:1]), F("highest_issued_on")
            ),
            education_hours=Coalesce(Subquery(summed), Value(NO_HOURS), output_field=hours),
        )
    )


def progress_of(worker) -> Progress | None:
    """The progress of a worker read with ``with_education``; None without a certificate. Does not query."""
    if worker.level is None:
        return None
    return Progress(
        hours=Decimal(worker.education_hours),
        required=REQUIRED_HOURS[worker.level],
        starts_on=worker.education_starts_on,
        ends_on=worker.highest_valid_to,
    )


def is_met() -> Q:
    """The condition for rows read with ``with_education`` whose hours are enough."""
    required = Case(
        *(When(level=level, then=Value(hours)) for level, hours in REQUIRED_HOURS.items()),
        output_field=DecimalField(max_digits=7, decimal_places=1),
    )
    return Q(education_hours__gte=required)
