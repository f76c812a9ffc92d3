"""Supervision: a few teachers and experienced workers visit a part of the stations every quarter."""

from datetime import date
from decimal import Decimal

from core.pinyin import search_columns
from demo.days import LAST_DAY, after
from demo.pattern import hits, pick, scatter
from demo.personnel.people import Person
from demo.places import Places
from demo.stations.stations import Site
from personnel.models import SupervisionRecord, Supervisor

SOURCES, FORMS = Supervisor.Source, SupervisionRecord.Form
OUTSIDE = (SOURCES.UNIVERSITY, SOURCES.AGENCY, SOURCES.UNIVERSITY, SOURCES.FRONTLINE)
FIRST_YEAR, LAST_YEAR = 2023, 2026
CONTENTS = ("个案研讨", "小组工作设计", "入户走访技巧", "服务档案整理", "志愿者队伍培育")
FOLLOW_UPS = ("两周内修改服务方案", "", "补齐需求评估", "下次督导时回看")
EVERY, HOURS = 3, (Decimal("2.0"), Decimal("3.0"), Decimal("2.5"))


def make_supervisors(places: Places, people: list[Person]) -> list[Supervisor]:
    """Four people from outside, and two of the register."""
    supervisors = [
        _supervisor(number, places.city, name=f"示例督导{number:02d}", source=source, organisation="示例学院")
        for number, source in enumerate(OUTSIDE, start=1)
    ]
    own = [one for one in people if len(one.certificates) > 1 and one.worker.register_ended_on is None][:2]
    for number, person in enumerate(own, start=len(supervisors) + 1):
        supervisor = _supervisor(number, places.city, name=person.worker.name, source=SOURCES.FRONTLINE)
        supervisor.worker = person.worker
        supervisors.append(supervisor)
    return supervisors


def _supervisor(number, region, *, name, source, organisation="") -> Supervisor:
    return Supervisor(
        code=Supervisor.series.code(number),
        name=name,
        **search_columns(name),
        source=source,
        organisation=organisation,
        home_region=region,
    )


def make_supervision(sites: list[Site], supervisors: list[Supervisor]) -> list[SupervisionRecord]:
    """Every third of the working stations in each quarter, always others."""
    records = []
    for quarter in range((LAST_YEAR - FIRST_YEAR + 1) * 4):
        first = date(FIRST_YEAR + quarter // 4, quarter % 4 * 3 + 1, 1)
        for site in sites:
            held_on = after(first, 5 + scatter(site.number * 13 + quarter, 80))
            if _is_visited(site, quarter, held_on):
                records.append(_record(len(records) + 1, site, held_on, supervisors))
    return records


def _is_visited(site: Site, quarter: int, held_on: date) -> bool:
    is_working = site.operating_on and site.operating_on < held_on and site.closed_on is None
    is_due = site.is_hedong or hits(site.number + quarter, EVERY, at=0)
    return bool(is_working and is_due and held_on <= LAST_DAY)


def _record(number: int, site: Site, held_on: date, supervisors) -> SupervisionRecord:
    return SupervisionRecord(
        code=SupervisionRecord.series.code(number),
        supervisor=pick(supervisors, number),
        station=site.station,
        region=site.township,
        held_on=held_on,
        hours=pick(HOURS, number),
        form=pick(tuple(FORMS), scatter(number, 41)),
        content=pick(CONTENTS, number),
        follow_up=pick(FOLLOW_UPS, number),
    )
