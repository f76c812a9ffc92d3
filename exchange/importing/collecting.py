"""The errors of a file by kind: what is wrong, how often, and where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from exchange.resources.resource import Resource

KINDS_SHOWN, ROWS_SHOWN = 20, 10


@dataclass
class ErrorKind:
    """One sentence about one column, with the rows it was said of."""

    header: str
    sentence: str
    rows: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def first_rows(self) -> list[int]:
        """Where to look first."""
        return self.rows[:ROWS_SHOWN]

    @property
    def has_more(self) -> bool:
        """Whether there are rows beside the first ones."""
        return self.count > ROWS_SHOWN


def error_kinds(resource: Resource, errors: Iterable[tuple[int, list[list[str]]]]) -> list[ErrorKind]:
    """The commonest kinds first; ``errors`` are row numbers with pairs of column and sentence."""
    headers = {column.name: column.header for column in resource.columns}
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, pairs in errors:
        for name, sentence in pairs:
            found[headers.get(name, ""), sentence].append(number)
    kinds = [ErrorKind(header, sentence, rows) for (header, sentence), rows in found.items()]
    return sorted(kinds, key=lambda kind: -kind.count)[:KINDS_SHOWN]
