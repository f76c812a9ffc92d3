"""What must be in place before a station is said to have reached a stage."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import History
from regions.kept_by_city import KeptByTheCityQuerySet
from stations.models.stage import Stage
from stations.rules import gates


class GateRule(models.Model):
    """At least ``minimum`` of something on the day a stage is reached, such as two full-time workers.

    The numbers differ from province to province, so a municipal administrator may change them or
    switch a rule off; what can be counted is code (``stations.rules.gates``).
    """

    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    check_code = models.CharField(_("what is counted"), max_length=40, choices=gates.choices)
    minimum = models.PositiveSmallIntegerField(_("at least"), default=1)
    is_active = models.BooleanField(_("in force"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Where the rule comes from."))
    history = History()

    objects = KeptByTheCityQuerySet.as_manager()

    class Meta:
        verbose_name = _("gate rule")
        verbose_name_plural = _("gate rules")
        ordering = ["stage", "check_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "check_code"],
                name="stations_gaterule_once",
                violation_error_message=_("This stage has a rule about this already; change that one."),
            ),
            models.CheckConstraint(
                name="stations_gaterule_minimum_positive",
                condition=Q(minimum__gte=1),
                violation_error_message=_("A rule asks for at least one; switch it off instead."),
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} · {self.get_check_code_display()} ≥ {self.minimum}"

    def clean(self):
        if self.check_code and self.check_code not in gates.CHECKS:
            raise ValidationError({"check_code": _("The portal cannot count this.")})
