"""The nouns of the search, in the order they are shown. A new noun is one declaration here."""

from django.utils.translation import gettext_lazy as _

from funding.models import Budget
from oversight.models import Finding, Inspection
from personnel.models import SocialWorker
from regions.models import Region
from reports.search.noun import SearchNoun
from stations.models import Agency, Deliverable, Evidence, Station
from stations.views.evidence import page_of


def _shown(evidence):
    return evidence.deliverable or evidence.milestone


def _place(region) -> str:
    """Communities of one name are many: theirs needs the township, which lies in the same scope."""
    parts = [region.code, region.kind]
    return " · ".join([*parts, region.parent.name] if region.level == Region.Level.COMMUNITY else parts)


NOUNS = (
    SearchNoun(
        label=_("Stations"),
        icon="building-community",
        model=Station,
        detail=lambda station: f"{station.code} · {station.township.name}",
        related=("township",),
        list_route="stations:station-list",
    ),
    SearchNoun(
        label=_("Agencies"),
        icon="building",
        model=Agency,
        detail=lambda agency: " · ".join(filter(None, [agency.code, agency.uscc])),
        exact=("code", "uscc"),
        list_route="stations:agency-list",
    ),
    SearchNoun(
        label=_("Social workers"),
        icon="users",
        model=SocialWorker,
        detail=lambda worker: worker.code,
        exact=("code", "certificates__number"),
        list_route="personnel:worker-list",
    ),
    SearchNoun(
        label=_("Administrative divisions"),
        icon="map-pin",
        model=Region,
        detail=_place,
        related=("parent",),
        list_route="regions:region-list",
    ),
    SearchNoun(
        label=_("Deliverables"),
        icon="checks",
        model=Deliverable,
        detail=lambda deliverable: f"{deliverable.code} · {deliverable.station.name}",
        related=("station",),
        first=("name",),
        list_route="stations:deliverable-list",
    ),
    SearchNoun(
        label=_("Evidence"),
        icon="paperclip",
        model=Evidence,
        detail=lambda evidence: f"{_shown(evidence)} · {_shown(evidence).station.name}",
        related=("deliverable__station", "milestone__station"),
        exact=(),
        first=("title",),
        url=lambda evidence: page_of(_shown(evidence)),
    ),
    SearchNoun(
        label=_("Budgets"),
        icon="coin-yuan",
        model=Budget,
        detail=lambda budget: " · ".join(filter(None, [budget.document_number, budget.region.name])),
        related=("region",),
        first=("name", "document_number"),
        list_route="funding:budget-list",
    ),
    SearchNoun(
        label=_("Findings"),
        icon="flag",
        model=Finding,
        detail=lambda finding: f"{finding.code} · {finding.region.name}",
        related=("region",),
        first=("name",),
        list_route="oversight:finding-list",
    ),
    SearchNoun(
        label=_("Supervisory checks"),
        icon="clipboard-check",
        model=Inspection,
        detail=lambda inspection: f"{inspection.code} · {inspection.region.name}",
        related=("region",),
        first=("name",),
        list_route="oversight:inspection-list",
    ),
)
