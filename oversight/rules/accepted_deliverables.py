"""Deliverables that were accepted in a quarter, as a population to draw from, with their signs of risk.

The signs are a proposal of the portal, kept simple so that each can be checked by hand; no document names
them.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import DateTimeField, Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rules.who_can import WhoCan
from core.history import history_of
from oversight.rules.draw_sources import Candidate, DrawSource, register
from regions.models import Region
from stations.models import Deliverable, Evidence

NO_EVIDENCE, SAME_DAY, LATE, SOLE = "no_evidence", "same_day", "late_entry", "sole_account"
LATE_AFTER = timedelta(days=30)
RISKS = {
    NO_EVIDENCE: _("accepted without evidence"),
    SAME_DAY: _("accepted on the day it was reported"),
    LATE: _("entered more than 30 days after the day it names"),
    SOLE: _("accepted by the county's only account that may"),
}


def _with_signs(region: Region, first: date, last: date):
    shown = Evidence.objects.present().filter(deliverable=OuterRef("pk"))
    versions = history_of(Deliverable).order_by("history_date").values("history_date")
    entered = versions.filter(id=OuterRef("pk"), reported_on=OuterRef("reported_on"))
    rows = Deliverable.objects.accepted().under(region).filter(accepted_on__range=(first, last))
    return rows.select_related("station__township__parent").annotate(
        has_evidence=Exists(shown), entered_at=Subquery(entered[:1], output_field=DateTimeField())
    )


def accepted_deliverables(region: Region, first: date, last: date) -> Iterator[Candidate]:
    """The deliverables of the region accepted from ``first`` to ``last``; a few queries, however many."""
    rows = list(_with_signs(region, first, last).order_by("code"))
    townships = {one.station.township_id: one.station.township for one in rows}
    who = WhoCan("stations.accept_deliverable", townships.values())
    deciders = {
        key: {actor.account.pk for actor in who.at(place).actors if actor.level == "county"}
        for key, place in townships.items()
    }
    for one in rows:
        township = one.station.township
        entered_on = timezone.localdate(one.entered_at) if one.entered_at else None
        signs = {
            NO_EVIDENCE: not one.has_evidence,
            SAME_DAY: one.accepted_on == one.reported_on,
            LATE: entered_on is not None and entered_on - one.reported_on > LATE_AFTER,
            SOLE: deciders[township.pk] == {one.accepted_by_id},
        }
        risks = tuple(sign for sign, is_there in signs.items() if is_there)
        name = f"{one.station.name} · {one.name}"
        yield Candidate(one.code, name, township, township.parent or township, risks)


register(
    DrawSource(
        "deliverables",
        _("accepted deliverables"),
        accepted_deliverables,
        lambda code: reverse("stations:deliverable-detail", args=[code]),
        RISKS,
    )
)
