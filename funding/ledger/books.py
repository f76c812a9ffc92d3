"""The entries a ledger shows, and what they sum up to."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum

from core.figures import rounded
from core.scope import Anyone, rows_of
from funding.ledger.nouns import ALLOCATED, NOUNS, SPENT, Key, LedgerNoun
from funding.ledger.span import Span
from funding.models import MonthSum
from funding.models.amounts import NOTHING

CHUNK_SIZE = 1000


@dataclass(frozen=True)
class Sums:
    """What entries sum up to, by kind, and how many they are."""

    yuan: dict[str, Decimal] = field(default_factory=dict)
    number: int = 0
    balances: tuple[tuple[str, int], ...] = ()

    def __add__(self, other: "Sums") -> "Sums":
        yuan = {name: self.of(name) + other.of(name) for name in {*self.yuan, *other.yuan}}
        return Sums(yuan, self.number + other.number, self.balances or other.balances)

    def of(self, name: str) -> Decimal:
        """The sum of one kind. No item access: a template would take ``balance`` for a kind."""
        return self.yuan.get(name, NOTHING)

    @property
    def balance(self) -> Decimal:
        """Allocated less spent; of one kind of entry its sum."""
        return sum((self.of(name) * sign for name, sign in self.balances), NOTHING)


@dataclass(frozen=True)
class Books:
    """The entries in the scope of ``user`` that fulfil what was asked for, whatever their day.

    ``asked`` holds the filters by name: ``region``, ``noun``, ``kind``, ``source``, ``category``,
    ``station``, ``payee``, ``voucher``; those left empty leave everything in.
    """

    user: Anyone
    asked: dict[str, Any]

    @cached_property
    def nouns(self) -> tuple[LedgerNoun, ...]:
        """The kinds of entry that can fulfil it."""
        wanted = self.asked.get("noun")
        return tuple(noun for noun in NOUNS if (not wanted or noun.name == wanted) and self._can_answer(noun))

    def _can_answer(self, noun: LedgerNoun) -> bool:
        if self.asked.get("voucher") and noun is not SPENT:
            return False
        if self.asked.get("payee") and not noun.monthly:
            return False
        return noun.prefix is not None or not (self.asked.get("category") or self.asked.get("station"))

    @property
    def balances(self) -> tuple[tuple[str, int], ...]:
        """What makes up the running balance: kinds with their signs."""
        if self.asked.get("noun"):
            return ((self.asked["noun"], 1),)
        return ((ALLOCATED.name, 1), (SPENT.name, -1))

    def entries(self, noun: LedgerNoun) -> Any:
        """The entries of one kind."""
        rows: Any = rows_of(noun.model).visible_to(self.user)
        asked = {name: value for name, value in self.asked.items() if value}
        if "region" in asked:
            rows = rows.under(asked["region"])
        if "source" in asked:
            rows = rows.from_source(asked["source"])
        exact = {
            "kind": "kind",
            "category": f"{noun.prefix}category",
            "station": f"{noun.prefix}station",
        }
        rows = rows.filter(**{path: asked[name] for name, path in exact.items() if name in asked})
        parts = {"payee": "payee__icontains", "voucher": "voucher_number__icontains"}
        return rows.filter(**{path: asked[name] for name, path in parts.items() if name in asked})

    @property
    def _asks_of_entries(self) -> bool:
        """Whether something is asked that only the entries themselves know, not the sums of months."""
        return any(self.asked.get(name) for name in ("kind", "payee", "voucher"))

    def _months(self) -> QuerySet:
        rows = MonthSum.objects.visible_to(self.user)
        asked = {name: value for name, value in self.asked.items() if value}
        if "region" in asked:
            rows = rows.under(asked["region"])
        paths = {
            "source": "allocation__budget__source",
            "category": "allocation__category",
            "station": "allocation__station",
        }
        return rows.filter(**{path: asked[name] for name, path in paths.items() if name in asked}).order_by()

    def sums(self, **spans: Span) -> dict[str, Sums]:
        """What the spans sum up to, each by its name.

        Whole months come from their kept sums, so that the cost does not grow with the entries; two
        or three queries for the days beside them.
        """
        found = {name: {noun.name: (NOTHING, 0) for noun in self.nouns} for name in spans}
        monthly = [noun for noun in self.nouns if noun.monthly and not self._asks_of_entries]
        for noun, answers in self._monthly(monthly, spans):
            _add(found, noun, answers)
        for noun in self.nouns:
            wanted = {
                name: span.beside_months(noun) if noun in monthly else span.entries(noun)
                for name, span in spans.items()
            }
            _add(found, noun, _aggregated(self.entries(noun), wanted))
        return {
            name: Sums(
                {noun: rounded(yuan) for noun, (yuan, _number) in by_noun.items()},
                sum(number for _yuan, number in by_noun.values()),
                self.balances,
            )
            for name, by_noun in found.items()
        }

    def _monthly(self, nouns: list[LedgerNoun], spans: dict[str, Span]) -> Iterator[tuple[LedgerNoun, dict]]:
        wanted = {name: span.months for name, span in spans.items() if span.months is not None}
        if not (nouns and wanted):
            return
        rows = self._months().filter(entry__in=[noun.model.__name__ for noun in nouns]).values("entry")
        by_entry = {row["entry"]: row for row in rows.annotate(**_columns(wanted, "sum_yuan", "number"))}
        for noun in nouns:
            row = by_entry.get(noun.model.__name__)
            if row:
                yield noun, {name: (row[f"{name}_yuan"], row[f"{name}_number"]) for name in wanted}

    def page(self, *, span: Span, size: int, after: Key | None, before: Key | None) -> list:
        """The first ``size`` entries of the span behind ``after``, or the last in front of ``before``.

        One query for each kind reads no more than ``size`` rows along the index of days.
        """
        found = []
        for noun in self.nouns:
            rows = self.entries(noun).filter(span.entries(noun)).for_listing()
            if before:
                rows = rows.filter(before.before(noun)).order_by("-posted_on", "-pk")
            else:
                rows = rows.filter(after.after(noun)) if after else rows
                rows = rows.order_by("posted_on", "pk")
            found += rows[:size]
        found.sort(key=Key.of)
        return found[-size:] if before else found[:size]

    def every(self, span: Span) -> Iterator:
        """All entries of the span in order, by blocks."""
        rows = [
            self.entries(noun)
            .filter(span.entries(noun))
            .for_listing()
            .order_by("posted_on", "pk")
            .iterator(chunk_size=CHUNK_SIZE)
            for noun in self.nouns
        ]
        return heapq.merge(*rows, key=Key.of)


def _columns(wanted: dict[str, Q], yuan: str, number: str = "") -> dict:
    """Sum and number of each condition; the number is counted, or summed from a column."""
    columns: dict[str, Aggregate] = {}
    for name, condition in wanted.items():
        columns[f"{name}_yuan"] = Sum(yuan, filter=condition, default=NOTHING)
        columns[f"{name}_number"] = (
            Sum(number, filter=condition, default=0) if number else Count("pk", filter=condition)
        )
    return columns


def _aggregated(rows, wanted: dict) -> dict[str, tuple]:
    """Sum and number of the rows of each condition, in one query that reads only those of any."""
    wanted = {name: condition for name, condition in wanted.items() if condition is not None}
    if not wanted:
        return {}
    of_any = Q(pk__in=[])
    for condition in wanted.values():
        of_any |= condition
    row = rows.order_by().filter(of_any).aggregate(**_columns(wanted, "amount_yuan"))
    return {name: (row[f"{name}_yuan"], row[f"{name}_number"]) for name in wanted}


def _add(found: dict, noun: LedgerNoun, answers: dict[str, tuple]) -> None:
    for name, (yuan, number) in answers.items():
        before, counted = found[name][noun.name]
        found[name][noun.name] = (before + yuan, counted + number)
