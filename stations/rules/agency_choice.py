"""What is told of an agency to whoever chooses one for a station, beside its name."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.texts import Text

# What a floor above knows of agencies: how it reads it along with them, and what it tells of one.
Reading = Callable[[Any, date], Any]
Telling = Callable[[Any, date], Text]
KNOWN: list[tuple[Reading, Telling]] = []


def offered(agencies: Any, on: date) -> Any:
    """The agencies with what ``told`` reads, by code."""
    rows = agencies.with_load().with_grade(on)
    for read, _tell in KNOWN:
        rows = read(rows, on)
    return rows.order_by("code")


def told(agency: Any, on: date) -> str:
    """Code and name, whether it is fit, its grade and at how many stations it works; no private field."""
    load = ngettext("%(count)d station", "%(count)d stations", agency.load) % {"count": agency.load}
    parts = [*(tell(agency, on) for _read, tell in KNOWN), agency.grade or _("not rated"), load]
    return " · ".join(map(str, [f"{agency.code} {agency.name}", *parts]))
