"""Stages that the level above confirmed in a quarter, as a population to draw from, with their signs of risk.

The signs are a proposal of the portal, kept simple so that each can be checked by hand; no document names
them.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oversight.rules.draw_sources import Candidate, DrawSource, register
from regions.models import Region
from stations.models import Evidence, Milestone

NO_EVIDENCE, SAME_DAY, LATE, CORRECTION = "no_evidence", "same_day", "late_entry", "correction"
RISKS = {
    NO_EVIDENCE: _("confirmed without a file of the station's stages"),
    SAME_DAY: _("confirmed on the day it was reported"),
    LATE: _("entered late"),
    CORRECTION: _("corrects figures given out"),
}
SEPARATOR = "-S"


def confirmed_milestones(region: Region, first: date, last: date) -> Iterator[Candidate]:
    """The stages of the region confirmed from ``first`` to ``last``; one query, however many."""
    shown = Evidence.objects.present().filter(milestone__station=OuterRef("station"))
    rows = Milestone.objects.under(region).filter(confirmed_on__range=(first, last))
    rows = rows.annotate(has_evidence=Exists(shown)).select_related("station__township__parent")
    for one in rows.order_by("station__code", "stage"):
        township = one.station.township
        signs = {
            NO_EVIDENCE: not vars(one)["has_evidence"],
            SAME_DAY: one.confirmed_on == one.reported_on,
            LATE: one.entered_late,
            CORRECTION: one.is_correction,
        }
        risks = tuple(sign for sign, is_there in signs.items() if is_there)
        code = f"{one.station.code}{SEPARATOR}{one.stage}"
        yield Candidate(code, str(one), township, township.parent or township, risks)


def page_of(code: str) -> str:
    """Where the stage with this code is looked at."""
    station, _separator, stage = code.rpartition(SEPARATOR)
    return reverse("stations:milestone-confirm", args=[station, stage])


register(DrawSource("milestones", _("confirmed stages"), confirmed_milestones, page_of, RISKS))
