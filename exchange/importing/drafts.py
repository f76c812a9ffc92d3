"""Rows on their way to records, and what becomes of them together: the plan."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from core.texts import Text
from exchange.importing.errors import sentences_of

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
LABEL_LENGTH = 200


@dataclass(eq=False)
class Draft:
    """One row on its way: what was typed, what it means, what is wrong with it."""

    number: int
    cells: dict[str, Any]
    # The columns that the row speaks of; what it leaves out stays as it is.
    named: set[str]
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    # What is taken as it is, though somebody should look at it.
    doubts: list[tuple[str, str]] = field(default_factory=list)
    record: Any = None
    is_new: bool = True
    # The record as it is stored, and its values; none of a new one.
    stored: Any = None
    # The portal has given its code, and gives it anew when the record is written.
    is_numbered: bool = False
    before: dict[str, Any] = field(default_factory=dict)
    # Sets of related records to write, by the field's name, and those of before as primary keys.
    sets: dict[str, list[Any]] = field(default_factory=dict)
    sets_before: dict[str, list[int]] = field(default_factory=dict)
    differences: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What the row is about, as it was typed."""
        typed = [str(cell) for cell in self.cells.values() if cell is not None][:2]
        return " · ".join(typed)[:LABEL_LENGTH]

    def refuse(self, error: Text | ValidationError, column: str = "") -> None:
        """Note an error of a column, or of the whole row."""
        self.errors += [(column, sentence) for sentence in sentences_of(error)]

    def doubt(self, sentence: Text, column: str) -> None:
        """Note what should be looked at in a column."""
        self.doubts.append((column, str(sentence)))

    @property
    def faulty(self) -> set[str]:
        return {column for column, _message in self.errors}

    @property
    def written(self) -> list[str]:
        """The attributes of the record that differ from what is stored."""
        return [name for name, value in self.before.items() if getattr(self.record, name) != value]

    @property
    def action(self) -> str:
        if self.errors:
            return REFUSED
        if self.is_new:
            return NEW
        return CHANGED if self.written or self.sets else UNCHANGED


@dataclass
class Plan:
    """The drafts of all rows that come together."""

    drafts: list[Draft]

    @property
    def counts(self) -> Counter[str]:
        return Counter(draft.action for draft in self.drafts)

    def by_action(self, action: str) -> list[Draft]:
        return [draft for draft in self.drafts if draft.action == action]

    @property
    def digest(self) -> str:
        """A hash of what would happen; codes that the portal gives do not belong to it."""
        facts = [
            [draft.number, draft.action, draft.differences, draft.errors]
            for draft in self.drafts
            if draft.action != UNCHANGED
        ]
        return hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()
