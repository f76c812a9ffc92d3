"""Who grants what for what: the plan of the money, a year at a time.

In 2020 and 2021 most of it goes into exam training, as the study found; with the stations come
premises, then wages and activities. Every budget is larger than the year before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from funding.models import Allocation, Budget
from regions.models import Region
from reports.demo.counties import COUNTIES, County
from reports.demo.days import LAST_DAY, after
from reports.demo.pattern import hits, scatter
from reports.demo.places import Places
from reports.demo.stations import Site
from stations.models import Stage, Station

YEARS = range(2020, LAST_DAY.year + 1)
STATIONS_PAID_FROM = 2022
SOURCES, USES = Budget.Source, Allocation.Category
MOST_TOWNSHIPS_SMALL = 7
# Yuan a year: exam training for a county, wages and activities for a station.
EXAM_TRAINING = {
    2020: 36_000,
    2021: 52_000,
    2022: 40_000,
    2023: 36_000,
    2024: 34_000,
    2025: 32_000,
    2026: 30_000,
}
WAGES = {2022: 24_000, 2023: 30_000, 2024: 34_500, 2025: 38_000, 2026: 42_000}
ACTIVITIES = {2022: 9_000, 2023: 11_500, 2024: 13_000, 2025: 15_000, 2026: 16_500}
PREMISES, EQUIPMENT = 18_000, 6_500
STEP = 50


@dataclass(frozen=True)
class Grant:
    """An amount for one use, from one source; several make up a budget.

    ``holder`` is the code of the region whose budget it comes from, ``receiver`` where it goes.
    """

    year: int
    holder: str
    source: Budget.Source
    receiver: Region
    use: Allocation.Category
    yuan: int
    county: County | None = None
    station: Station | None = None
    not_before: date | None = None

    @property
    def key(self) -> tuple[int, str, str]:
        """Which budget it belongs to."""
        return self.year, self.holder, self.source


def make_grants(places: Places, sites: list[Site]) -> list[Grant]:
    """All grants, year by year: the city's first, then county by county."""
    grants = []
    for year in YEARS:
        grants += _from_city(year, places, sites)
        for county in COUNTIES:
            grants += _from_county(year, county, places.counties[county.code], sites)
    return [grant for grant in grants if grant.yuan > 0]


def _rounded(yuan: int, percent: int = 100) -> int:
    return yuan * percent // 100 // STEP * STEP


def _weight(county: County, sites: list[Site]) -> int:
    """How large a county is beside one with ten townships, in per cent; small ones are not forgotten."""
    townships = sum(site.county is county for site in sites)
    return max(10 * townships, 10 * MOST_TOWNSHIPS_SMALL // 2)


def _from_city(year: int, places: Places, sites: list[Site]) -> Iterator[Grant]:
    holder = places.city.code
    growth = 100 + 12 * (year - YEARS.start)
    own = {USES.EXAM_TRAINING: 90_000, USES.TRAINING: 24_000, USES.PUBLICITY: 8_000}
    if year >= STATIONS_PAID_FROM:
        own = {
            USES.TRAINING: 150_000,
            USES.SUPERVISION: 90_000,
            USES.ASSESSMENT: 60_000,
            USES.PUBLICITY: 30_000,
        }
    for use, yuan in own.items():
        yield Grant(year, holder, SOURCES.GENERAL_BUDGET, places.city, use, _rounded(yuan, growth))
    for county in COUNTIES:
        region, weight = places.counties[county.code], _weight(county, sites)
        if year < STATIONS_PAID_FROM:
            shared = _rounded(16_000, weight)
            yield Grant(year, holder, SOURCES.GENERAL_BUDGET, region, USES.EXAM_TRAINING, shared, county)
            continue
        lottery = _rounded(36_000, weight * growth // 100)
        yield Grant(year, holder, SOURCES.LOTTERY_FUND, region, USES.SERVICE, lottery, county)
        yield Grant(
            year,
            holder,
            SOURCES.UPPER_GRANT,
            region,
            USES.TRAINING,
            _rounded(14_000, weight * growth // 100),
            county,
        )
    yield from _for_building(year, holder, sites)


def _for_building(year: int, holder: str, sites: list[Site]) -> Iterator[Grant]:
    """Premises and equipment of the stations that are fitted out in the year, from the special fund."""
    for site in sites:
        fitted_on = next(one.achieved_on for one in site.milestones if one.stage == Stage.FITTED)
        if fitted_on is None or fitted_on.year != year:
            continue
        percent = site.county.cost_percent
        since = after(fitted_on, -60)
        for use, yuan in ((USES.VENUE, PREMISES), (USES.EQUIPMENT, EQUIPMENT)):
            amount = _rounded(yuan + 50 * scatter(site.number, 60), percent)
            yield Grant(
                year,
                holder,
                SOURCES.SPECIAL_FUND,
                site.township,
                use,
                amount,
                site.county,
                site.station,
                since,
            )


def _from_county(year: int, county: County, region: Region, sites: list[Site]) -> Iterator[Grant]:
    holder, weight = county.code, _weight(county, sites)
    source = SOURCES.GENERAL_BUDGET
    exam = _rounded(EXAM_TRAINING[year], weight * county.cost_percent // 100)
    yield Grant(year, holder, source, region, USES.EXAM_TRAINING, exam, county)
    small = {USES.TRAINING: 5_000, USES.PUBLICITY: 3_000, USES.ADMIN: 2_500}
    if year >= STATIONS_PAID_FROM:
        small = {USES.TRAINING: 12_000, USES.SUPERVISION: 15_000, USES.ADMIN: 6_000, USES.VOLUNTEER: 5_000}
    growth = 100 + 10 * (year - YEARS.start)
    for use, yuan in small.items():
        yield Grant(year, holder, source, region, use, _rounded(yuan, weight * growth // 100), county)
    yield from _for_stations(year, county, sites)
    if year > STATIONS_PAID_FROM and weight > 10 * MOST_TOWNSHIPS_SMALL:
        bought = _rounded(42_000, weight * growth // 100)
        yield Grant(year, holder, SOURCES.GOV_PURCHASE, region, USES.SERVICE, bought, county)
    if year > STATIONS_PAID_FROM + 1 and hits(int(county.code), 3, at=1):
        given = _rounded(12_000, weight * growth // 100)
        yield Grant(year, holder, SOURCES.DONATION, region, USES.VOLUNTEER, given, county)


def _for_stations(year: int, county: County, sites: list[Site]) -> Iterator[Grant]:
    """Wages and activities of the stations that work in the year, from the county's own budget."""
    if year < STATIONS_PAID_FROM:
        return
    for site in sites:
        works = site.operating_on and site.operating_on.year <= year
        is_over = site.closed_on and site.closed_on.year <= year
        if site.county is not county or not works or is_over:
            continue
        since = after(site.operating_on, -30)
        months = 12 if site.operating_on.year < year else 13 - site.operating_on.month
        for use, yuan in ((USES.LABOUR, WAGES[year]), (USES.SERVICE, ACTIVITIES[year])):
            amount = _rounded(yuan + 50 * scatter(site.number + year, 40), county.cost_percent * months // 12)
            yield Grant(
                year,
                county.code,
                SOURCES.GENERAL_BUDGET,
                site.township,
                use,
                amount,
                county,
                site.station,
                since,
            )


def amount_of(grants: list[Grant], before: Decimal) -> Decimal:
    """What the budget for these grants is: a little more than they need, and more than a year earlier."""
    needed = Decimal(sum(grant.yuan for grant in grants)) * 103 / 100
    grown = before * 104 / 100
    thousands = max(needed, grown) // 1000 + 1
    return thousands * 1000
