"""Incubation (孵化): young agencies are housed and helped until they can stand alone."""

from collections.abc import Collection
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import Series, give_code
from core.constraints import constrained, known, not_before, together
from core.history import History
from core.judge import Lockable
from core.periods import PeriodQuerySet
from core.pinyin import matching, search_columns
from core.scope import ScopedQuerySet, under_paths
from regions.models import Region
from regions.offered import OfferedQuerySet


class IncubationBaseQuerySet(OfferedQuerySet["IncubationBase"]):
    """Bases, by their region; they are there for agencies of everybody below it."""

    def search(self, text: str) -> Self:
        """Bases by part of name, code, pinyin or initials."""
        return self.filter(matching(text, "venue"))

    def for_listing(self) -> Self:
        return self.select_related("region")


class IncubationBase(models.Model):
    """A place where a region houses young agencies and helps them to start (孵化基地)."""

    code = models.CharField(
        _("code"), max_length=20, unique=True, blank=True, help_text=_("Given by the portal if left empty.")
    )
    name = models.CharField(_("name"), max_length=100)
    pinyin = models.CharField(_("pinyin"), max_length=300, blank=True, editable=False)
    initials = models.CharField(_("initials"), max_length=300, blank=True, editable=False)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, related_name="incubation_bases"
    )
    venue = models.CharField(_("venue"), max_length=200)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    series = Series("IB-", digits=3)
    history = History()

    objects = IncubationBaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("incubation base")
        verbose_name_plural = _("incubation bases")
        ordering = ["code"]
        constraints = [
            not_before(
                "closed_on", "opened_on", _("A base cannot close before it opens."), optional=("closed_on",)
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("stations:base-detail", args=[self.code])

    def clean(self):
        give_code(self)
        vars(self).update(search_columns(self.name))


class IncubationQuerySet(PeriodQuerySet["Incubation"]):
    """Incubations: those of one's own agencies, and everybody's in the bases one keeps."""

    region_path = "agency__home_region__path"
    first_day, last_day = "entered_on", "left_on"

    def in_paths(self, paths: Collection[str]) -> Self:
        return self.filter(under_paths(self.region_path, paths) | under_paths("base__region__path", paths))

    def for_listing(self) -> Self:
        """With agency and base, and the money received; adding up drops the usual order, so it is named."""
        rows = self.select_related("agency__home_region", "base__region")
        return rows.annotate(received_yuan=Sum("support__amount_yuan")).order_by("base", "-entered_on", "pk")


class Incubation(Lockable):
    """An agency is housed in a base, from the day it came to the day it left, with what came of it."""

    class Outcome(models.TextChoices):
        GRADUATED = "graduated", _("stands alone")
        EXTENDED = "extended", _("moved to another base")
        LEFT_EARLY = "left_early", _("left early")
        DISSOLVED = "dissolved", _("dissolved")

    agency = models.ForeignKey(
        "stations.Agency", verbose_name=_("agency"), on_delete=models.PROTECT, related_name="incubations"
    )
    base = models.ForeignKey(
        IncubationBase,
        verbose_name=_("incubation base"),
        on_delete=models.PROTECT,
        related_name="incubations",
    )
    entered_on = models.DateField(_("entered on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    history = History()

    objects = IncubationQuerySet.as_manager()

    @constrained(known("outcome", Outcome, _("This outcome is not known."), or_empty=True))
    class Meta:
        verbose_name = _("incubation")
        verbose_name_plural = _("incubations")
        ordering = ["base", "-entered_on", "pk"]
        constraints = [
            not_before(
                "left_on", "entered_on", _("An agency cannot leave before it enters."), optional=("left_on",)
            ),
            together(
                "left_with_outcome",
                _("State the day of leaving together with the outcome, or neither."),
                left_on=None,
                outcome="",
            ),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(left_on__isnull=True),
                name="stations_incubation_one_open",
                violation_error_message=_("This agency is in a base already; it leaves that one first."),
            ),
        ]

    def __str__(self):
        return f"{self.agency} · {self.base}"

    def why_locked(self, changed=None):
        if self.left_on and changed and "base_id" in changed:
            return _("This incubation is over; where it was can no longer change.")
        return ""

    def get_absolute_url(self):
        return self.base.get_absolute_url()

    @property
    def code(self) -> str:
        """The agency's code: an open incubation is found by it."""
        return self.agency.code

    def clean(self):
        today = timezone.localdate()
        for field in ("entered_on", "left_on"):
            if (getattr(self, field) or today) > today:
                raise ValidationError({field: _("This day has not come yet.")})
        if self.base_id and self.entered_on and self.entered_on < self.base.opened_on:
            raise ValidationError({"entered_on": _("The base opens on a later day.")})


class SupportQuerySet(ScopedQuerySet["Support"]):
    """Support, with the agency's home region."""

    region_path = "incubation__agency__home_region__path"

    def in_paths(self, paths: Collection[str]) -> Self:
        at_base = under_paths("incubation__base__region__path", paths)
        return self.filter(under_paths(self.region_path, paths) | at_base)

    def for_listing(self) -> Self:
        return self.select_related("incubation__agency", "incubation__base")


class Support(models.Model):
    """What an incubated agency was given: money, a venue, training or staff."""

    class Kind(models.TextChoices):
        MONEY = "money", _("money")
        VENUE = "venue", _("venue")
        TRAINING = "training", _("training")
        STAFF = "staff", _("staff")

    incubation = models.ForeignKey(
        Incubation, verbose_name=_("incubation"), on_delete=models.PROTECT, related_name="support"
    )
    kind = models.CharField(_("kind of support"), max_length=10, choices=Kind)
    given_on = models.DateField(_("given on"))
    amount_yuan = models.DecimalField(
        _("amount (yuan)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Of money the amount; of other support its worth, where it is known."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    history = History()

    objects = SupportQuerySet.as_manager()

    @constrained(known("kind", Kind, _("This kind of support is not known.")))
    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("support")
        ordering = ["incubation", "-given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="stations_support_money_has_amount",
                condition=~Q(kind="money") | Q(amount_yuan__isnull=False, amount_yuan__gt=0),
                violation_error_message=_("Money is given with its amount."),
            ),
            models.CheckConstraint(
                name="stations_support_amount_not_negative",
                condition=Q(amount_yuan__isnull=True) | Q(amount_yuan__gte=0),
                violation_error_message=_("An amount cannot be negative."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.given_on}"

    def clean(self):
        if self.given_on and self.given_on > timezone.localdate():
            raise ValidationError({"given_on": _("This day has not come yet.")})
        if self.incubation_id and self.given_on and self.given_on < self.incubation.entered_on:
            raise ValidationError({"given_on": _("Support is given after the agency entered the base.")})
