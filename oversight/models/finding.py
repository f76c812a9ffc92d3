"""Findings: what is not as it should be, whose it is to mend, and by when."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.codes import Series, give_code
from core.constraints import constrained, known, not_before
from core.history import History
from core.judge import Lockable
from core.scope import ScopedQuerySet
from funding.models import Allocation, Contract, Expenditure
from oversight.models.inspection import Inspection
from oversight.models.subject import errors_of_subject, refuse_community
from personnel.models import TrainingCourse
from regions.models import Region
from stations.models import Agency, Station


class FindingQuerySet(ScopedQuerySet["Finding"]):
    """Findings, by the region they lie in."""

    def to_rectify(self) -> Self:
        """Nobody has reported that they are mended, or the report was returned."""
        return self.filter(rectified_on__isnull=True)

    def overdue(self, day: date) -> Self:
        """Due before the day and not mended."""
        return self.to_rectify().filter(due_on__lt=day)

    def reported(self) -> Self:
        """Reported as mended and not verified yet."""
        return self.filter(status=Finding.Status.REPORTED)

    def search(self, text: str) -> Self:
        """Part of the code, the name or the description."""
        return self.filter(Q(code__icontains=text) | Q(name__icontains=text) | Q(text__icontains=text))

    def numbers(self, day: date) -> dict[str, int]:
        """How many are open, overdue and to be verified on the day; one query."""
        return self.order_by().aggregate(
            open=Count("pk", filter=Q(closed_on__isnull=True)),
            overdue=Count("pk", filter=Q(rectified_on__isnull=True, due_on__lt=day)),
            reported=Count("pk", filter=Q(status=Finding.Status.REPORTED)),
        )

    def for_listing(self) -> Self:
        return self.select_related("region", "inspection", "owner_account")


class Finding(Lockable):
    """A finding (问题) of a check or of somebody who looked at an unusual pattern; it names a rule.

    It has an owner and a day; it is closed when somebody else than the owner and than who mended it
    has verified that it is mended. A finding changes no money: what is to be corrected is corrected in
    the books by those who keep them.
    """

    class Severity(models.TextChoices):
        MINOR = "minor", pgettext_lazy("finding", "minor")
        SERIOUS = "serious", pgettext_lazy("finding", "serious")
        GRAVE = "grave", pgettext_lazy("finding", "grave")

    class Level(models.TextChoices):
        CITY = "city", pgettext_lazy("owner", "city")
        COUNTY = "county", pgettext_lazy("owner", "county")
        TOWNSHIP = "township", pgettext_lazy("owner", "township")
        AGENCY = "agency", pgettext_lazy("owner", "agency")

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("finding", "to be rectified")
        REPORTED = "reported", pgettext_lazy("finding", "rectification reported")
        RETURNED = "returned", pgettext_lazy("finding", "returned")
        CLOSED = "closed", pgettext_lazy("finding", "verified and closed")

    code = models.CharField(
        _("code"), max_length=40, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    name = models.CharField(pgettext_lazy("finding", "in short"), max_length=120)
    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("supervisory check"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        help_text=_("Left empty for a finding that no check led to."),
    )
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="findings"
    )
    station = models.ForeignKey(
        Station,
        verbose_name=_("station"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    contract = models.ForeignKey(
        Contract,
        verbose_name=_("contract"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    allocation = models.ForeignKey(
        Allocation,
        verbose_name=_("allocation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    expenditure = models.ForeignKey(
        Expenditure,
        verbose_name=_("expenditure"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    course = models.ForeignKey(
        TrainingCourse,
        verbose_name=_("training course"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
    )
    severity = models.CharField(_("severity"), max_length=10, choices=Severity, default=Severity.MINOR)
    text = models.TextField(_("what was found"), max_length=2000)
    rule = models.CharField(_("rule that is broken"), max_length=200)
    document = models.CharField(_("document of the rule"), max_length=120)
    amount_yuan = models.DecimalField(
        _("amount concerned (yuan)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    found_on = models.DateField(_("found on"))
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("found by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="findings_made",
    )
    owner_level = models.CharField(_("level that rectifies"), max_length=10, choices=Level)
    owner_unit = models.CharField(
        _("unit that rectifies"), max_length=100, blank=True, help_text=_("A unit or an account, or both.")
    )
    owner_account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account that rectifies"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="findings_owned",
    )
    due_on = models.DateField(_("to be rectified by"), db_index=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.OPEN, editable=False, db_index=True
    )
    rectified_on = models.DateField(_("rectified on"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("verified on"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="findings_verified",
    )
    history = History()

    objects = FindingQuerySet.as_manager()

    @constrained(
        known("severity", Severity, _("This severity is not known.")),
        known("owner_level", Level, _("This level is not known."), rule="level_known"),
        known("status", Status, _("This status is not known.")),
    )
    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["due_on", "code"]
        indexes = [models.Index(fields=["region", "found_on"], name="oversight_finding_region_day")]
        constraints = [
            models.CheckConstraint(
                name="oversight_finding_owner_named",
                condition=~Q(owner_unit="") | Q(owner_account__isnull=False),
                violation_error_message=_("Name the unit or the account that rectifies."),
            ),
            not_before(
                "due_on",
                "found_on",
                _("A finding is to be rectified after it was found."),
                rule="due_after_found",
            ),
            models.CheckConstraint(
                name="oversight_finding_amount",
                condition=Q(amount_yuan__isnull=True) | Q(amount_yuan__gt=0),
                violation_error_message=_("The amount concerned is above zero."),
            ),
            models.CheckConstraint(
                name="oversight_finding_rectified_on_a_day",
                condition=Q(
                    status__in=["reported", "closed"],
                    rectified_on__isnull=False,
                    rectified_on__gte=F("found_on"),
                )
                | Q(status__in=["open", "returned"], rectified_on__isnull=True),
                violation_error_message=_(
                    "What is rectified has its day after the finding; nothing else has."
                ),
            ),
            models.CheckConstraint(
                name="oversight_finding_closed_whole",
                condition=Q(
                    status="closed",
                    closed_on__isnull=False,
                    verified_by__isnull=False,
                    closed_on__gte=F("rectified_on"),
                )
                | ~Q(status="closed") & Q(closed_on__isnull=True, verified_by__isnull=True),
                violation_error_message=_(
                    "A closed finding names who verified it, and when, after it was rectified; no other does."
                ),
            ),
            models.CheckConstraint(
                name="oversight_finding_verified_by_another",
                condition=Q(verified_by__isnull=True)
                | Q(owner_account__isnull=True)
                | ~Q(verified_by=F("owner_account")),
                violation_error_message=_("Whoever rectifies a finding does not verify it."),
            ),
        ]

    def __str__(self):
        return self.name

    def why_locked(self, changed=None):
        if self.is_to_rectify:
            return ""
        if self.status == self.Status.CLOSED:
            return _("%(finding)s is verified and closed; what it says stands.") % {"finding": self}
        return _("Its rectification is reported; verify or return it first.")

    def get_absolute_url(self):
        return reverse("oversight:finding-detail", args=[self.code])

    @property
    def series(self) -> Series:
        """Codes of its region's findings: FD-131102002-0001."""
        return Series(f"FD-{self.region.code}-", digits=4)

    def clean(self):
        if self.region_id is None:
            return
        refuse_community(self.region)
        if errors := errors_of_subject(self):
            raise ValidationError(errors)
        if self.inspection and self.inspection.status == Inspection.Status.PLANNED:
            not_begun = _("%(check)s has not begun; begin it first.") % {"check": self.inspection}
            raise ValidationError({"inspection": not_begun})
        give_code(self)
        today = timezone.localdate()
        for name in ("found_on", "rectified_on", "closed_on"):
            if (getattr(self, name) or today) > today:
                raise ValidationError({name: _("This day has not come yet.")})

    @property
    def owner(self) -> str:
        """Unit and account, as they are named."""
        return " · ".join(filter(None, [self.owner_unit, str(self.owner_account or "")]))

    @property
    def is_to_rectify(self) -> bool:
        """Whether it is the owner's turn."""
        return self.status in (self.Status.OPEN, self.Status.RETURNED)

    def is_overdue(self, on: date) -> bool:
        """Whether it was due before the day and is not mended."""
        return self.is_to_rectify and self.due_on < on
