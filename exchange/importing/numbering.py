"""Business codes for many new records at once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q

from core.codes import Series, lock_all
from core.scope import rows_of
from exchange.importing.blocks import in_blocks

PREFIXES_A_QUERY = 200


class Numbering:
    """Gives the next codes of the records' series; ``reserved`` are those that the file itself uses."""

    def __init__(self, model: type[Model], reserved: set[str]) -> None:
        self.model = model
        self.reserved = reserved
        self.last: dict[str, int] = {}

    def give(self, records: Iterable[Any]) -> None:
        """Set the code of each record; a few queries for all of them."""
        numbered = [(record, record.series) for record in records]
        wanted = {series.prefix: series for _record, series in numbered}
        self._look_up({prefix: series for prefix, series in wanted.items() if prefix not in self.last})
        for record, series in numbered:
            record.code = self._next(series)

    def give_last(self, records: Iterable[Any]) -> None:
        """Number records once more, now that they are written: since they were, others may have drawn.

        From now on nobody else draws from these series until the transaction ends.
        """
        records = list(records)
        lock_all(self.model, {record.series for record in records})
        self.last.clear()
        self.give(records)

    def _next(self, series: Series) -> str:
        while True:
            self.last[series.prefix] += 1
            code = series.code(self.last[series.prefix])
            if code not in self.reserved:
                return code

    def _look_up(self, wanted: dict[str, Series]) -> None:
        if len(wanted) == 1:
            # One series may be as long as the whole table: only its last code is read.
            ((prefix, series),) = wanted.items()
            self.last[prefix] = series.next_in(self.model) - 1
            return
        self.last |= dict.fromkeys(wanted, 0)
        for prefixes in in_blocks(sorted(wanted), PREFIXES_A_QUERY):
            condition = Q()
            for prefix in prefixes:
                condition |= Q(code__startswith=prefix)
            for code in rows_of(self.model).filter(condition).order_by().values_list("code", flat=True):
                self._note(code, wanted)

    def _note(self, code: str, wanted: dict[str, Series]) -> None:
        prefix = code.rstrip("0123456789")
        if prefix in wanted:
            self.last[prefix] = max(self.last[prefix], wanted[prefix].number_of(code))
