"""What budgets and entries have in common: amounts, running totals, codes, locking."""

from decimal import Decimal
from typing import Any, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import connections, models
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from core.figures import grouped, rounded

NOTHING = Decimal("0.00")

valid_code = RegexValidator(r"^[A-Z0-9][A-Z0-9-]*\Z", _("A code has capital letters, digits and hyphens."))


class RunningTotalField(models.DecimalField):
    """A sum that the database keeps by triggers; saving a record never writes it.

    Otherwise a form opened before somebody else's entry would put the old total back.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("default", NOTHING)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        return super().pre_save(model_instance, add) if add else F(self.attname)


def to_the_cent(expression) -> Round:
    """What amounts come to: SQLite keeps binary fractions, and 0.30 − 0.10 is less than 0.20 among those."""
    return Round(expression, 2)


def whole_cents() -> models.CheckConstraint:
    """SQLite would keep fractions of a cent; PostgreSQL rounds them itself."""
    return models.CheckConstraint(
        name="%(app_label)s_%(class)s_whole_cents",
        condition=Q(amount_yuan=to_the_cent("amount_yuan")),
        violation_error_message=_("An amount has at most two decimals."),
    )


Rows = TypeVar("Rows", bound="QuerySet[Any]")


def locked(queryset: Rows) -> Rows:
    """The rows, locked until the end of the transaction where there is one (PostgreSQL).

    On SQLite the transaction itself holds the only right to write, so there is nothing to lock.
    """
    if connections[queryset.db].in_atomic_block:
        return queryset.select_for_update(of=("self",), no_key=True)
    return queryset


def share_field(label) -> models.DecimalField:
    """A share in per cent, to two places; unknown where it is empty."""
    return models.DecimalField(
        label,
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )


def split(amount_yuan: Decimal, shares) -> list[Decimal]:
    """``amount_yuan`` by shares that need not add up to anything in particular, to the cent.

    The parts add up to the amount exactly: what rounding down leaves goes cent by cent to the parts
    with the largest remainders, of equal ones to the first.
    """
    weights = [Decimal(share) for share in shares]
    cents = int(amount_yuan.scaleb(2))
    # In whole numbers, for a quotient of decimals would be rounded before it is compared.
    units = [int(weight.scaleb(4)) for weight in weights]
    parts = [cents * unit // sum(units) for unit in units]
    remainders = [cents * unit % sum(units) for unit in units]
    order = sorted(range(len(units)), key=lambda place: (-remainders[place], place))
    for place in order[: cents - sum(parts)]:
        parts[place] += 1
    return [Decimal(part).scaleb(-2) for part in parts]


def sums(queryset, **fields: str) -> dict[str, Decimal]:
    """Sums of columns over the rows by name, to the cent, in one query; 0.00 where there is no row.

    With ``used`` among them also what ``remaining`` there is.
    """
    found = queryset.order_by().aggregate(**{name: Sum(field) for name, field in fields.items()})
    rows = {name: rounded(value or NOTHING) for name, value in found.items()}
    return rows | {"remaining": rows["amount"] - rows["used"]} if "used" in rows else rows


def overdrawn(parent, amount_yuan: Decimal) -> str:
    """Why ``amount_yuan`` cannot be drawn on ``parent``: the sentence names what is left."""
    return _(
        "%(code)s has %(remaining)s yuan left; %(amount)s yuan is more than that. "
        "Lower the amount, or first reverse an entry that is no longer needed."
    ) % {
        "code": parent.code,
        "remaining": grouped(parent.remaining_yuan),
        "amount": grouped(amount_yuan),
    }
