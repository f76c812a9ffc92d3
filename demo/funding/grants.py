"""Who grants what for what: the plan of the money, a year at a time.

In 2020 and 2021 most of it goes into exam training, as the study found; with the stations come
premises, then wages and activities. Every budget is larger than the year before.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from demo.counties import COUNTIES, County
from demo.days import LAST_DAY, after
from demo.pattern import hits, scatter
from demo.places import Places
from demo.stations.stations import Site
from funding.models import Allocation, Budget
from regions.models import Region
from stations.models import Stage, Station

YEARS = range(2020, LAST_DAY.year + 1)
STATIONS_PAID_FROM = 2022
SOURCES, USES = Budget.Source, Allocation.Category
PURCHASED_FROM, GIVEN_FROM = 2023, 2024
SMALL_WEIGHT, LEAST_WEIGHT = 70, 35
# Yuan a year for the whole city, before and since the stations are paid.
EARLY_CITY_USES = {USES.EXAM_TRAINING: 90_000, USES.TRAINING: 24_000, USES.PUBLICITY: 8_000}
CITY_USES = {
    USES.TRAINING: 150_000,
    USES.SUPERVISION: 90_000,
    USES.ASSESSMENT: 60_000,
    USES.PUBLICITY: 30_000,
}
# Source, use, first year, and yuan a year for a county with ten townships.
CITY_SHARES = (
    (SOURCES.LOTTERY_FUND, USES.SERVICE, STATIONS_PAID_FROM, 36_000),
    (SOURCES.UPPER_GRANT, USES.TRAINING, STATIONS_PAID_FROM, 14_000),
    (SOURCES.SPECIAL_FUND, USES.VENUE, STATIONS_PAID_FROM + 1, 60_000),
)
# The same of a county's own money.
EARLY_COUNTY_USES = {USES.TRAINING: 5_000, USES.PUBLICITY: 3_000, USES.ADMIN: 2_500}
COUNTY_USES = {
    USES.TRAINING: 12_000,
    USES.SUPERVISION: 15_000,
    USES.ADMIN: 6_000,
    USES.VOLUNTEER: 5_000,
}
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
    """How large a county is beside one with ten stations, in per cent; small ones are not forgotten."""
    stations = sum(site.county is county for site in sites)
    return max(10 * stations, LEAST_WEIGHT)


def _from_city(year: int, places: Places, sites: list[Site]) -> Iterator[Grant]:
    city = places.city
    general = partial(Grant, year, city.code, SOURCES.GENERAL_BUDGET)
    growth = 100 + 12 * (year - YEARS.start)
    for use, yuan in (CITY_USES if year >= STATIONS_PAID_FROM else EARLY_CITY_USES).items():
        yield general(city, use, _rounded(yuan, growth))
    for county in COUNTIES:
        region, weight = places.counties[county.code], _weight(county, sites)
        if year < STATIONS_PAID_FROM:
            yield general(region, USES.EXAM_TRAINING, _rounded(16_000, weight), county)
        for source, use, since, yuan in CITY_SHARES:
            if year >= since:
                amount = _rounded(yuan, weight * growth // 100)
                yield Grant(year, city.code, source, region, use, amount, county)
    for site in sites:
        yield from _for_building(partial(Grant, year, city.code, SOURCES.SPECIAL_FUND), year, site)


def _for_building(special: Callable[..., Grant], year: int, site: Site) -> Iterator[Grant]:
    """Premises and equipment of a station that is fitted out in the year; at first with little money."""
    fitted_on = next(one.achieved_on for one in site.milestones if one.stage == Stage.FITTED)
    if fitted_on is None or fitted_on.year != year:
        return
    percent = site.county.cost_percent * (100 if year >= STATIONS_PAID_FROM else 45) // 100
    for use, yuan in ((USES.VENUE, PREMISES), (USES.EQUIPMENT, EQUIPMENT)):
        amount = _rounded(yuan + STEP * scatter(site.number, 60), percent)
        yield special(
            site.township, use, amount, site.county, station=site.station, not_before=after(fitted_on, -60)
        )


def _from_county(year: int, county: County, region: Region, sites: list[Site]) -> Iterator[Grant]:
    general = partial(Grant, year, county.code, SOURCES.GENERAL_BUDGET)
    weight = _weight(county, sites)
    growth = 100 + 10 * (year - YEARS.start)
    exam = _rounded(EXAM_TRAINING[year], weight * county.cost_percent // 100)
    yield general(region, USES.EXAM_TRAINING, exam, county)
    for use, yuan in (COUNTY_USES if year >= STATIONS_PAID_FROM else EARLY_COUNTY_USES).items():
        yield general(region, use, _rounded(yuan, weight * growth // 100), county)
    for site in sites:
        if site.county is county and year >= STATIONS_PAID_FROM:
            yield from _for_running(general, year, site)
    others = (
        (SOURCES.GOV_PURCHASE, USES.SERVICE, 42_000, year >= PURCHASED_FROM and weight > SMALL_WEIGHT),
        (SOURCES.DONATION, USES.VOLUNTEER, 12_000, year >= GIVEN_FROM and hits(int(county.code), 3, at=1)),
    )
    for source, use, yuan, is_there in others:
        if is_there:
            amount = _rounded(yuan, weight * growth // 100)
            yield Grant(year, county.code, source, region, use, amount, county)


def _for_running(general: Callable[..., Grant], year: int, site: Site) -> Iterator[Grant]:
    """Wages and activities of a station that works in the year, by the months it does."""
    works = site.operating_on and site.operating_on.year <= year
    is_over = site.closed_on and site.closed_on.year <= year
    if not works or is_over:
        return
    months = 12 if site.operating_on.year < year else 13 - site.operating_on.month
    for use, yuan in ((USES.LABOUR, WAGES[year]), (USES.SERVICE, ACTIVITIES[year])):
        amount = _rounded(
            yuan + STEP * scatter(site.number + year, 40), site.county.cost_percent * months // 12
        )
        yield general(
            site.township,
            use,
            amount,
            site.county,
            station=site.station,
            not_before=after(site.operating_on, -30),
        )


def amount_of(grants: list[Grant], before: Decimal) -> Decimal:
    """What the budget for these grants is: a little more than they need, and more than a year earlier.

    The special fund alone follows what is being built.
    """
    needed = Decimal(sum(grant.yuan for grant in grants)) * 103 / 100
    grown = before * 104 / 100 if grants[0].source != SOURCES.SPECIAL_FUND else needed
    thousands = max(needed, grown) // 1000 + 1
    return thousands * 1000
