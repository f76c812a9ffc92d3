"""For whom and in which field services are given: the terms of every need, plan and record."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import History
from core.periods import PeriodQuerySet
from core.scope import M
from regions.kept_by_city import KeptByTheCityQuerySet


# The checker makes a manager of each base, and takes them for two.
class TermQuerySet(PeriodQuerySet[M], KeptByTheCityQuerySet[M]):  # type: ignore[override]
    """Terms; one that has ended stays with the records that use it."""

    first_day = ""


class TargetGroupQuerySet(TermQuerySet["TargetGroup"]):  # type: ignore[override]
    """Target groups."""

    def special(self) -> Self:
        """The special groups, which are to be served first."""
        return self.filter(is_special=True)


class Term(models.Model):
    """A term with a code of its own, ended rather than deleted."""

    code = models.SlugField(
        _("code"), max_length=30, unique=True, help_text=_("Latin letters, digits and underscores.")
    )
    name = models.CharField(_("name"), max_length=30)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    ended_on = models.DateField(
        _("in use until"),
        null=True,
        blank=True,
        help_text=_("Empty while it is in use; records keep it afterwards."),
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class TargetGroup(Term):
    """People for whom stations work: children, the elderly, disabled persons, families that lost
    their only child. The special ones are to be served first; the overview tells where nobody does.
    """

    is_special = models.BooleanField(
        _("special group"), default=False, help_text=_("Served first; the overview warns where nobody does.")
    )
    history = History()

    objects = TargetGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(ended_on__isnull=True),
                name="services_targetgroup_one_name",
                violation_error_message=_("A target group in use has this name already."),
            ),
            models.CheckConstraint(
                name="services_targetgroup_code_given",
                condition=~Q(code=""),
                violation_error_message=_("A target group has a code."),
            ),
        ]


class ServiceField(Term):
    """A field of social services: assistance, elderly care, child welfare, community governance …"""

    history = History()

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("service field")
        verbose_name_plural = _("service fields")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(ended_on__isnull=True),
                name="services_servicefield_one_name",
                violation_error_message=_("A service field in use has this name already."),
            ),
            models.CheckConstraint(
                name="services_servicefield_code_given",
                condition=~Q(code=""),
                violation_error_message=_("A service field has a code."),
            ),
        ]
