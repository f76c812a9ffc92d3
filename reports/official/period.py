"""The month, quarter or year that a form speaks of."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MONTH, QUARTER, YEAR = "month", "quarter", "year"
KINDS = [(MONTH, gettext_lazy("month")), (QUARTER, gettext_lazy("quarter")), (YEAR, gettext_lazy("year"))]
MONTHS = {MONTH: 1, QUARTER: 3, YEAR: 12}


@dataclass(frozen=True)
class Period:
    """The month, quarter or year that holds ``on``, up to that day."""

    kind: str
    on: date

    @property
    def starts_on(self) -> date:
        """Its first day."""
        length = MONTHS[self.kind]
        return date(self.on.year, (self.on.month - 1) // length * length + 1, 1)

    @property
    def day_before(self) -> date:
        """The last day of the period before, which figures are compared with."""
        return self.starts_on - timedelta(days=1)

    def __str__(self):
        words = {"year": self.on.year, "month": self.on.month, "quarter": (self.on.month + 2) // 3}
        if self.kind == MONTH:
            return _("%(year)s-%(month)02d") % words
        if self.kind == QUARTER:
            return _("%(year)s, quarter %(quarter)s") % words
        return _("%(year)s") % words
