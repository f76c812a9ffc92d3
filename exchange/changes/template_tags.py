"""Where the portal tells what happened to a record."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

from exchange.changes.chronicle import chronicle_of

register = template.Library()


@register.filter
def history_url(record: Model) -> str:
    """The page with the whole history of the record, or of what it is a part of; else empty."""
    chronicle = chronicle_of(type(record))
    root: Any = chronicle.root(record) if chronicle else None
    of_root = chronicle_of(type(root)) if root else None
    return reverse("changes:record", args=[of_root.name, root.code]) if of_root else ""
