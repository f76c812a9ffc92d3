"""What the lists of all floors have in common."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData

from core import figures
from core.asking import MOST_ROWS, with_last_key
from core.texts import Text

ROWS_PER_PAGE = 25


class RowsInOrder(TableQuerysetData):
    """Rows of the database, of which no two are equal in the order, so that each is on one page."""

    data: QuerySet[Any]

    def order_by(self, aliases: Any) -> None:
        super().order_by(aliases)
        self.end_with_key()

    def end_with_key(self) -> None:
        self.data = with_last_key(self.data)


class PortalTable(tables.Table):
    """A list: sortable, with a sentence where there is nothing to show.

    The same table makes the page and the exported file, so both show the same columns. Sorted by
    whatever column, it ends with the records' key. A page holds as many rows as the list says.
    """

    empty_text: Text = _("Nothing matches. Loosen the filter, or clear it to see everything.")

    class Meta:
        attrs = {"class": "table table-vcenter card-table"}
        order_by_field = "sort"

    def __init__(self, data: Any, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_text", self.empty_text)
        rows = RowsInOrder(data) if isinstance(data, QuerySet) else data
        super().__init__(rows, *args, **kwargs)
        # Not before: the table finds out from the rows by which of its columns they are sorted.
        if isinstance(rows, RowsInOrder):
            rows.end_with_key()

    def paginate(self, *args: Any, per_page: int | None = None, **kwargs: Any) -> None:
        """Divide into pages; of a size that an address names one within reason is taken."""
        size = per_page if per_page is not None and 1 <= per_page <= MOST_ROWS else ROWS_PER_PAGE
        super().paginate(*args, per_page=size, **kwargs)


class NumberColumn(tables.Column):
    """A figure, to the right, with a dash where nothing is known."""

    attrs = {"td": {"class": "text-end num"}, "th": {"class": "text-end"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", figures.DASH)
        super().__init__(*args, **kwargs)


class YuanColumn(NumberColumn):
    """An amount of yuan to the cent; the file holds the plain number."""

    def render(self, value: Decimal) -> str:
        return figures.grouped(value)

    def value(self, value: Decimal | None) -> Decimal | None:
        return None if value is None else figures.rounded(value)


class BadgeColumn(tables.Column):
    """A choice as a badge whose colour class comes from ``tones``: value → Tabler colour."""

    def __init__(self, *args: Any, tones: Mapping[Any, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tones = tones

    def render(self, value: Any, record: object, bound_column: tables.columns.BoundColumn) -> SafeString:
        raw = getattr(record, bound_column.accessor, value)
        return format_html('<span class="badge bg-{}-lt">{}</span>', self.tones.get(raw, "secondary"), value)

    def value(self, value: object) -> object:
        return value
