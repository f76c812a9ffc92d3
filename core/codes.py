"""Business codes: those that people give stand in addresses, the others are numbered in series."""

import re
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Model
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

addressable = RegexValidator(
    r"^\w[\w.-]*\Z", _("A code begins with a letter or digit; hyphens, dots and underscores may follow.")
)


def expect_addressable(code: str) -> None:
    """Raise ``ValidationError`` beside ``code`` where no address can hold it; an empty one is no matter."""
    try:
        if code:
            addressable(code)
    except ValidationError as error:
        raise ValidationError({"code": error}) from error


@dataclass(frozen=True)
class Series:
    """Codes that begin alike and are numbered: a text and, behind it, a number of so many digits or more.

    A noun whose codes the portal gives declares its series once, as ``series``: a constant of the model,
    or a property where the record's place or year is part of it. Forms, files, the API and the
    demonstration data all number by it.
    """

    prefix: str
    digits: int = 1

    def code(self, number: int) -> str:
        """The code with this number."""
        return f"{self.prefix}{number:0{self.digits}d}"

    def number_of(self, code: str) -> int:
        """The number in a code as the series gives it; 0 in any other, which somebody wrote by hand."""
        tail = code.removeprefix(self.prefix)
        is_number = tail.isascii() and tail.isdigit()
        return int(tail) if is_number and self.code(int(tail)) == code else 0

    def highest_in(self, model: type[Model]) -> int:
        """The highest number that a record has; 0 where none has one. Mostly one query, at most two."""
        codes = model._default_manager.filter(code__startswith=self.prefix).values_list("code", flat=True)
        codes = codes.order_by(Length("code").desc(), "-code")
        longest = codes.first() or ""
        if longest and not self.number_of(longest):
            # A reversal's ``-R``, or one written by hand: only then is each of them looked at.
            longest = codes.filter(code__regex=self._pattern).first() or ""
        return self.number_of(longest)

    @property
    def _pattern(self) -> str:
        """What matches the codes that the series gives, in both databases."""
        return rf"^{re.escape(self.prefix)}([0-9]{{{self.digits}}}|[1-9][0-9]{{{self.digits},}})$"


class Numbered(Protocol):
    """A record whose code the portal may give; ``series`` numbers it."""

    code: str

    @property
    def series(self) -> Series: ...


N = TypeVar("N", bound=Numbered)


def without_letters(code: str) -> str:
    """A code without what stands before its first hyphen: 2022-0001 of B-2022-0001."""
    return code.partition("-")[2] or code


def numbered(record: N, number: int) -> N:
    """The record with this number of its series as its code."""
    record.code = record.series.code(number)
    return record


def give_code(record: Numbered) -> None:
    """Number a record that has no code yet: the next after the highest of its series.

    Two people who ask at the same moment get the same one; the unique constraint refuses the second.
    """
    if not record.code:
        numbered(record, record.series.highest_in(cast("type[Model]", type(record))) + 1)
