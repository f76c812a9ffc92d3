"""Cells as people type them, made into values: pure functions, one for each kind of column.

Full-width signs count as plain ones, blanks around a cell do not count, days and numbers are
understood as text too. Each raises ``ValidationError`` with what is wrong with the cell.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import texts
from core.texts import UNREADABLE

DEFUSED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
DAY = re.compile(r"([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
COMPACT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
YES = {"yes", "y", "true", "1", "是", "√", "对"}
NO = {"no", "n", "false", "0", "否", "×", "不是"}
# A spreadsheet keeps 15 digits of a number; what is longer has been rounded before we see it.
EXACT_BELOW = 10**15
# Days as the number a spreadsheet counts them by: from 1954 to 2119.
FIRST_DAY = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)

# A spreadsheet that counts days from 1904 is as many days behind.
DAYS_TO_1904 = 1462


class Shown(float):
    """A number whose format changes what is seen: 0.95 as 95 %, 12 as 0012.

    ``shown`` is the format, as workbooks have it: ``0%``, ``0.00%``, or as many zeros as digits are seen.
    """

    shown: str

    def __new__(cls, number: float, shown: str) -> Self:
        made = super().__new__(cls, number)
        made.shown = shown
        return made

    @property
    def is_percent(self) -> bool:
        return self.shown.endswith("%")

    @property
    def seen(self) -> str:
        """What somebody reads in the cell; a share with all its digits."""
        if self.is_percent:
            return f"{_number_as_text(self * 100)}%"
        return _number_as_text(self).zfill(len(self.shown))


def text(value: object) -> str:
    """The cell as text, without blanks around it and without the apostrophe of a defused formula."""
    written = kept(value)
    # Blanks behind the apostrophe were around the text before it was defused.
    return trimmed(written[1:]) if DEFUSED.match(written) else written


def plain(value: object) -> str:
    """The cell as text of plain signs: full-width digits, letters and blanks become plain ones."""
    return plainly_kept(text(value))


def kept(value: object) -> str:
    """A value as its text would be read from a cell: without blanks around it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Shown):
        return value.seen
    if isinstance(value, int | float):
        return _number_as_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value == _midnight(value) else value.isoformat(sep=" ")
    written = trimmed("" if value is None else str(value))
    if UNREADABLE.search(written):
        raise ValidationError(_("This text holds a sign that cannot be read; type it again."))
    return written


def plainly_kept(value: str) -> str:
    """The same in plain signs."""
    return texts.plain(value)


def trimmed(value: str) -> str:
    """The text without invisible signs and without the blanks around it."""
    return texts.cleaned(value)


def is_blank(value: object) -> bool:
    """Whether there is nothing in the cell."""
    return value is None or (isinstance(value, str) and not trimmed(value))


def day(value: object) -> date:
    """The day in the cell: a date, a spreadsheet's number of it, or text such as 2022年6月1日."""
    if isinstance(value, datetime):
        if value != _midnight(value):
            raise ValidationError(_("This is a day with a time; leave the time out."))
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer() and int(value) in SERIALS:
        return FIRST_DAY + timedelta(days=int(value))
    written = plain(value)
    match = DAY.fullmatch(written) or COMPACT_DAY.fullmatch(written)
    if not match:
        raise ValidationError(_("This is not a day. Write it like 2022-06-30."))
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise ValidationError(_("No calendar has this day. Write it like 2022-06-30.")) from None


def decimal(value: object) -> Decimal:
    """The number in the cell, also with thousands separators."""
    if isinstance(value, date | time | timedelta):
        raise ValidationError(
            _("This cell is formatted as a day or a time. Format it as a number; hours are written like 1.5.")
        )
    if isinstance(value, Shown) and value.is_percent:
        raise ValidationError(
            _("This cell shows %(share)s, but the column holds no percentages. Write the number itself."),
            params={"share": value.seen},
        )
    written = plain(value)
    if isinstance(value, bool) or not NUMBER.fullmatch(written):
        raise ValidationError(_("This is not a number. Write digits, without a unit."))
    return Decimal(written.replace(",", ""))


def integer(value: object) -> int:
    """The whole number in the cell."""
    number = decimal(value)
    if number != number.to_integral_value():
        raise ValidationError(_("This is not a whole number."))
    return int(number)


def yes_or_no(value: object) -> bool:
    """The answer in the cell: yes or no, in either language."""
    written = plain(value).lower()
    if written in YES:
        return True
    if written in NO:
        return False
    raise ValidationError(_("Write yes or no."))


def folded(value: object) -> str:
    """Text for comparing headings and labels: plain signs, lower case, no blanks."""
    return re.sub(r"\s", "", plain(value)).lower()


def _number_as_text(number: float) -> str:
    if not abs(number) < EXACT_BELOW:
        raise ValidationError(
            _("The spreadsheet has rounded this long number. Format the column as text and type it again.")
        )
    return str(int(number)) if number == int(number) else f"{Decimal(f'{number:.15g}'):f}"


def _midnight(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, moment.day, tzinfo=moment.tzinfo)
