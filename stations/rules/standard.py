"""How a station stands against a construction standard: what is fulfilled, what fails, what is missing.

Nothing here asks the database; items are anything with the fields of ``StandardItem``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from stations.models.standard import StandardItem

YES, NO = "yes", "no"
YES_NO, NUMBER = "yes_no", "number"
MOST = Decimal("9999999999.99")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Assessment:
    """The items of a standard in order, by how the station stands."""

    fulfilled: tuple = ()
    failed: tuple = ()
    missing: tuple = ()

    @property
    def answered(self) -> int:
        """How many items have an answer."""
        return len(self.fulfilled) + len(self.failed)

    @property
    def asked(self) -> int:
        """How many items there are."""
        return self.answered + len(self.missing)

    @property
    def failed_mandatory(self) -> tuple:
        """What the station must have and has not."""
        return tuple(item for item in self.failed if item.is_mandatory)

    @property
    def missing_mandatory(self) -> tuple:
        """What the station must have and has not answered."""
        return tuple(item for item in self.missing if item.is_mandatory)

    @property
    def is_met(self) -> bool:
        """Whether every mandatory item is answered and fulfilled; never so for a standard without items."""
        return bool(self.asked) and not (self.failed_mandatory or self.missing_mandatory)


def assess(items: Iterable, values: Mapping[int, str]) -> Assessment:
    """Sort ``items`` by the answers ``values``, which are found by the item's primary key."""
    fulfilled: list[StandardItem] = []
    failed: list[StandardItem] = []
    missing: list[StandardItem] = []
    for item in items:
        value = values.get(item.pk, "")
        place = missing if not value else fulfilled if fulfils(item, value) else failed
        place.append(item)
    return Assessment(tuple(fulfilled), tuple(failed), tuple(missing))


def fulfils(item, value: str) -> bool:
    """Whether a normalised, non-empty answer is enough."""
    if item.kind == YES_NO:
        return value == YES
    if item.kind == NUMBER:
        return item.minimum is None or Decimal(value) >= item.minimum
    return value in item.fulfilling_list


def normalised(item, value: str) -> str:
    """The answer as it is kept: yes or no, a number without needless zeros, one of the choices, or empty.

    Raises ``ValidationError`` for anything else.
    """
    value = value.strip()
    if not value:
        return ""
    if item.kind == NUMBER:
        return _number(value)
    allowed = (YES, NO) if item.kind == YES_NO else item.choice_list
    if value not in allowed:
        raise ValidationError(_("Choose one of: %(choices)s.") % {"choices": ", ".join(allowed)})
    return value


def _number(value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= MOST or number != number.quantize(CENT):
        raise ValidationError(_("Enter a number from 0 on, with two decimals at most."))
    return f"{number.normalize():f}"
