"""Checks: somebody goes and looks."""

from typing import Self

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
from oversight.models.subject import refuse_community
from regions.models import Region


class InspectionQuerySet(ScopedQuerySet["Inspection"]):
    """Checks, by the region that is looked at."""

    def search(self, text: str) -> Self:
        """Part of the code, the name or the subject."""
        return self.filter(Q(code__icontains=text) | Q(name__icontains=text) | Q(subject__icontains=text))

    def for_listing(self) -> Self:
        """With the region and how many findings there are; counting drops the usual order, so it is named."""
        rows = self.select_related("region").annotate(found=Count("findings"))
        return rows.order_by("-starts_on", "-code")


class Inspection(Lockable):
    """A check (监督检查) of how money is used and work is done in a region, from its plan to its result."""

    class Kind(models.TextChoices):
        ROUTINE = "routine", pgettext_lazy("check", "routine check")
        SPECIAL = "special", pgettext_lazy("check", "special check")
        AUDIT = "audit", pgettext_lazy("check", "audit")

    class Status(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("check", "planned")
        RUNNING = "running", pgettext_lazy("check", "under way")
        CONCLUDED = "concluded", pgettext_lazy("check", "concluded")

    code = models.CharField(
        _("code"), max_length=40, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    name = models.CharField(_("name"), max_length=120)
    region = models.ForeignKey(
        Region, verbose_name=_("region checked"), on_delete=models.PROTECT, related_name="inspections"
    )
    kind = models.CharField(_("kind of check"), max_length=10, choices=Kind, default=Kind.ROUTINE)
    subject = models.CharField(
        _("what is checked"), max_length=300, help_text=_("Which money, years, stations or agencies.")
    )
    starts_on = models.DateField(_("first day of the check"))
    ends_on = models.DateField(_("last day of the check"))
    inspectors = models.CharField(
        _("checked by"),
        max_length=200,
        help_text=_("The unit and the people who go, as the notice names them."),
    )
    document = models.CharField(
        _("basis"), max_length=120, help_text=_("The document or plan that orders the check.")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PLANNED, editable=False
    )
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True, editable=False)
    summary = models.CharField(_("result of the check"), max_length=500, blank=True, editable=False)
    history = History()

    objects = InspectionQuerySet.as_manager()

    @constrained(
        known("kind", Kind, _("This kind of check is not known.")),
        known("status", Status, _("This status is not known.")),
    )
    class Meta:
        verbose_name = _("supervisory check")
        verbose_name_plural = _("supervisory checks")
        ordering = ["-starts_on", "-code"]
        constraints = [
            not_before(
                "ends_on", "starts_on", _("A check does not end before it begins."), rule="days_in_order"
            ),
            models.CheckConstraint(
                name="oversight_inspection_concluded_whole",
                condition=Q(status="concluded", concluded_on__isnull=False, concluded_on__gte=F("starts_on"))
                & ~Q(summary="")
                | ~Q(status="concluded") & Q(concluded_on__isnull=True, summary=""),
                violation_error_message=_(
                    "A concluded check has its day, not before the first one, and its result; no other has."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def why_locked(self, changed=None):
        return (
            _("%(check)s is concluded; what it says stands.") % {"check": self} if self.is_concluded else ""
        )

    def get_absolute_url(self):
        return reverse("oversight:inspection-detail", args=[self.code])

    @property
    def series(self) -> Series:
        """Codes of the checks that begin in its year: CK-2022-0001."""
        return Series(f"CK-{self.starts_on.year}-", digits=4)

    def clean(self):
        if self.region_id:
            refuse_community(self.region)
        if self.region_id and self.starts_on:
            give_code(self)
        if self.concluded_on and self.concluded_on > timezone.localdate():
            raise ValidationError({"concluded_on": _("This day has not come yet.")})

    @property
    def is_concluded(self) -> bool:
        """Whether its result stands."""
        return self.status == self.Status.CONCLUDED
