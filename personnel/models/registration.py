"""The certificate's entry in the register."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import History
from personnel.certificate_clock import valid_to_of
from personnel.models.certificate import Certificate
from personnel.models.posting import AtHomeQuerySet


class RegistrationQuerySet(AtHomeQuerySet):
    """Registrations; a registration belongs to the holder's home region."""

    region_path = "certificate__worker__home_region__path"
    worker_lookup = "certificate__worker"

    def valid_on(self, day):
        """Registrations in force on ``day``."""
        return self.filter(registered_on__lte=day, valid_to__gte=day)

    def for_listing(self):
        return self.select_related("certificate__worker__home_region")


class Registration(models.Model):
    """A certificate was registered or renewed with the provincial civil affairs, for three years."""

    certificate = models.ForeignKey(
        Certificate, verbose_name=_("certificate"), on_delete=models.PROTECT, related_name="registrations"
    )
    registered_on = models.DateField(_("registered on"))
    valid_to = models.DateField(
        _("valid to"), blank=True, help_text=_("The last day; empty means three years less a day.")
    )
    history = History()

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["certificate_id", "registered_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "registered_on"],
                name="personnel_registration_once_a_day",
                violation_error_message=_("This certificate already has a registration of that day."),
            ),
            models.CheckConstraint(
                name="personnel_registration_period",
                condition=Q(valid_to__gte=F("registered_on")),
                violation_error_message=_("A registration cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.registered_on} – {self.valid_to}"

    def clean(self):
        if not self.registered_on:
            return
        self.valid_to = self.valid_to or valid_to_of(self.registered_on)
        if self.registered_on > timezone.localdate():
            raise ValidationError({"registered_on": _("A registration cannot lie in the future.")})
        issued_on = self.certificate.issued_on if self.certificate_id else None
        if issued_on and self.registered_on < issued_on:
            raise ValidationError({"registered_on": _("A certificate is registered after it was issued.")})
