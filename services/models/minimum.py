"""From what size on a service counts towards a target."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.constraints import known
from core.history import History
from regions.kept_by_city import KeptByTheCityQuerySet
from services.rules.methods import Method


class ServiceMinimum(models.Model):
    """The smallest case, group or activity that counts towards a target, as contracts ask for it.

    A group has at least four sessions and five persons, an activity eight persons, a case five
    sessions. A plan item starts from these numbers and may ask for more.
    """

    method = models.CharField(_("method"), max_length=20, choices=Method)
    min_sessions = models.PositiveSmallIntegerField(_("sessions at least"), default=1)
    min_persons = models.PositiveSmallIntegerField(_("persons at least"), default=1)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Where the rule comes from."))
    history = History()

    objects = KeptByTheCityQuerySet.as_manager()

    class Meta:
        verbose_name = _("service minimum")
        verbose_name_plural = _("service minimums")
        ordering = ["method"]
        constraints = [
            models.UniqueConstraint(
                fields=["method"],
                name="services_serviceminimum_once",
                violation_error_message=_("This method has a minimum already; change that one."),
            ),
            known("method", Method, _("This method is not known.")),
        ]

    def __str__(self):
        return f"{self.get_method_display()} ≥ {self.min_sessions}/{self.min_persons}"
