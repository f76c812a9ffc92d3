"""Who founded an agency, as far as the provincial rule asks."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.history import History
from core.scope import ScopedQuerySet
from personnel.models.certificate import Certificate
from stations.models import Agency


class AgencyFounderQuerySet(ScopedQuerySet["AgencyFounder"]):
    """Founders, with the home region of their agency."""

    region_path = "agency__home_region__path"

    def certified(self, on: date) -> Self:
        """People of the register who held the certificate of a social worker, or a higher one, by the day."""
        held = Certificate.objects.issued_by(on).filter(
            worker=OuterRef("worker"), level__gte=Certificate.Level.INTERMEDIATE
        )
        return self.filter(Exists(held))

    def only_claimed(self) -> Self:
        """People from outside the register who say they hold a certificate."""
        return self.filter(worker__isnull=True).exclude(claimed_certificate="")

    def for_listing(self) -> Self:
        return self.select_related("agency__home_region", "worker")


class AgencyFounder(models.Model):
    """A founder of an agency: a person of the register, or somebody by name.

    Only a certificate in the register proves one; what somebody from outside claims is noted and
    leaves the question open.
    """

    agency = models.ForeignKey(
        Agency, verbose_name=_("agency"), on_delete=models.PROTECT, related_name="founders"
    )
    worker = models.ForeignKey(
        "personnel.SocialWorker",
        verbose_name=_("person of the register"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="founded_agencies",
    )
    name = models.CharField(
        _("full name"),
        max_length=60,
        blank=True,
        help_text=_("Taken from the register where a person is chosen."),
    )
    claimed_certificate = models.CharField(
        _("certificate claimed"),
        max_length=60,
        blank=True,
        help_text=_("Level and number as stated; it counts once the person is in the register with it."),
    )
    history = History()

    objects = AgencyFounderQuerySet.as_manager()

    class Meta:
        verbose_name = _("founder of an agency")
        verbose_name_plural = _("founders of agencies")
        ordering = ["agency", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="personnel_agencyfounder_once",
                violation_error_message=_("This founder is recorded already."),
            ),
            models.CheckConstraint(
                name="personnel_agencyfounder_named",
                condition=~Q(name=""),
                violation_error_message=_("Name the founder or choose a person of the register."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.worker:
            self.name = self.worker.name
        self.name = self.name.strip()
