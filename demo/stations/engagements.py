"""Which agency runs or supports which station: far fewer agencies than stations."""

from datetime import date

from demo.counties import CITY_CODE
from demo.days import LAST_DAY, after
from demo.pattern import hits, pick, scatter
from demo.stations.agencies import RONGLIAN
from demo.stations.stations import Site
from stations.models import Agency, Engagement

BEFORE_OPENING, AFTER_REGISTRATION = 60, 30
NOTICE, LAST_YEAR = 30, 365
CONTRACT_YEARS_END = (date(2024, 6, 30), date(2025, 6, 30), date(2025, 12, 31))
PAUSE = 15
HEDONG_SUPPORTED_SINCE = date(2020, 12, 1)


def make_engagements(sites: list[Site], agencies: list[Agency]) -> list[Engagement]:
    """Operators with their successors, and supporters here and there."""
    by_home = _by_home(agencies)
    engagements = []
    for site in sites:
        if site.has_agency and site.operating_on:
            engagements += _operators(site, by_home.get(site.county.code, []) + by_home[CITY_CODE])
        if site.is_hedong:
            ronglian = next(agency for agency in agencies if agency.name == RONGLIAN)
            engagements.append(_engagement(site, ronglian, Engagement.Role.SUPPORTER, HEDONG_SUPPORTED_SINCE))
        elif hits(site.number, 11, at=5) and site.operating_on:
            operators = [one.agency for one in engagements if one.station is site.station]
            engagements.append(_supporter(site, [one for one in by_home[CITY_CODE] if one not in operators]))
    return engagements


def _by_home(agencies: list[Agency]) -> dict[str, list[Agency]]:
    """The agencies that can be engaged, by home; the study knows 融联 at 河东街道 alone."""
    by_home: dict[str, list[Agency]] = {}
    for agency in agencies:
        if agency.registered_on and agency.name != RONGLIAN:
            by_home.setdefault(agency.home_region.code, []).append(agency)
    return by_home


def _operators(site: Site, pool: list[Agency]) -> list[Engagement]:
    """The first operator and, where its contract has ended, mostly another one."""
    started_on = after(site.operating_on, -BEFORE_OPENING)
    first = _available(pool, started_on, site.number)
    engagement = _engagement(site, first, Engagement.Role.OPERATOR, started_on)
    engagement.ended_on = _end(site, first, started_on)
    engagements = [engagement]
    if engagement.ended_on and _has_successor(site):
        next_start = after(engagement.ended_on, PAUSE)
        others = [agency for agency in pool if agency is not first]
        successor = _available(others, next_start, site.number + 1)
        engagements.append(_engagement(site, successor, Engagement.Role.OPERATOR, next_start))
    return engagements


def _available(pool: list[Agency], on: date, number: int) -> Agency:
    """One of the agencies that were registered well before the day and have more than a year to go."""
    ready = [
        agency
        for agency in pool
        if agency.registered_on <= after(on, -AFTER_REGISTRATION)
        and (agency.deregistered_on is None or agency.deregistered_on > after(on, LAST_YEAR))
    ]
    return pick(ready, scatter(number, 997))


def _end(site: Site, agency: Agency, started_on: date) -> date | None:
    """The last day of the first contract: closing, the agency's end, or its term; often it goes on."""
    if site.closed_on:
        return after(site.closed_on, -1)
    if agency.deregistered_on:
        return after(agency.deregistered_on, -NOTICE)
    ends_by_term = hits(site.number, 5, at=2) or hits(site.number, 9, at=4)
    term = pick(CONTRACT_YEARS_END, site.number)
    return term if ends_by_term and term > started_on else None


def _has_successor(site: Site) -> bool:
    """Stations of every ninth place have had no operator since the contract ended (no agency bid)."""
    return site.closed_on is None and not hits(site.number, 9, at=4)


def _supporter(site: Site, pool: list[Agency]) -> Engagement:
    """A city agency that helps without running the station; for some it is over."""
    started_on = after(site.operating_on, 40)
    engagement = _engagement(
        site, _available(pool, started_on, site.number + 3), Engagement.Role.SUPPORTER, started_on
    )
    if hits(site.number, 2, at=0):
        engagement.ended_on = min(after(started_on, 730), LAST_DAY)
    return engagement


def _engagement(site: Site, agency: Agency, role: str, started_on: date) -> Engagement:
    return Engagement(agency=agency, station=site.station, role=role, started_on=started_on)
