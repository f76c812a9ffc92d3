"""Finding the columns of a table: its heading row, in either language or by field names."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from exchange.importing.errors import FileRefusedError
from exchange.importing.reading import Sheet
from exchange.resources import parsing
from exchange.resources.resource import BoundColumn, Resource

# The column that the portal adds to a marked workbook; sent back, it is passed over.
MENDING = gettext_lazy("To mend")
LOOKED_AT = 10


@dataclass
class Layout:
    """Which column of the sheet (counted from 1) holds which column of the noun."""

    heading_row: int
    columns: dict[int, BoundColumn]
    passed_over: set[int]

    def place(self, name: str) -> int | None:
        """The sheet's column of the field ``name``; None where the file has none."""
        return next((place for place, column in self.columns.items() if column.name == name), None)


def find_layout(resource: Resource, sheet: Sheet) -> Layout:
    """The layout of the sheet; raises ``FileRefusedError`` with everything that is wrong with it."""
    known = {heading: column for column in resource.columns for heading in column.headers}
    number, cells = max(
        sheet.rows[:LOOKED_AT], key=lambda row: sum(_heading(cell) in known for cell in row[1])
    )
    layout = Layout(number, {}, set())
    errors = [
        error
        for place, cell in enumerate(cells, start=1)
        if (error := _place_column(layout, place, cell, known.get(_heading(cell))))
    ]
    if not layout.columns:
        errors = [_("No heading of this kind of records was found. Start from the template.")]
    elif len(resource.key) > 1:
        errors += _missing(resource, layout)
    if errors:
        raise FileRefusedError(errors)
    return layout


def _place_column(layout: Layout, place: int, cell: object, column: BoundColumn | None) -> str:
    """Note what stands in the sheet's column; returns what is wrong with its heading."""
    heading = _heading(cell)
    if column and column in layout.columns.values():
        return _("The column “%(heading)s” is there twice.") % {"heading": column.header}
    if column:
        layout.columns[place] = column
    elif heading in _mending():
        layout.passed_over.add(place)
    elif heading:
        return _("The column “%(heading)s” is not known.") % {"heading": str(cell)[:50]}
    return ""


def _missing(resource: Resource, layout: Layout) -> list[str]:
    return [
        _("The column “%(heading)s” is missing; it says which record a row is about.")
        % {"heading": column.header}
        for column in resource.columns
        if column.name in resource.key and layout.place(column.name) is None
    ]


def _heading(cell: object) -> str:
    try:
        return parsing.folded(cell).rstrip("*")
    except ValidationError:
        return "?"


def _mending() -> set[str]:
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(parsing.folded(str(MENDING)))
    return found
