"""Periods as other systems write them: a year, a quarter or a month, for the values at its end."""

import re
from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

PERIOD = re.compile(r"(?P<year>2[0-9]{3})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
MONTHS_A_QUARTER, LAST_MONTH = 3, 12


def last_day_of(period: str) -> date:
    """The last day of ``2022``, ``2022-Q4`` or ``2022-12``; raises ``ValidationError``."""
    match = PERIOD.fullmatch(period)
    if not match:
        raise ValidationError({"period": [_("Write a period like 2022, 2022-Q4 or 2022-12.")]})
    year, quarter, month = (int(part or 0) for part in match.group("year", "quarter", "month"))
    last = month or (quarter * MONTHS_A_QUARTER if quarter else LAST_MONTH)
    return date(year, last, monthrange(year, last)[1])
