"""How the money stood at the end of a past day, from the entries posted by then."""

from django.apps import apps
from django.db.models import Case, DecimalField, ExpressionWrapper, F, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Round

from funding import chain
from funding.models.amounts import NOTHING

YUAN = DecimalField(max_digits=14, decimal_places=2)


def sum_of(entry: str, day, **condition):
    """What the entries of a kind that fulfil ``condition`` sum up to by the day; 0.00 where there is none."""
    rows = apps.get_model("funding", entry).objects.filter(**condition, posted_on__lte=day).order_by()
    grouped = rows.annotate(_one=Value(1)).values("_one").annotate(_sum=Sum("amount_yuan")).values("_sum")
    # Rounded: SQLite sums decimals as floats.
    return Round(Coalesce(Subquery(grouped), Value(NOTHING), output_field=YUAN), 2, output_field=YUAN)


def difference(first: str, second: str):
    """One annotated amount less another one, to the cent."""
    return Round(ExpressionWrapper(F(first) - F(second), output_field=YUAN), 2, output_field=YUAN)


class AsOfMixin:
    """``as_of`` for entries: what they stood at, what was drawn on them, what was left."""

    def as_of(self, day):
        """The entries posted by ``day`` with ``standing_then``, ``used_then`` and ``remaining_then``.

        One query, however many rows; the totals of today are not looked at.
        """
        entry, child = self.model.__name__, CHILDREN.get(self.model.__name__)
        corrected = difference("_gross_then", "_reversed_then")
        rows = self.filter(posted_on__lte=day).annotate(
            _reversed_then=-sum_of(entry, day, reverses=OuterRef("pk")),
            _adjusted_then=sum_of(entry, day, adjusts=OuterRef("pk")),
            _gross_then=Round(F("amount_yuan") + F("_adjusted_then"), 2, output_field=YUAN),
            standing_then=Case(
                When(kind="posting", then=corrected), default=Value(NOTHING), output_field=YUAN
            ),
            used_then=sum_of(child.entry, day, **{child.parent: OuterRef("pk")})
            if child
            else Value(NOTHING, output_field=YUAN),
        )
        return rows.annotate(remaining_then=difference("standing_then", "used_then"))


# Which kind of entry draws on which.
CHILDREN = {"Allocation": chain.DISBURSEMENT, "Disbursement": chain.EXPENDITURE}


class BudgetAsOfMixin:
    """``as_of`` for budgets."""

    def as_of(self, day):
        """The budgets approved by ``day`` with what they held, gave and spent by then; one query.

        ``available_then`` is the amount with what was carried in and without what was carried out;
        ``remaining_then`` what could still be allocated; execution is spent of available. A budget's
        own amount is today's: when it was changed is in its history.
        """
        mine = OuterRef("pk")
        rows = self.filter(approved_on__lte=day).annotate(
            _carried_in=sum_of("CarryOver", day, target=mine),
            _carried_out=sum_of("CarryOver", day, origin=mine),
            allocated_then=sum_of("Allocation", day, budget=mine),
            disbursed_then=sum_of("Disbursement", day, allocation__budget=mine),
            spent_then=sum_of("Expenditure", day, disbursement__allocation__budget=mine),
            _amount_in=Round(F("amount_yuan") + F("_carried_in"), 2, output_field=YUAN),
            available_then=difference("_amount_in", "_carried_out"),
        )
        return rows.annotate(remaining_then=difference("available_then", "allocated_then"))

    def slower_than(self, share):
        """Of the rows of ``as_of`` those that have spent less than this share of what they have."""
        most = ExpressionWrapper(F("available_then") * Value(share), output_field=YUAN)
        return self.filter(available_then__gt=0, spent_then__lt=most)
