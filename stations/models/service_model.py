"""Service models such as 1138N."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.codes import expect_addressable
from core.history import History
from core.scope import M
from regions.kept_by_city import KeptByTheCityQuerySet
from stations.models.frozen import Beside, FrozenWhole
from stations.rules.notation import write_notation


class ServiceModelQuerySet(KeptByTheCityQuerySet[M]):
    """Service models."""

    def current(self) -> Self:
        """Those in force for new stations."""
        return self.filter(is_current=True)

    def followed(self) -> Self:
        """Those that stations follow, open or closed."""
        return self.filter(stations__isnull=False).distinct()

    def for_listing(self) -> Self:
        return self.prefetch_related("components")


class ServiceModel(FrozenWhole, models.Model):
    """What a complete station consists of, as components with required numbers.

    The model of 河东街道 is 1138N. A new version is a new row; one that stations follow is frozen.
    """

    frozen_fields = ("code", "name", "version")
    frozen_sentence = _(
        "Stations follow the model %(whole)s, so it is frozen; make a new version for the change."
    )

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    is_current = models.BooleanField(_("in force"), default=True)
    history = History()

    objects = ServiceModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("service model")
        verbose_name_plural = _("service models")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version"],
                name="stations_servicemodel_version_once",
                violation_error_message=_("This model has this version already."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(is_current=True),
                name="stations_servicemodel_one_current_version",
                violation_error_message=_(
                    "Another version of this model is in force; take it out of force first."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self, *, beside: Beside | None = None):
        """``beside`` is what the rule of frozen records asks, where it is read already."""
        expect_addressable(self.code)
        self.expect_unfrozen(self, beside)

    @classmethod
    def relied_on(cls, wholes):
        return set(cls.objects.filter(pk__in=wholes).followed().values_list("pk", flat=True))

    @property
    def notation(self) -> str:
        """The short form of its components (1138N); reads the components once, or as prefetched."""
        return write_notation([component.required for component in self.components.all()])
