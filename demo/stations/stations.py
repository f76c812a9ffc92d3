"""The stations: 49 of 118 townships by the middle of 2022, all of them by the spring of 2023.

Afterwards a few large townships get a second one, some stop for a while, and one closes.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.codes import numbered
from core.pinyin import search_columns
from demo.counties import COUNTIES, HEDONG_CODE, County
from demo.days import after
from demo.identifiers import mobile
from demo.pattern import is_among, pick, scatter, spread
from demo.places import Places
from regions.models import Region
from stations.models import Interruption, Milestone, ServiceModel, Stage, Station

FIRST_WAVE = date(2020, 9, 15)
FIRST_WAVE_DAYS, FIRST_WAVE_STEP = 645, 17
SECOND_WAVE = date(2022, 7, 11)
SECOND_WAVE_DAYS, SECOND_WAVE_STEP = 246, 31
HEDONG_OPERATING = date(2021, 3, 16)
# Where an agency runs the station, and where the township hires by itself.
RUN_BY_AGENCY = (74, 100)
SMALLEST_M2, SIZES_M2 = 45, 260
FIRST_PHONE = 9000
OPENING_HOURS = ("周一至周五 8:30–12:00，14:00–17:30", "周一至周六 9:00–17:00", "每日 8:00–18:00")

# Township, its second station: working since, or the furthest stage and since when.
SECOND_STATIONS = (
    ("131102004", Stage.FITTED, date(2026, 5, 20)),
    ("131121100", Stage.FUNDED, date(2026, 2, 10)),
    ("131122100", Stage.OPERATING, date(2025, 9, 2)),
    ("131126100", Stage.OPERATING, date(2024, 6, 18)),
    ("131127100", Stage.OPERATING, date(2025, 3, 11)),
    ("131182101", Stage.PLANNED, date(2026, 9, 8)),
)
# Station code, kind, reason, first day, reopened on. None of these days is one of a published figure.
# The last one is reported and waits for the city.
INTERRUPTIONS = (
    ("ST-131102001-1", Interruption.Kind.SUSPENDED, "场地修缮", date(2022, 3, 1), date(2022, 4, 18)),
    ("ST-131103100-1", Interruption.Kind.SUSPENDED, "承接机构更换", date(2023, 7, 3), date(2023, 10, 9)),
    ("ST-131121101-1", Interruption.Kind.SUSPENDED, "场地搬迁", date(2024, 5, 6), date(2024, 9, 2)),
    ("ST-131128105-1", Interruption.Kind.SUSPENDED, "人员不足", date(2025, 2, 17), date(2025, 8, 25)),
    ("ST-131127100-2", Interruption.Kind.CLOSED, "并入本镇第一社工站", date(2026, 3, 31), None),
    ("ST-131123104-1", Interruption.Kind.SUSPENDED, "人员不足，招聘中", date(2026, 4, 13), None),
    ("ST-131121107-1", Interruption.Kind.SUSPENDED, "场地漏水，维修中", date(2026, 8, 10), None),
    ("ST-131125101-1", Interruption.Kind.SUSPENDED, "场地搬迁", date(2026, 10, 26), None),
)
WAITING = INTERRUPTIONS[-1][0]


@dataclass
class Site:
    """A station with what the other parts of the demonstration need to know of it.

    ``reached`` is the furthest stage before the demonstration title, ``reached_on`` its day;
    ``has_agency`` tells stations run by an agency from those whose township hires by itself.
    """

    number: int
    county: County
    station: Station
    reached: Stage
    reached_on: date
    has_agency: bool
    milestones: list[Milestone] = field(default_factory=list)
    interruptions: list[Interruption] = field(default_factory=list)

    @property
    def township(self) -> Region:
        return self.station.township

    @property
    def is_hedong(self) -> bool:
        return self.township.code == HEDONG_CODE

    @property
    def operating_on(self) -> date | None:
        """Since when it works; None while it is being built."""
        return self.reached_on if self.reached >= Stage.OPERATING else None

    @property
    def works_since(self) -> date:
        """The day on which it began to work; of those that do."""
        return self.reached_on

    @property
    def closed_on(self) -> date | None:
        """The day it was closed for good."""
        closures = [one for one in self.interruptions if one.kind == Interruption.Kind.CLOSED]
        return closures[0].started_on if closures else None


def make_sites(places: Places, model: ServiceModel) -> list[Site]:
    """All stations with their interruptions, in the order of their townships, second ones last."""
    sites = [
        _site(number, county, township, Stage.OPERATING, operating_on, model)
        for number, (county, township, operating_on) in enumerate(_openings(places))
    ]
    townships = {site.township.code: site for site in sites}
    for code, reached, reached_on in SECOND_STATIONS:
        first = townships[code]
        sites.append(_second(len(sites), first, reached, reached_on))
    _interrupt(sites)
    return sites


def _openings(places: Places):
    """Every township with its county and the day on which its first station begins to work."""
    first = second = 0
    for county in COUNTIES:
        for place, township in enumerate(places.townships[county.code]):
            if place < county.completed:
                days = FIRST_WAVE_DAYS * spread(first, 49, FIRST_WAVE_STEP) // 49
                opening = HEDONG_OPERATING if township.code == HEDONG_CODE else after(FIRST_WAVE, days)
                first += 1
            else:
                days = SECOND_WAVE_DAYS * spread(second, 69, SECOND_WAVE_STEP) // 69
                opening = after(SECOND_WAVE, days)
                second += 1
            yield county, township, opening


def _site(number, county, township, reached, reached_on, model, *, place=1) -> Site:
    name = f"{township.name}社工站" if place == 1 else f"{township.name}第二社工站"
    venues = Station.VenueType
    station = numbered(
        Station(
            name=name,
            **search_columns(name),
            township=township,
            service_model=model,
            venue_type=pick(
                (
                    venues.PARTY_MASS_CENTER,
                    venues.CONVENIENCE_STATION,
                    venues.PARTY_MASS_CENTER,
                    venues.ELDER_CENTER,
                    venues.AGENCY_SITE,
                    venues.OWN,
                    venues.CONVENIENCE_STATION,
                    venues.OTHER,
                ),
                scatter(number, 97),
            ),
            area_m2=Decimal(SMALLEST_M2 + scatter(number, SIZES_M2)),
            address=f"示例路{1 + scatter(number, 198)}号",
            phone=mobile(FIRST_PHONE + number),
            opening_hours=pick(OPENING_HOURS, scatter(number, 89)),
        ),
        place,
    )
    has_agency = is_among(number, *RUN_BY_AGENCY) and township.code != HEDONG_CODE
    station.run_by = Station.RunBy.AGENCY if has_agency else Station.RunBy.TOWNSHIP
    return Site(number, county, station, reached, reached_on, has_agency)


def _second(number: int, first: Site, reached: Stage, reached_on: date) -> Site:
    model = first.station.service_model
    return _site(number, first.county, first.township, reached, reached_on, model, place=2)


def _interrupt(sites: list[Site]) -> None:
    by_code = {site.station.code: site for site in sites}
    for code, kind, reason, started_on, ended_on in INTERRUPTIONS:
        site = by_code[code]
        is_confirmed = code != WAITING
        site.interruptions.append(
            Interruption(
                station=site.station,
                kind=kind,
                reason=reason,
                started_on=started_on,
                confirmed_on=started_on if is_confirmed else None,
                ended_on=ended_on,
                reopening_confirmed_on=ended_on,
            )
        )
        if ended_on is None and is_confirmed:
            site.station.status, site.station.status_reason = kind, reason
