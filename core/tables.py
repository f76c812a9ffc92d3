"""What the lists of all floors have in common."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core import figures
from core.texts import Text


class PortalTable(tables.Table):
    """A list: sortable, with a sentence where there is nothing to show.

    The same table makes the page and the exported file, so both show the same columns.
    """

    empty_text: Text = _("Nothing matches. Loosen the filter, or clear it to see everything.")

    class Meta:
        attrs = {"class": "table table-vcenter card-table"}
        order_by_field = "sort"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_text", self.empty_text)
        super().__init__(*args, **kwargs)


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
