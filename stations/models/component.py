"""The parts of a service model."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.constraints import constrained, known
from core.history import History
from stations.models.frozen import Beside, Frozen
from stations.models.service_model import ServiceModel, ServiceModelQuerySet


class ComponentQuerySet(ServiceModelQuerySet["Component"]):
    """Components, seen and kept like their model."""

    def numbered(self) -> Self:
        """Components with a required number; electives have none and count nowhere."""
        return self.filter(required__isnull=False)

    def for_listing(self) -> Self:
        return self.select_related("service_model")


class Component(Frozen, models.Model):
    """One part of a service model: how many of what a complete station has built.

    ``required`` is empty for electives (the N of 1138N): as many as the station chooses. How many files
    of which kind an accepted one is shown by is no part of what is frozen: the city may ask for more.
    """

    class EvidenceKind(models.TextChoices):
        ANY = "any", _("photos or documents")
        PHOTO = "photo", _("photos")
        DOCUMENT = "document", _("documents")

    frozen_fields = ("service_model_id", "order", "code", "name", "required", "needs_community")
    whole = "service_model_id"

    service_model = models.ForeignKey(
        ServiceModel, verbose_name=_("service model"), on_delete=models.CASCADE, related_name="components"
    )
    order = models.PositiveSmallIntegerField(_("place"))
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("name"), max_length=60)
    required = models.PositiveSmallIntegerField(
        _("required"), null=True, blank=True, help_text=_("Empty for N: any number.")
    )
    needs_community = models.BooleanField(
        _("one per community"), default=False, help_text=_("Each one belongs to a village or community.")
    )
    evidence_minimum = models.PositiveSmallIntegerField(
        _("files to be accepted with"),
        default=1,
        help_text=_("How many files have to show one before it is accepted; 0 for none."),
    )
    evidence_kind = models.CharField(
        _("kind of files"), max_length=10, choices=EvidenceKind, default=EvidenceKind.ANY
    )
    history = History()

    objects = ComponentQuerySet.as_manager()

    @constrained(known("evidence_kind", EvidenceKind, _("This kind of file is not known.")))
    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["service_model", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_model", "order"],
                name="stations_component_place_once",
                violation_error_message=_("Another component of this model has this place."),
            ),
            models.UniqueConstraint(
                fields=["service_model", "code"],
                name="stations_component_code_once",
                violation_error_message=_("Another component of this model has this code."),
            ),
            models.CheckConstraint(
                name="stations_component_required_positive",
                condition=Q(required__isnull=True) | Q(required__gte=1),
                violation_error_message=_("A component requires at least one, or any number."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self, *, beside: Beside | None = None):
        """``beside`` is what the rule of frozen records asks, where it is read already."""
        if self.service_model_id:
            self.service_model.expect_unfrozen(self, beside)

    @classmethod
    def relied_on(cls, wholes):
        return ServiceModel.relied_on(wholes)

    @property
    def is_current(self) -> bool:
        """Whether its model is in force; from the loaded model."""
        return self.service_model.is_current
