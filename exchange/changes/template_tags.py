"""Where the portal tells what happened to a record."""

from django import template
from django.urls import reverse

from exchange.changes.chronicle import chronicle_of

register = template.Library()


@register.filter
def history_url(record) -> str:
    """The page with the whole history of the record, or of what it is a part of; else empty."""
    chronicle = chronicle_of(type(record))
    root = chronicle and chronicle.root(record)
    if not root:
        return ""
    return reverse("changes:record", args=[chronicle_of(type(root)).name, root.code])
