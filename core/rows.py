"""Answers read straight from columns: no record is made for a row, and no field is asked for its value."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.db.models.constants import LOOKUP_SEP
from rest_framework import serializers

# Their values are answered as the database gives them.
AS_THEY_ARE = (
    serializers.BooleanField,
    serializers.CharField,
    serializers.ChoiceField,
    serializers.IntegerField,
    serializers.ReadOnlyField,
    serializers.SlugRelatedField,
)


@dataclass(frozen=True)
class Cell:
    """A field of an answer: where its column is, and what makes the column's value that of the field."""

    lookup: str
    represent: Callable[[Any], Any] | None


@cache
def cells_of(serializer_class: type[serializers.Serializer[Any]]) -> dict[str, Cell]:
    """The fields of a noun's answer, each of which is a column, or annotated by the noun's queryset."""
    return {
        name: Cell(_lookup_of(field), None if isinstance(field, AS_THEY_ARE) else field.to_representation)
        for name, field in serializer_class().fields.items()
    }


def select_cells(rows: QuerySet[Any], cells: dict[str, Cell]) -> QuerySet[Any, Any]:
    """The rows as tuples: the key of each, called ``pk``, and after it its cells."""
    return rows.select_related(None).values_list("pk", *(cell.lookup for cell in cells.values()), named=True)


def serialize_rows(rows: Iterable[Any], cells: dict[str, Cell]) -> list[dict[str, Any]]:
    """The answers of such tuples."""
    places = [(name, place, cell.represent) for place, (name, cell) in enumerate(cells.items(), start=1)]
    return [
        {
            name: represent(row[place]) if represent and row[place] is not None else row[place]
            for name, place, represent in places
        }
        for row in rows
    ]


def _lookup_of(field: Any) -> str:
    steps = list(field.source_attrs)
    if isinstance(field, serializers.SlugRelatedField):
        steps.append(field.slug_field)
    return LOOKUP_SEP.join(steps)
