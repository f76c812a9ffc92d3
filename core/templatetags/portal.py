"""How the templates write figures, icons and addresses."""

import uuid
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import figures

register = template.Library()

# The input by which a form tells that it is sent a second time.
ONCE = "once"


@register.filter
def wan(value_yuan: Decimal | None) -> str:
    """An amount of yuan in 万元."""
    return figures.wan(value_yuan)


@register.filter
def yuan(value_yuan: Decimal | None) -> str:
    """An amount of yuan to the cent, with thousands separators."""
    return figures.grouped(value_yuan)


@register.filter
def percent(share: Decimal | None) -> str:
    """A share between 0 and 1 as per cent."""
    return figures.percent(share)


@register.filter
def dash(value: object) -> object:
    """The value, or a dash where nothing is known."""
    return figures.DASH if value is None or value == "" else value


@register.filter
def heat(share: Decimal | None) -> str:
    """The colour class of a share: eleven steps from ``heat-0`` to ``heat-10``."""
    if share is None:
        return "heat-none"
    return f"heat-{min(max(int(share * 10), 0), 10)}"


@register.simple_tag
def once_token() -> SafeString:
    """Goes into each form that does something: sent twice, it does it once."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE, uuid.uuid4().hex)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon of the Tabler set."""
    return format_html('<i class="ti ti-{}" aria-hidden="true"></i>', name)
