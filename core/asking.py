"""What an address may ask of a list: pages, years and days within bounds, and each thing once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _

from core.days import FIRST_DAY, LAST_DAY, is_known

MOST_ROWS = 1000
FIRST_YEAR, LAST_YEAR = FIRST_DAY.year, LAST_DAY.year
YEAR_OUT_OF_BOUNDS = _("Choose a year from 1949 to 2999.")
DAY_BOUNDS: list[Callable[[Any], None]] = [is_known]
YEAR_BOUNDS: list[Callable[[Any], None]] = [
    MinValueValidator(FIRST_YEAR, YEAR_OUT_OF_BOUNDS),
    MaxValueValidator(LAST_YEAR, YEAR_OUT_OF_BOUNDS),
]


def page_size_in(text: str) -> int | None:
    """How many rows a page is to hold; None for what is no number from 1 to 1,000."""
    digits = text.lstrip("0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST_ROWS))):
        return None
    return int(digits) if int(digits) <= MOST_ROWS else None


def day_in(text: str) -> date | None:
    """The day that is written as 2022-06-30, within bounds; None for what is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def given_twice(data: Any) -> list[str]:
    """The parameters of an address that stand there more than once; of the last alone nobody would know."""
    return [name for name, values in data.lists() if len(values) > 1] if hasattr(data, "lists") else []


def with_last_key(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows in the order they have, and where that leaves two of them equal in the order of their keys.

    Without it the database gives equal rows in any order, another one for each page.
    """
    query = rows.query
    if query.is_sliced or query.combinator or query.values_select or query.extra_order_by:
        return rows
    usual = query.get_meta().ordering if query.default_ordering else None
    order: tuple[Any, ...] = tuple(query.order_by or usual or ())
    return rows if any(_is_unique(rows, one) for one in order) else rows.order_by(*order, "pk")


def _is_unique(rows: QuerySet[Any], ordering: Any) -> bool:
    """Whether no two rows are equal in this column."""
    name = _name_of(ordering).removeprefix("-")
    columns = {field.name: field for field in rows.model._meta.concrete_fields}
    if name == "pk":
        return True
    return name in columns and columns[name].unique and not columns[name].null


def _name_of(ordering: Any) -> str:
    """The column of an ordering; empty for what is worked out."""
    if isinstance(ordering, OrderBy):
        ordering = ordering.expression
    name: Any = getattr(ordering, "name", "") if isinstance(ordering, F) else ordering
    return name if isinstance(name, str) else ""
