"""Business codes: those that people give stand in addresses, the others are numbered in series.

A number of a series is drawn when the record is checked for the last time before it is written, inside
the transaction that writes it: the series is locked until then, so that of two who draw at the same
moment the second gets the next number.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol, TypeVar, cast

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import connection
from django.db.models import Model
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

# Also the name of a file: no dot at its end.
addressable = RegexValidator(
    r"^[^\W_](?:[\w.-]*[\w-])?\Z",
    _("A code begins with a letter or digit; hyphens, dots and underscores may follow."),
)
# Longer numbers are nobody's: some hand has written them, and no series goes on behind them.
MOST_DIGITS = 9
# By so many digits a number that somebody writes may be longer than those of its series.
DIGITS_AHEAD = 2


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
        is_number = tail.isascii() and tail.isdigit() and len(tail) <= MOST_DIGITS
        return int(tail) if is_number and self.code(int(tail)) == code else 0

    def takes(self, code: str) -> bool:
        """Whether somebody may write this code himself: of the series' form, and not far ahead of it."""
        return bool(self.number_of(code)) and len(code) <= len(self.code(1)) + DIGITS_AHEAD

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
        tail = f"[0-9]{{{self.digits}}}|[1-9][0-9]{{{self.digits},{MOST_DIGITS - 1}}}"
        return rf"^{re.escape(self.prefix)}({tail})$"

    def lock(self, model: type[Model]) -> None:
        """Draw alone from the series until the end of the transaction, if there is one (PostgreSQL).

        On SQLite the transaction itself holds the only right to write.
        """
        lock_all(model, [self])

    def key(self, model: type[Model]) -> int:
        """What the lock of the series is called: a whole number of 64 bits."""
        name = f"{model._meta.db_table} {self.prefix}".encode()
        return int.from_bytes(blake2b(name, digest_size=8).digest(), signed=True)

    def next_in(self, model: type[Model]) -> int:
        """The number of the next record."""
        number = self.highest_in(model) + 1
        if number >= 10**MOST_DIGITS:
            # A hand has written the last number that counts; what follows it is looked for one by one.
            codes = model._default_manager.order_by()
            while codes.filter(code=self.code(number)).exists():
                number += 1
        return number


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


def lock_all(model: type[Model], series: Iterable[Series]) -> None:
    """Draw alone from several series, in one order for everybody: nobody waits in a circle. One query."""
    keys = [one.key(model) for one in sorted(set(series), key=lambda one: one.prefix)]
    if keys and connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            # The keys are locked one after the other, as they stand in the list.
            cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])


def give_code(record: Numbered) -> None:
    """Number a record that has no code yet: the next after the highest of its series.

    A code that was drawn here, and not written since, is drawn anew: a form is checked before the
    transaction that writes its record, and by then somebody else may have it.
    """
    model = cast("type[Model]", type(record))
    is_new = cast("Model", record)._state.adding
    if record.code and not (is_new and record.code == vars(record).get("_drawn_code")):
        return
    record.series.lock(model)
    numbered(record, record.series.next_in(model))
    vars(record)["_drawn_code"] = record.code
