"""How the money stood at the end of a past day, from the entries posted by then."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self, TypeAlias, cast

from django.apps import apps
from django.db.models import (
    Case,
    DecimalField,
    Expression,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Round

from core.scope import ScopedQuerySet
from funding.models.amounts import NOTHING, RunningTotalField
from funding.rules import chain

YUAN = DecimalField(max_digits=14, decimal_places=2)
NONE = Value(NOTHING, output_field=YUAN)


def then(total: str) -> str:
    """What ``as_of`` calls a running total: ``paid_yuan`` is ``paid_then``."""
    return total.replace("_yuan", "_then")


def set_back(record, past=None):
    """Put the running totals that ``as_of`` read, for ``past`` or the record itself, in place of today's.

    The record as it stood is there to be shown; saving it would not write its totals.
    """
    past = past or record
    for field in record._meta.concrete_fields:
        if isinstance(field, RunningTotalField) and hasattr(past, then(field.name)):
            setattr(record, field.name, getattr(past, then(field.name)))
    return record


def sum_of(entry: str, day, **condition):
    """What the entries of a kind that fulfil ``condition`` sum up to by the day; 0.00 where there is none."""
    return _sum(apps.get_model("funding", entry).objects.filter(**condition, posted_on__lte=day))


def reserved_by(day, **condition):
    """What the requests that fulfil ``condition`` kept reserved at the end of the day."""
    return _sum(apps.get_model("funding", "PaymentRequest").objects.reserved_on(day).filter(**condition))


def _sum(rows):
    grouped = (
        rows.order_by()
        .annotate(_one=Value(1))
        .values("_one")
        .annotate(_sum=Sum("amount_yuan"))
        .values("_sum")
    )
    # Rounded: SQLite sums decimals as floats.
    return Round(Coalesce(Subquery(grouped), Value(NOTHING), output_field=YUAN), 2, output_field=YUAN)


def difference(first: str, second: str):
    """One annotated amount less another one, to the cent."""
    return Round(ExpressionWrapper(F(first) - F(second), output_field=YUAN), 2, output_field=YUAN)


if TYPE_CHECKING:
    # What the mixins go before among the bases.
    Rows: TypeAlias = ScopedQuerySet[Any]
else:
    Rows = object


class AsOfMixin(Rows):
    """``as_of`` for entries: what they stood at, what was drawn on them, what was left."""

    def as_of(self, day: date) -> Self:
        """The entries posted by ``day`` with ``standing_then``, ``used_then`` and ``remaining_then``.

        Also ``state_then``, and each running total under its own name. One query, however many rows;
        the totals of today are not looked at.
        """
        link, mine = cast("Any", self.model).link, OuterRef("pk")
        child = CHILDREN.get(self.model.__name__)
        drawn = sum_of(child.entry, day, **{child.parent: mine}) if child else NONE
        corrected = difference("_gross_then", "reversed_then")
        rows = self.filter(posted_on__lte=day).annotate(
            reversed_then=Round(-sum_of(link.entry, day, reverses=mine), 2, output_field=YUAN),
            adjusted_then=sum_of(link.entry, day, adjusts=mine),
            reserved_then=self._reserved(day),
            _gross_then=Round(F("amount_yuan") + F("adjusted_then"), 2, output_field=YUAN),
            standing_then=Case(When(kind="posting", then=corrected), default=NONE, output_field=YUAN),
            used_then=drawn,
            _unused_then=difference("standing_then", "used_then"),
            state_then=Case(
                When(~Q(reversed_then=0), then=Value("reversed")),
                When(kind="posting", then=Value("posted")),
                default=F("kind"),
            ),
        )
        if link.own_total:
            rows = rows.annotate(**{then(link.own_total): F("used_then")})
        return rows.annotate(remaining_then=difference("_unused_then", "reserved_then"))

    def _reserved(self, day: date) -> Expression:
        """What was set aside of an entry at the end of the day: nothing, where nothing ever is."""
        return NONE


# Which kind of entry draws on which.
CHILDREN = {"Allocation": chain.DISBURSEMENT, "Disbursement": chain.EXPENDITURE}


class BudgetAsOfMixin(Rows):
    """``as_of`` for budgets."""

    def as_of(self, day: date) -> Self:
        """The budgets approved by ``day`` with what they held, gave and spent by then; one query.

        ``available_then`` is the amount with what was carried in and without what was carried out;
        ``remaining_then`` what could still be allocated; execution is spent of available. A budget's
        own amount is today's: when it was changed is in its history.
        """
        mine = OuterRef("pk")
        rows = self.filter(approved_on__lte=day).annotate(
            carried_in_then=sum_of("CarryOver", day, target=mine),
            carried_out_then=sum_of("CarryOver", day, origin=mine),
            allocated_then=sum_of("Allocation", day, budget=mine),
            disbursed_then=sum_of("Disbursement", day, allocation__budget=mine),
            spent_then=sum_of("Expenditure", day, disbursement__allocation__budget=mine),
            _amount_in=Round(F("amount_yuan") + F("carried_in_then"), 2, output_field=YUAN),
            available_then=difference("_amount_in", "carried_out_then"),
        )
        return rows.annotate(remaining_then=difference("available_then", "allocated_then"))

    def slower_than(self, share: Decimal) -> Self:
        """Of the rows of ``as_of`` those that have spent less than this share of what they have."""
        most = ExpressionWrapper(F("available_then") * Value(share), output_field=YUAN)
        return self.filter(available_then__gt=0, spent_then__lt=most)


class PaidAsOfMixin(Rows):
    """``as_of`` for what is paid by disbursements: contracts and their stages."""

    paid_by_lookup = ""

    def as_of(self, day: date) -> Self:
        """The rows with ``paid_then``, what was paid for them by the day; one query."""
        return self.annotate(paid_then=sum_of("Disbursement", day, **{self.paid_by_lookup: OuterRef("pk")}))
