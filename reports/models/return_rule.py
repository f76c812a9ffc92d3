"""By when the monthly returns are due."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import months
from core.history import History
from regions.kept_by_city import KeptByTheCityQuerySet

LATEST_DUE_DAY = 28


class ReturnRuleQuerySet(KeptByTheCityQuerySet["ReturnRule"]):
    """Rules of all regions, the earliest first."""

    def by_month(self) -> "Deadlines":
        """All rules, read once (one query), to be asked for the deadline of any month."""
        return Deadlines(list(self.order_by("from_month")))


class Deadlines:
    """The days by which returns are due, from the rules; without a rule for a month none is due."""

    def __init__(self, rules):
        self.rules = rules

    def due_on(self, month: date) -> date | None:
        """The last day on which the return for ``month`` is in time."""
        rules = [rule for rule in self.rules if rule.from_month <= month]
        return months.after(month).replace(day=rules[-1].due_day) if rules else None

    @property
    def first_month(self) -> date | None:
        """Since which month returns are asked for."""
        return self.rules[0].from_month if self.rules else None


class ReturnRule(models.Model):
    """Returns for a month and those after it are due on a day of the month that follows.

    The earliest rule says since when returns are asked for. A new day is a new rule, so that what
    was late stays late; a municipal administrator keeps them.
    """

    from_month = models.DateField(
        _("from the month"), unique=True, help_text=_("First day of the first month it holds for.")
    )
    due_day = models.PositiveSmallIntegerField(
        _("due day"), default=5, help_text=_("Day of the following month, 1 to 28.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Where the rule comes from."))
    history = History()

    objects = ReturnRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline of monthly returns")
        verbose_name_plural = _("deadlines of monthly returns")
        ordering = ["from_month"]
        constraints = [
            models.CheckConstraint(
                name="reports_returnrule_day_of_month",
                condition=Q(due_day__gte=1, due_day__lte=LATEST_DUE_DAY),
                violation_error_message=_("The due day is a day that every month has: 1 to 28."),
            ),
            models.CheckConstraint(
                name="reports_returnrule_from_first_day",
                condition=Q(from_month__day=1),
                violation_error_message=_("A month is written as its first day."),
            ),
        ]

    def __str__(self):
        return f"{self.from_month:%Y-%m} · {self.due_day}"
