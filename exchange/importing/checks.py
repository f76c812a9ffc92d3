"""A noun's constraints for many records at once: what Django asks the database one by one.

Check constraints are worked out here, unique ones with one query for each constraint and block of
records. The database itself has the last word when the records are written.
"""

import operator
import re
from collections.abc import Callable, Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from django.db import connection, models
from django.db.models import F, Model, Q, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Round
from django.utils.translation import gettext as _

from core.fields import field_of
from core.figures import rounded
from core.scope import rows_of
from exchange.importing.errors import Sentence


class BeyondUsError(Exception):
    """A condition in words that are not understood here; ``tests/exchange/test_checks.py`` tells whose."""


def _matches(text: str, pattern: str) -> bool:
    # The ``$`` of PostgreSQL is the very end; Python's, which SQLite asks, is also before a last line break.
    if connection.vendor == "postgresql" and pattern.endswith("$"):
        pattern = rf"{pattern[:-1]}\Z"
    return re.search(pattern, text) is not None


def _begins(text: str, beginning: str) -> bool:
    # SQLite's LIKE makes no difference between a and A, but one between ä and Ä.
    flags = re.IGNORECASE | re.ASCII if connection.features.has_case_insensitive_like else re.NOFLAG
    return re.match(re.escape(beginning), text, flags) is not None


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "exact": lambda left, right: left == right,
    "in": lambda left, right: left in right,
    "range": lambda left, right: right[0] <= left <= right[1],
    "gt": lambda left, right: left > right,
    "gte": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "lte": lambda left, right: left <= right,
    "regex": _matches,
    "startswith": _begins,
    "day": lambda left, right: left.day == right,
}
ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {"+": operator.add, "-": operator.sub}


def holds(condition: Q, record: Model) -> bool | None:
    """Whether the record meets the condition, as SQL sees it: None where a NULL leaves it open.

    Raises ``BeyondUsError`` for what no constraint of the portal has said so far.
    """
    results = [
        holds(part, record) if isinstance(part, Q) else _leaf(part, record) for part in condition.children
    ]
    result = _joined(results, decisive=condition.connector == Q.OR)
    return not result if condition.negated and result is not None else result


def _joined(results: Collection[bool | None], *, decisive: bool) -> bool | None:
    """OR of the results where one true decides, AND where one false does."""
    if decisive in results:
        return decisive
    return None if None in results else not decisive


def _leaf(part: Any, record: Model) -> bool | None:
    if not isinstance(part, tuple):
        raise BeyondUsError(part)
    lookup, right = part
    name, _dash, comparison = lookup.partition("__")
    left = _value(record, name)
    if comparison == "isnull":
        return bool((left is None) == right)
    if hasattr(right, "resolve_expression"):
        right = _worked_out(right, record)
    compare = OPERATORS.get(comparison or "exact")
    if compare is None:
        raise BeyondUsError(lookup)
    return None if left is None or right is None else bool(compare(left, right))


def _worked_out(expression: Any, record: Model) -> Any:
    """The value of an expression of fields, sums and differences; None where a NULL is in it."""
    if isinstance(expression, F):
        return _value(record, _name_of(expression))
    if isinstance(expression, Value):
        return expression.value
    parts = [_worked_out(part, record) for part in expression.get_source_expressions()]
    if isinstance(expression, CombinedExpression) and expression.connector in ARITHMETIC:
        return None if None in parts else ARITHMETIC[expression.connector](*parts)
    if isinstance(expression, Round):
        value, places = parts
        return None if value is None else rounded(value, Decimal(1).scaleb(-places))
    raise BeyondUsError(expression)


def _name_of(expression: F) -> str:
    # The stubs do not know it.
    return str(vars(expression)["name"])


def _value(record: Model, name: str) -> Any:
    return getattr(record, field_of(type(record), name).attname)


def fields_in(condition: Q) -> set[str]:
    """The fields that a condition speaks of."""
    found = set()
    for part in condition.children:
        if isinstance(part, Q):
            found |= fields_in(part)
        elif isinstance(part, tuple):
            found.add(part[0].partition("__")[0])
            found |= _fields_of(part[1]) if hasattr(part[1], "resolve_expression") else set()
    return found


def _fields_of(expression: Any) -> set[str]:
    if isinstance(expression, F):
        return {_name_of(expression)}
    return {name for part in expression.get_source_expressions() for name in _fields_of(part)}


@dataclass(frozen=True)
class CheckRule:
    """A check constraint of a noun, with the fields it speaks of."""

    constraint: models.CheckConstraint
    fields: frozenset[str]

    def broken(self, record: Model) -> list[Sentence]:
        """What is wrong where the record breaks it."""
        if holds(cast("Q", self.constraint.condition), record) is not False:
            return []
        return [Sentence(self.constraint.get_violation_error_message(), self.constraint.name)]


def check_rules(model: type[Model]) -> list[CheckRule]:
    """The check constraints of a noun."""
    return [
        CheckRule(constraint, frozenset(fields_in(cast("Q", constraint.condition))))
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]


def broken_checks(
    rules: list[CheckRule], record: Model, faulty: AbstractSet[str] = frozenset()
) -> list[Sentence]:
    """The sentences of the checks that the record breaks; those on ``faulty`` fields wait."""
    return [sentence for rule in rules if not rule.fields & faulty for sentence in rule.broken(record)]


@dataclass
class UniqueRule:
    """Fields that no two records share, where the condition holds."""

    model: type[models.Model]
    fields: tuple[str, ...]
    condition: Q = field(default_factory=Q)
    constraint: models.UniqueConstraint | None = None
    taken: dict[tuple[Any, ...], int] = field(default_factory=dict)

    @property
    def attributes(self) -> tuple[str, ...]:
        return tuple(field_of(self.model, name).attname for name in self.fields)

    @property
    def sentence(self) -> Sentence:
        if self.constraint:
            return Sentence(self.constraint.get_violation_error_message(), self.constraint.name)
        messages = self.model().unique_error_message(self.model, self.fields).messages
        return Sentence(" ".join(messages), "unique")

    def values(self, record: Model) -> tuple[Any, ...] | None:
        """What has to be unique in the record; None where the rule does not touch it."""
        found = tuple(getattr(record, attribute) for attribute in self.attributes)
        if None in found or (self.condition and not holds(self.condition, record)):
            return None
        return found

    def holders(self, wanted: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], set[int]]:
        """Which records hold the values already (one query)."""
        columns = zip(self.attributes, zip(*wanted, strict=True), strict=True)
        rows = rows_of(self.model).filter(
            self.condition, **{f"{attribute}__in": set(values) for attribute, values in columns}
        )
        holders: dict[tuple[Any, ...], set[int]] = {}
        for pk, *values in rows.order_by().values_list("pk", *self.attributes):
            holders.setdefault(tuple(values), set()).add(pk)
        return holders

    def conflicts(
        self, numbered: list[tuple[int, models.Model]], changed: AbstractSet[int]
    ) -> dict[int, Sentence]:
        """Sentences by row number for the records that share values with others, here or in the file.

        ``changed`` are the records that the file changes. They are written before the new ones, so what
        they hold no longer is free for these.
        """
        wanted = {number: values for number, record in numbered if (values := self.values(record))}
        if not wanted:
            return {}
        holders = self.holders(set(wanted.values()))
        own = {number: record.pk for number, record in numbered}
        found = {}
        for number, values in wanted.items():
            earlier = self.taken.setdefault(values, number)
            passed_on = changed if own[number] is None else set()
            if holders.get(values, set()) - {own[number]} - passed_on:
                found[number] = self.sentence
            elif earlier != number:
                sentence = _("Row %(row)d of the file holds the same.") % {"row": earlier}
                found[number] = Sentence(sentence, self.sentence.rule)
        return found


def unique_rules(model: type[Model]) -> list[UniqueRule]:
    """The unique fields and constraints of a noun."""
    rules = [
        UniqueRule(model, (each.name,))
        for each in model._meta.concrete_fields
        if each.unique and not each.primary_key
    ]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            rules.append(UniqueRule(model, tuple(constraint.fields), constraint.condition or Q(), constraint))
    return rules
