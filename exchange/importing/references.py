"""References in cells: a business code, a name that is clear within one's scope, or both."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.fields import related_model_of
from core.scope import rows_of
from exchange.resources import parsing
from exchange.resources.resource import BoundColumn


class References:
    """The records that one column of a block of rows may mean: one query for all of them."""

    def __init__(self, column: BoundColumn, user: User, cells: Sequence[object]) -> None:
        self.column = column
        self.by_code: dict[str, list[Any]] = {}
        self.by_name: dict[str, list[Any]] = {}
        # A name of its own may stand alone; one that only tells records of a code apart may not.
        self.has_names = column.declared.names is None
        if cells:
            self._read(user, cells)

    def _read(self, user: User, cells: Sequence[object]) -> None:
        texts = {_squeezed(cell) for cell in cells}
        names = texts | {parsing.text(cell) for cell in cells}
        codes = {sign for text in texts for sign in (text, _head(text), text.upper(), _head(text).upper())}
        wanted = Q(**{f"{self.column.declared.code}__in": codes})
        if self.has_names:
            wanted |= Q(name__in=names)
        for record in within_scope(self.column, user).filter(wanted):
            self.by_code.setdefault(self.column.code_of(record).upper(), []).append(record)
            if self.has_names:
                self.by_name.setdefault(_single_blanks(record.name), []).append(record)

    def resolve(self, cell: object, row_record: Any) -> Any:
        """The record that the cell means; raises ``ValidationError`` where none or several fit."""
        written = _squeezed(cell)
        found = self._fitting(self.by_code.get(written.upper()), row_record)
        if not found:
            found = self._fitting(self.by_name.get(written), row_record)
        if not found:
            found = self._code_and_name(written, row_record)
        if len(found) > 1:
            found = [record for record in found if getattr(record, "is_current", True)] or found
        if len(found) > 1:
            raise ValidationError(_("Several records have this name; write the code instead."))
        if not found:
            raise ValidationError(_("Nothing with this code or name was found in your regions."))
        return found[0]

    def _code_and_name(self, written: str, row_record: Any) -> list[Any]:
        head = _head(written)
        rest = written.removeprefix(head).strip()
        found = self._fitting(self.by_code.get(head.upper()), row_record)
        return [
            record
            for record in found
            if rest in {_single_blanks(name) for name in self.column.names_of(record)}
        ]

    def _fitting(self, found: list[Any] | None, row_record: Any) -> list[Any]:
        fits = self.column.declared.fits
        return [record for record in found or [] if fits is None or fits(record, row_record)]


def within_scope(column: BoundColumn, user: User) -> QuerySet[Any]:
    """The records that a reference of this column may name, as the scope rule has them for ``user``."""
    chosen = column.declared.rows
    rows = (
        chosen(user)
        if chosen
        else rows_of(related_model_of(column.resource.model, column.name)).visible_to(user)
    )
    rows = rows.order_by("pk")
    if column.declared.limit_choices_to:
        rows = rows.filter(**column.declared.limit_choices_to)
    return rows.select_related(*column.declared.related) if column.declared.related else rows


def _squeezed(cell: object) -> str:
    """Plain signs with single blanks."""
    return " ".join(parsing.plain(cell).split())


def _single_blanks(name: str) -> str:
    return " ".join(parsing.plainly_kept(name).split())


def _head(text: str) -> str:
    return text.partition(" ")[0]
