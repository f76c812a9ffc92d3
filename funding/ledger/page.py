"""One page of a ledger: entries with their running balance, between what was before and what is after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from django.utils.translation import gettext as _

from core.texts import Text
from funding.ledger.books import Books, Sums
from funding.ledger.forms import COLUMNS
from funding.ledger.nouns import CARRIED, NOUN_OF, SPENT, Key, LedgerNoun
from funding.ledger.span import Span

PAGE, PAPER = 50, 5000


@dataclass(frozen=True)
class Line:
    """One entry as the ledger tells it, with the balance behind it."""

    entry: Any
    noun: LedgerNoun
    columns: tuple[LedgerNoun, ...]
    balance: Decimal

    @property
    def label(self) -> Text:
        """What it is: an expenditure, the refund of an allocation."""
        return self.noun.label

    @property
    def kind(self) -> Text:
        """How it corrects another one; empty where it does not."""
        return "" if self.entry.is_posting else self.entry.get_kind_display()

    @property
    def allocation(self):
        """The allocation it belongs to; None of a carry-over."""
        if self.noun is CARRIED:
            return None
        found = self.entry
        for step in filter(None, (self.noun.prefix or "").split("__")):
            found = getattr(found, step)
        return found

    @property
    def budget(self):
        return self.allocation.budget if self.allocation else self.entry.origin

    @property
    def place(self) -> str:
        """The region and, where there is one, the station."""
        if self.allocation is None:
            return self.entry.origin.region.name
        station = self.allocation.station
        return f"{self.allocation.region.name} · {station.name}" if station else self.allocation.region.name

    @property
    def use(self) -> Text:
        return self.allocation.get_category_display() if self.allocation else ""

    @property
    def what(self) -> str:
        """For whom or what; the reason of what corrects another entry."""
        if self.noun is CARRIED:
            text = f"{self.entry.origin.code} → {self.entry.target.code}"
        else:
            text = " · ".join(
                filter(None, (getattr(self.entry, "payee", ""), getattr(self.entry, "purpose", "")))
            )
        return f"{text}（{self.entry.reason}）" if self.entry.reason else text

    @property
    def voucher(self) -> str:
        return self.entry.voucher_number if self.noun is SPENT else ""

    @property
    def cells(self) -> list[Decimal | None]:
        """The amount in the column of its kind."""
        return [self.entry.amount_yuan if noun is self.noun else None for noun in self.columns]

    @property
    def is_negative(self) -> bool:
        """Written in red: it takes back."""
        return self.entry.amount_yuan < 0


@dataclass(frozen=True)
class Statement:
    """A page of the books of a period, behind or in front of a key; ``size`` entries at most."""

    books: Books
    span: Span
    after: Key | None = None
    before: Key | None = None
    size: int = PAGE

    @property
    def columns(self) -> tuple[LedgerNoun, ...]:
        """The columns of amounts."""
        wanted = self.books.asked.get("noun")
        return tuple(noun for noun in COLUMNS if not wanted or noun.name == wanted)

    @property
    def last_day(self) -> date:
        return self.span.end - timedelta(days=1)

    @cached_property
    def _found(self) -> list:
        """The entries of the page and one more, which says whether the ledger goes on."""
        return self.books.page(span=self.span, size=self.size + 1, after=self.after, before=self.before)

    @cached_property
    def entries(self) -> list:
        return self._found[-self.size :] if self.before else self._found[: self.size]

    @property
    def _is_full(self) -> bool:
        return len(self._found) > self.size

    @property
    def next_key(self) -> Key | None:
        """Behind which the next page begins."""
        goes_on = bool(self.before) or self._is_full
        return Key.of(self.entries[-1]) if goes_on and self.entries else None

    @property
    def previous_key(self) -> Key | None:
        """In front of which the page before ends."""
        goes_on = self._is_full if self.before else bool(self.after)
        return Key.of(self.entries[0]) if goes_on and self.entries else None

    @cached_property
    def _sums(self) -> dict[str, Sums]:
        # A page begins on a day.
        spans = {"opening": Span(None, cast("date", self.span.first)), "period": self.span}
        if self.previous_key:
            first = Key.of(self.entries[0])
            spans["passed"] = Span(self.span.first, first.day, until=first)
        return self.books.sums(**spans)

    @property
    def opening(self) -> Sums:
        """All before the period."""
        return self._sums["opening"]

    @property
    def period(self) -> Sums:
        """All of the period, not only of the page."""
        return self._sums["period"]

    @property
    def closing(self) -> Sums:
        return self.opening + self.period

    @cached_property
    def brought_forward(self) -> Sums:
        """All in front of the page."""
        passed = self._sums.get("passed")
        return self.opening + passed if passed else self.opening

    @cached_property
    def lines(self) -> list[Line]:
        return list(self._lines(self.entries, self.brought_forward.balance))

    @property
    def carried_forward(self) -> Decimal:
        """The balance behind the last entry of the page."""
        return self.lines[-1].balance if self.lines else self.brought_forward.balance

    def cells(self, sums: Sums) -> list[Decimal]:
        """The sums in the columns."""
        return [sums.of(noun.name) for noun in self.columns]

    @property
    def period_sums(self) -> list[tuple[LedgerNoun, Decimal]]:
        """The columns with what the period sums up to."""
        return list(zip(self.columns, self.cells(self.period), strict=True))

    @property
    def head(self) -> list[Decimal]:
        """The sums above the page."""
        return self.cells(self.brought_forward)

    @property
    def feet(self) -> list[tuple[str, list[Decimal], Decimal | None]]:
        """The sums below the page: of the period, and of all up to its end, with the balance."""
        return [
            (_("Total of the period"), self.cells(self.period), None),
            (_("All up to the end of the period"), self.cells(self.closing), self.closing.balance),
        ]

    def _lines(self, entries, balance: Decimal) -> Iterator[Line]:
        signs = dict(self.books.balances)
        for entry in entries:
            noun = NOUN_OF[type(entry)]
            balance += entry.amount_yuan * signs.get(noun.name, 0)
            yield Line(entry, noun, self.columns, balance)

    def as_rows(self) -> Iterator[list]:
        """The whole period for a file, entry by entry."""
        words = [_("Day"), _("Code"), _("Entry"), _("Kind of entry"), _("Region and station")]
        words += [_("Source of money"), _("Kind of use"), _("For whom or what"), _("Voucher number")]
        blank = [""] * (len(words) - 2)
        yield [*words, *(str(noun.label) for noun in self.columns), _("Balance")]
        yield ["", _("Brought forward"), *blank, *self.cells(self.opening), self.opening.balance]
        for line in self._lines(self.books.every(self.span), self.opening.balance):
            yield [
                line.entry.posted_on,
                line.entry.code,
                str(line.label),
                str(line.kind),
                line.place,
                str(line.budget.get_source_display()),
                str(line.use),
                line.what,
                line.voucher,
                *line.cells,
                line.balance,
            ]
        for word, cells, balance in self.feet:
            yield ["", word, *blank, *cells, balance]
