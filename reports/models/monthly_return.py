"""What a county returns to the city for a month."""

from collections.abc import Iterable, Set
from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import months
from core.constraints import constrained, known
from core.history import History
from core.judge import Lockable
from core.scope import ScopedQuerySet
from core.texts import Text
from regions.models import Region
from reports.models import questions


class MonthlyReturnQuerySet(ScopedQuerySet["MonthlyReturn"]):
    """Returns, by the county that makes them."""

    def of_month(self, month: date) -> Self:
        """Returns for the month that begins on the day ``month``."""
        return self.filter(month=month)

    def in_year(self, year: int) -> Self:
        """Returns for the months of a year."""
        return self.filter(month__range=(date(year, 1, 1), date(year, 12, 31)))

    def submitted(self) -> Self:
        """Returns that await the city's answer."""
        return self.filter(status=MonthlyReturn.Status.SUBMITTED)

    def waiting_or_of(self, wanted: Iterable[date]) -> Self:
        """Returns that are not approved yet, and whatever there is for the months ``wanted``."""
        return self.filter(~Q(status=MonthlyReturn.Status.APPROVED) | Q(month__in=wanted))

    def without_figures(self) -> Self:
        """For lists: the frozen figures, the bulk of a row, are not read."""
        return self.defer("figures", "answers")

    def for_listing(self) -> Self:
        return self.select_related("region", "submitted_by")


class MonthlyReturn(Lockable):
    """A county's return for a month: the figures from the records and what the records cannot know.

    Draft until it is submitted; then the figures are frozen as of the month's last day. The city
    approves it, which locks it, or returns it with a reason. Rows that change later show as a
    difference beside the frozen figures and never change them.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")

    free_fields = (
        "status",
        "figures_on",
        "first_submitted_on",
        "submitted_on",
        "submitted_by",
        "returned_on",
        "returned_by",
        "return_reason",
        "times_returned",
        "approved_on",
        "approved_by",
    )

    code = models.CharField(_("code"), max_length=30, unique=True, editable=False)
    region = models.ForeignKey(
        Region, verbose_name=_("county-level unit"), on_delete=models.PROTECT, related_name="monthly_returns"
    )
    month = models.DateField(_("month"), help_text=_("First day of the month."))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    due_on = models.DateField(_("due on"))
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    comment = models.TextField(
        _("remarks of the county"),
        max_length=2000,
        blank=True,
        help_text=_("What a reader of the figures should know."),
    )
    figures = models.JSONField(_("frozen figures"), default=dict, blank=True, editable=False)
    figures_on = models.DateField(_("figures as of"), null=True, blank=True)
    first_submitted_on = models.DateField(_("first submitted on"), null=True, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="submitted_returns",
    )
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("returned by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="returned_returns",
    )
    return_reason = models.CharField(_("reason of the return"), max_length=300, blank=True)
    times_returned = models.PositiveSmallIntegerField(_("times returned"), default=0)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_returns",
    )
    history = History()

    objects = MonthlyReturnQuerySet.as_manager()

    @constrained(known("status", Status, _("This status is not known.")))
    class Meta:
        verbose_name = _("monthly return")
        verbose_name_plural = _("monthly returns")
        ordering = ["-month", "region__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "month"],
                name="reports_monthlyreturn_once",
                violation_error_message=_("This unit has a return for this month already."),
            ),
            models.CheckConstraint(
                name="reports_monthlyreturn_first_day",
                condition=Q(month__day=1),
                violation_error_message=_("A month is written as its first day."),
            ),
            models.CheckConstraint(
                name="reports_monthlyreturn_submitted_by_somebody",
                condition=Q(
                    status="draft",
                    first_submitted_on__isnull=True,
                    submitted_on__isnull=True,
                    submitted_by__isnull=True,
                    figures_on__isnull=True,
                )
                | ~Q(status="draft")
                & Q(
                    first_submitted_on__isnull=False,
                    submitted_on__isnull=False,
                    submitted_by__isnull=False,
                    figures_on__isnull=False,
                ),
                violation_error_message=_(
                    "What is no draft names who submitted it, on which day and as of which day, "
                    "and a draft does not."
                ),
            ),
            models.CheckConstraint(
                name="reports_monthlyreturn_returned_with_reason",
                condition=~Q(status="returned")
                | Q(returned_on__isnull=False, returned_by__isnull=False) & ~Q(return_reason=""),
                violation_error_message=_("What is returned names who returned it, on which day and why."),
            ),
            models.CheckConstraint(
                name="reports_monthlyreturn_approved_by_somebody",
                condition=Q(status="approved", approved_on__isnull=False, approved_by__isnull=False)
                | ~Q(status="approved") & Q(approved_on__isnull=True, approved_by__isnull=True),
                violation_error_message=_(
                    "What is approved names who approved it and on which day, and nothing else does."
                ),
            ),
            models.CheckConstraint(
                name="reports_monthlyreturn_four_eyes",
                condition=Q(approved_by__isnull=True)
                | Q(submitted_by__isnull=True)
                | ~Q(approved_by=F("submitted_by")),
                violation_error_message=_("Whoever submitted it cannot approve it."),
            ),
            models.CheckConstraint(
                name="reports_monthlyreturn_days_in_order",
                condition=(Q(figures_on__isnull=True) | Q(figures_on__gte=F("month")))
                & (Q(submitted_on__isnull=True) | Q(submitted_on__gte=F("figures_on")))
                & (Q(approved_on__isnull=True) | Q(approved_on__gte=F("submitted_on"))),
                violation_error_message=_(
                    "A return is submitted at the end of its month and approved after that."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.region} {months.written(self.month)}"

    def why_locked(self, changed: Set[str] | None = None) -> Text:
        if self.status == self.Status.APPROVED:
            sentence = _("%(return)s is approved and locked; a municipal administrator can reopen it.")
        elif self.status == self.Status.SUBMITTED:
            sentence = _("%(return)s is submitted; a municipal administrator can return it.")
        else:
            return ""
        return sentence % {"return": self}

    def get_absolute_url(self):
        return reverse("reports:monthlyreturn-detail", args=[self.code])

    def clean(self):
        if not (self.region_id and self.month):
            return
        if self.region.level != Region.Level.COUNTY:
            raise ValidationError({"region": _("Counties and zones of county rank make returns.")})
        self.code = self.code or code_of(self.region, self.month)
        try:
            self.answers = questions.check(self.answers)
        except ValidationError as refusal:
            raise ValidationError({"answers": refusal.messages}) from refusal

    @property
    def ends_on(self) -> date:
        """The last day of its month, of which its figures are."""
        return months.last_of(self.month)

    @property
    def is_open(self) -> bool:
        """Whether the county may still write in it."""
        return self.status in (self.Status.DRAFT, self.Status.RETURNED)

    @property
    def is_frozen(self) -> bool:
        """Whether its figures stand."""
        return self.status in (self.Status.SUBMITTED, self.Status.APPROVED)

    def is_late(self, on: date) -> bool:
        """Whether it was first submitted after its due day, or is not on a day ``on`` after it."""
        return (self.first_submitted_on or on) > self.due_on


def code_of(region: Region, month: date) -> str:
    """The code of a county's return for a month: MR-131102-202603."""
    return f"MR-{region.code}-{month:%Y%m}"
