"""Values and reasons as people read them."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from core.figures import DASH, grouped
from core.texts import Text
from exchange.changes.chronicle import Chronicle

REVERT = "revert: "
IMPORT = re.compile(r"^(?P<undo>undo of )?import (?P<code>IM-\w+)$")


@dataclass(frozen=True)
class FieldChange:
    """One field, before and after, in words."""

    label: Text
    old: str
    new: str


def plain_words(field: Any, value: Any) -> str:
    """The value of a field that is no relation."""
    if value is None or value == "":
        return DASH
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "Y-m-d H:i")
    if isinstance(value, date):
        return formats.date_format(value, "Y-m-d")
    return _number(field, value)


def _number(field: Any, value: Any) -> str:
    if not isinstance(field, models.DecimalField):
        return str(value)
    return grouped(value) if field.name.endswith("_yuan") else f"{Decimal(value).normalize():f}"


def reason_words(chronicle: Chronicle, reason: str | None) -> str:
    """Why a change was made: what somebody wrote, or what the portal says for itself."""
    if not reason:
        return ""
    if reason.startswith(REVERT):
        return _("set back: %(reason)s") % {"reason": reason.removeprefix(REVERT)}
    if match := IMPORT.match(reason):
        text = _("undo of import %(code)s") if match["undo"] else _("import %(code)s")
        return text % {"code": match["code"]}
    return str(chronicle.reason_labels.get(reason, reason))
