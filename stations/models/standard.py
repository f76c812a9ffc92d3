"""The construction standard: what a station must have, as a checklist that the city writes."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.codes import expect_addressable
from core.constraints import constrained, known
from core.history import History
from regions.kept_by_city import KeptByTheCityQuerySet
from stations.models.frozen import Beside, Frozen, FrozenWhole


class ConstructionStandardQuerySet(KeptByTheCityQuerySet["ConstructionStandard"]):
    """Construction standards."""

    def in_force(self, on: date) -> Self:
        """The one that stations answer on the day ``on``; none or one row."""
        return self.filter(is_current=True, valid_from__lte=on)

    def current(self) -> Self:
        """The one that is in force as things stand; none or one row."""
        return self.filter(is_current=True)

    def answered(self) -> Self:
        """Those of which a station has answered an item."""
        return self.filter(items__answers__isnull=False).distinct()

    def for_listing(self) -> Self:
        return self.prefetch_related("items")


class ConstructionStandard(FrozenWhole, models.Model):
    """One version of the checklist against which stations are built.

    A new version is a new row; one that a station has answered is frozen.
    """

    frozen_fields = ("code", "name", "version")
    frozen_sentence = _(
        "Stations have answered %(whole)s, so it is frozen; make a new version for the change."
    )

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    valid_from = models.DateField(_("valid from"))
    is_current = models.BooleanField(_("in force"), default=False)
    history = History()

    objects = ConstructionStandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("construction standard")
        verbose_name_plural = _("construction standards")
        ordering = ["name", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version"],
                name="stations_constructionstandard_version_once",
                violation_error_message=_("This standard has this version already."),
            ),
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="stations_constructionstandard_one_in_force",
                violation_error_message=_("Another standard is in force; take it out of force first."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.version})"

    def clean(self, *, beside: Beside | None = None):
        """``beside`` is what the rule of frozen records asks, where it is read already."""
        expect_addressable(self.code)
        self.expect_unfrozen(self, beside)

    @classmethod
    def relied_on(cls, wholes):
        return set(cls.objects.filter(pk__in=wholes).answered().values_list("pk", flat=True))


class StandardItemQuerySet(KeptByTheCityQuerySet["StandardItem"]):
    """Items, seen and kept like their standard."""

    def for_listing(self) -> Self:
        return self.select_related("standard")


class StandardItem(Frozen, models.Model):
    """One thing that a station must have: yes or no, a number of at least so many, or one of several.

    Without a minimum any number fulfils; without choices that fulfil, any choice does.
    """

    class Kind(models.TextChoices):
        YES_NO = "yes_no", _("yes or no")
        NUMBER = "number", _("number")
        CHOICE = "choice", _("choice")

    frozen_fields = (
        "standard_id",
        "order",
        "code",
        "text",
        "kind",
        "unit",
        "minimum",
        "choices",
        "fulfilling",
        "is_mandatory",
    )
    whole = "standard_id"

    standard = models.ForeignKey(
        ConstructionStandard,
        verbose_name=_("construction standard"),
        on_delete=models.CASCADE,
        related_name="items",
    )
    order = models.PositiveSmallIntegerField(_("place"))
    code = models.SlugField(_("code"), max_length=30)
    text = models.CharField(_("what is required"), max_length=200)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind, default=Kind.YES_NO)
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    minimum = models.DecimalField(_("at least"), max_digits=12, decimal_places=2, null=True, blank=True)
    choices = models.TextField(_("choices"), blank=True, help_text=_("One a line."))
    fulfilling = models.TextField(
        _("choices that fulfil"), blank=True, help_text=_("One a line; empty for all of them.")
    )
    is_mandatory = models.BooleanField(_("mandatory"), default=True)
    history = History()

    objects = StandardItemQuerySet.as_manager()

    @constrained(known("kind", Kind, _("This kind of answer is not known.")))
    class Meta:
        verbose_name = _("item of a standard")
        verbose_name_plural = _("items of standards")
        ordering = ["standard", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "order"],
                name="stations_standarditem_place_once",
                violation_error_message=_("Another item of this standard has this place."),
            ),
            models.UniqueConstraint(
                fields=["standard", "code"],
                name="stations_standarditem_code_once",
                violation_error_message=_("Another item of this standard has this code."),
            ),
            models.CheckConstraint(
                name="stations_standarditem_choices_of_a_choice",
                condition=(Q(kind="choice") & ~Q(choices="")) | (~Q(kind="choice") & Q(choices="")),
                violation_error_message=_("A choice has choices, and nothing else has them."),
            ),
            models.CheckConstraint(
                name="stations_standarditem_fulfilling_of_a_choice",
                condition=Q(kind="choice") | Q(fulfilling=""),
                violation_error_message=_("Only a choice has choices that fulfil."),
            ),
            models.CheckConstraint(
                name="stations_standarditem_minimum_of_a_number",
                condition=Q(kind="number") | Q(minimum__isnull=True),
                violation_error_message=_("Only a number has a minimum."),
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self, *, beside: Beside | None = None):
        """``beside`` is what the rule of frozen records asks, where it is read already."""
        unknown = set(lines(self.fulfilling)) - set(lines(self.choices))
        if self.kind == self.Kind.CHOICE and unknown:
            message = _("These are not among the choices: %(unknown)s.")
            raise ValidationError({"fulfilling": message % {"unknown": ", ".join(sorted(unknown))}})
        if self.standard_id:
            self.standard.expect_unfrozen(self, beside)

    @classmethod
    def relied_on(cls, wholes):
        return ConstructionStandard.relied_on(wholes)

    @property
    def choice_list(self) -> list[str]:
        """What may be chosen, in order."""
        return lines(self.choices)

    @property
    def stated_fulfilling(self) -> list[str]:
        """The choices that fulfil as they were stated; none for all of them."""
        return lines(self.fulfilling)

    @property
    def fulfilling_list(self) -> list[str]:
        """The choices that fulfil."""
        return self.stated_fulfilling or self.choice_list


def lines(text: str) -> list[str]:
    """The lines of a text without blanks around them, and without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]
