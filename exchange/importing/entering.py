"""Records that come one by one or in hundreds as objects (JSON), not in a file.

They are planned, checked and written as the rows of a file are: the same plan, the same checks, the
same scope for each row, with as many queries for a thousand rows as for one. What an object does not
name stays as it is; ``null`` empties it.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.code_set import CodeSetField
from core.errors import Refused
from core.texts import Text, plain
from exchange.importing.drafts import REFUSED, Draft, Plan
from exchange.importing.errors import RowsRefusedError, Sentence
from exchange.importing.planning import Planner
from exchange.importing.writing import sentence_for, write_records
from exchange.resources.parsing import is_blank
from exchange.resources.resource import BoundColumn, Resource
from exchange.resources.sets import SEPARATOR

MOST_ROWS = 1000
REASON = "API"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NAME_SHOWN = 60
LINE = "\n"


@transaction.atomic
def enter(resource: Resource, rows: list[dict[str, Any]], *, by: User, can_change: bool = True) -> Plan:
    """Write all ``rows`` or none; without ``can_change`` only records that are new.

    Raises ``RowsRefusedError`` with every error of every row at once, ``Refused`` where somebody else
    wrote the same at the same moment.
    """
    planner = Planner(resource, by, ObjectRows(resource, rows), lock=True)
    drafts = planner.block(list(enumerate(rows, start=1)))
    planner.refuse_doubles(drafts)
    plan = Plan(drafts)
    if not can_change:
        _refuse_known(resource, drafts)
    if refused := plan.by_action(REFUSED):
        raise RowsRefusedError(refused)
    try:
        with transaction.atomic():
            write_records(plan, resource, by, REASON)
    except IntegrityError as error:
        raise Refused(sentence_for(resource.model, error)) from error
    return plan


def _refuse_known(resource: Resource, drafts: list[Draft]) -> None:
    for draft in drafts:
        if not draft.is_new:
            sentence = _("There is a record of this already; change that one instead.")
            draft.refuse(Sentence(sentence, "exists"), resource.key[0])


class ObjectRows:
    """Objects: named values instead of cells, of the types that JSON has."""

    # Nobody looks at what differs before it is written, as with a file.
    is_compared = False

    def __init__(self, resource: Resource, rows: list[dict[str, Any]]) -> None:
        self.columns = resource.columns
        self.codes = {plain(str(row.get("code", ""))) for row in rows}
        self._by_name = {column.name: column for column in resource.columns}

    def draft(self, number: int, row: dict[str, Any]) -> Draft:
        draft = Draft(number, dict.fromkeys(self._by_name), set(row))
        for name, value in row.items():
            column = self._by_name.get(name)
            if column is None:
                sentence = _("There is no such field to write.")
                draft.refuse(Sentence(sentence, "unknown_field"), name[:NAME_SHOWN])
            elif objection := objection_to_type(column, value):
                draft.refuse(objection, name)
            elif not is_blank(value):
                draft.cells[name] = as_cell(column, value)
        return draft


def objection_to_type(column: BoundColumn, value: Any) -> Sentence | None:
    """Why JSON of this type cannot be the value of the column; null is always understood."""
    if value is None:
        return None
    is_right, expected = _type_of(column)
    return None if is_right(value) else Sentence(str(expected), "type")


def as_cell(column: BoundColumn, value: Any) -> object:
    """The value as a cell of a file would hold it."""
    if isinstance(value, list):
        return (LINE if column.declared.is_lines else SEPARATOR).join(value) or None
    return str(value) if type(value) is int else value


@cache
def _type_of(column: BoundColumn) -> tuple[Callable[[Any], bool], Text]:
    """What tells a value of the right type, and what to say of any other."""
    if is_list(column):
        return _is_list_of_texts, LIST_OF_TEXTS if column.declared.is_lines else LIST_OF_CODES
    return next(
        ((is_right, expected) for kind, is_right, expected in TYPES if isinstance(column.field, kind)), TEXT
    )


def is_list(column: BoundColumn) -> bool:
    """Whether a value holds several codes or texts."""
    return column.is_set or column.declared.is_lines or isinstance(column.field, CodeSetField)


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and (not value or DAY.fullmatch(value) is not None)


def _is_number(value: Any) -> bool:
    return isinstance(value, str | int | float | Decimal) and not isinstance(value, bool)


LIST_OF_CODES, LIST_OF_TEXTS = gettext_lazy("Write a list of codes."), gettext_lazy("Write a list of texts.")
TEXT = (lambda value: isinstance(value, str), gettext_lazy("Write a text."))
TYPES = [
    (models.BooleanField, lambda value: isinstance(value, bool), gettext_lazy("Write true or false.")),
    (models.DateField, _is_day, gettext_lazy("Write the day as text like 2022-06-30.")),
    (models.IntegerField, lambda value: type(value) is int, gettext_lazy("Write a whole number.")),
    (models.DecimalField, _is_number, gettext_lazy('Write a number, best as text like "120.50".')),
]
