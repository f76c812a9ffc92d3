"""The certificate's entry in the register."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.constraints import not_before
from core.errors import Refused
from core.history import History
from core.periods import PeriodQuerySet
from personnel.models.certificate import Certificate
from personnel.models.posting import AtHomeQuerySet
from personnel.rules.certificate_clock import valid_to_of, window_opens_on


# The checker makes a manager of each base, and takes them for two.
class RegistrationQuerySet(PeriodQuerySet["Registration"], AtHomeQuerySet["Registration"]):  # type: ignore[override]
    """Registrations; a registration belongs to the holder's home region."""

    region_path = "certificate__worker__home_region__path"
    worker_lookup = "certificate__worker"
    first_day, last_day = "registered_on", "valid_to"

    def for_listing(self) -> Self:
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
            not_before("valid_to", "registered_on", _("A registration cannot end before it begins.")),
        ]

    def __str__(self):
        return f"{self.registered_on} – {self.valid_to}"

    def clean(self, *, beside: list["Registration"] | None = None):
        """``beside`` are the certificate's other registrations, where they are read already."""
        if not self.registered_on:
            return
        self.valid_to = self.valid_to or valid_to_of(self.registered_on)
        if self.registered_on > timezone.localdate():
            raise ValidationError({"registered_on": _("A registration cannot lie in the future.")})
        issued_on = self.certificate.issued_on if self.certificate_id else None
        if issued_on and self.registered_on < issued_on:
            raise ValidationError({"registered_on": _("A certificate is registered after it was issued.")})
        if self.certificate_id:
            self.refuse_early_renewal(beside)

    def refuse_early_renewal(self, beside: list["Registration"] | None = None) -> None:
        """A registration is renewed in its last three months; this holds for it and for the one after it.

        Raises ``Refused``. Once it has run out, it may be renewed at any time.
        """
        others = self._others() if beside is None else beside
        running = max(
            (_end_of(other) for other in others if other.registered_on < self.registered_on), default=None
        )
        if running and self.registered_on < window_opens_on(running):
            raise Refused({"registered_on": _renewed_from(running)})
        after = [other.registered_on for other in others if other.registered_on > self.registered_on]
        if after and min(after) < window_opens_on(_end_of(self)):
            raise Refused({"registered_on": _renewed_too_early(min(after), _end_of(self))})

    def _others(self):
        """The certificate's other registrations of all times."""
        return list(Registration.objects.filter(certificate=self.certificate_id).exclude(pk=self.pk))


def _end_of(registration) -> date:
    """The last day, also before ``clean`` has filled it in."""
    return registration.valid_to or valid_to_of(registration.registered_on)


def _renewed_from(end) -> ValidationError:
    return ValidationError(
        _(
            "The registration is valid to %(end)s and is renewed in its last three months: "
            "register it again from %(opens)s."
        ),
        params={"end": date_format(end), "opens": date_format(window_opens_on(end))},
    )


def _renewed_too_early(day, end) -> ValidationError:
    return ValidationError(
        _(
            "The registration of %(day)s is recorded already, and this one, valid to %(end)s, "
            "could be renewed from %(opens)s only. Correct the day that is wrong."
        ),
        params={
            "day": date_format(day),
            "end": date_format(end),
            "opens": date_format(window_opens_on(end)),
        },
    )
