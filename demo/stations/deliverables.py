"""What the stations have built towards 1138N.

河东街道 has all of it, as the study says: 1 platform, 1 brand project, 3 core projects, 8 community
rooms in its eight residents' communities, and some electives. The others are on the way, each county
at its own pace; the rest of what they owe is planned, under way, reported or returned.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from core.codes import numbered
from demo.accounts import Accounts
from demo.days import LAST_DAY, STATIONS_COUNTED, after
from demo.pattern import hits, pick, scatter
from demo.places import Places
from demo.stations.stations import Site
from regions.models import Region
from stations.models import Component, Deliverable

# In which order a station usually gets its parts.
USUAL_ORDER = (
    "PLATFORM",
    "COMMUNITY_ROOM",
    "CORE_PROJECT",
    "COMMUNITY_ROOM",
    "COMMUNITY_ROOM",
    "TALENT_BRAND",
    "CORE_PROJECT",
    "COMMUNITY_ROOM",
    "COMMUNITY_ROOM",
    "COMMUNITY_ROOM",
    "CORE_PROJECT",
    "COMMUNITY_ROOM",
    "COMMUNITY_ROOM",
)
OTHER_ORDER = (
    "COMMUNITY_ROOM",
    "PLATFORM",
    "COMMUNITY_ROOM",
    "COMMUNITY_ROOM",
    "CORE_PROJECT",
    "COMMUNITY_ROOM",
    "COMMUNITY_ROOM",
    "COMMUNITY_ROOM",
    "CORE_PROJECT",
    "TALENT_BRAND",
    "COMMUNITY_ROOM",
    "COMMUNITY_ROOM",
    "CORE_PROJECT",
)
ELECTIVE = "ELECTIVE_PROJECT"
HEDONG_ELECTIVES = 5
NAMES = {
    "PLATFORM": ("综合服务平台",),
    "TALENT_BRAND": ("示例“党建引领·社工成长”品牌项目",),
    "CORE_PROJECT": (
        "示例“银龄陪伴”为老服务项目",
        "示例“护苗”儿童关爱项目",
        "示例“青春同行”青少年项目",
        "示例社区治理能力提升项目",
    ),
    ELECTIVE: (
        "示例志愿服务周活动",
        "示例残障家庭支持小组",
        "示例政策宣讲进村",
        "示例低保家庭走访",
        "示例失独家庭陪伴计划",
        "示例邻里互助集市",
    ),
}
STATUSES = Deliverable.Status
# What may have become of the parts that are not accepted: of the next one, the one after it, the rest.
UNFINISHED = (
    (STATUSES.REPORTED, STATUSES.IN_PROGRESS, STATUSES.REPORTED, STATUSES.RETURNED),
    (STATUSES.IN_PROGRESS, STATUSES.IN_PROGRESS, STATUSES.REPORTED, STATUSES.PLANNED),
    (STATUSES.PLANNED, STATUSES.PLANNED, STATUSES.IN_PROGRESS),
)
RETURN_COMMENTS = (
    "缺少制度上墙照片，请补充",
    "服务记录不足三个月，请补充后再报",
    "场地面积与台账不符，请核实",
)
HOUSEHOLD_SUFFIXES = ("居民委员会", "民委员会", "委员会")


@dataclass(frozen=True)
class Part:
    """One deliverable to make: the ``place``-th of its station, for a component and maybe a community."""

    site: Site
    place: int
    component: Component
    name: str
    community: Region | None = None

    @property
    def seed(self) -> int:
        return self.site.number * 100 + self.place


def make_deliverables(
    sites: list[Site], components: dict[str, Component], places: Places, accounts: Accounts
) -> list[Deliverable]:
    """The deliverables of all sites, by station in the order in which they are built."""
    deliverables = []
    for site in sites:
        communities = places.communities[site.township.code]
        if site.station.code.endswith("-2"):
            # The first station has the first rooms.
            communities = communities[8:]
        parts = _parts(site, components, communities)
        electives = [part for part in parts if part.component.required is None]
        required = [part for part in parts if part.component.required is not None]
        done = _accepted_count(site, len(required))
        deliverables += [_deliverable(part, done, len(required), accounts) for part in required]
        deliverables += [_elective(part, accounts) for part in electives]
    return deliverables


def _parts(site: Site, components: dict[str, Component], communities: list[Region]) -> list[Part]:
    order = pick((USUAL_ORDER, USUAL_ORDER, OTHER_ORDER), site.number)
    rooms, so_far = iter(communities), Counter()
    codes = [*order, *[ELECTIVE] * _elective_count(site)]
    parts = []
    for place, code in enumerate(codes, start=1):
        component = components[code]
        if component.needs_community:
            community = next(rooms)
            parts.append(Part(site, place, component, _room_name(community), community))
        else:
            parts.append(Part(site, place, component, pick(NAMES[code], site.number + so_far[code])))
        so_far[code] += 1
    return parts


def _room_name(community: Region) -> str:
    """桥东社区居民委员会 → 桥东社区社工室; 干马村民委员会 → 干马村社工室."""
    name = community.name
    for suffix in HOUSEHOLD_SUFFIXES:
        if name.endswith(suffix):
            name = name.removesuffix(suffix)
            break
    return f"{name}社工室"


def _elective_count(site: Site) -> int:
    if site.is_hedong:
        return HEDONG_ELECTIVES
    return scatter(site.number, 4) if site.operating_on else 0


def _accepted_count(site: Site, all_of_them: int) -> int:
    """How many of its parts the station has accepted by the last day."""
    if site.is_hedong:
        return all_of_them
    if not site.operating_on or site.closed_on:
        return 0
    around = site.county.model_percent - 15 + scatter(site.number, 31)
    return min(max((all_of_them * around + 50) // 100, 1), all_of_them)


def _deliverable(part: Part, done: int, all_of_them: int, accounts: Accounts) -> Deliverable:
    if part.place > done:
        return _unfinished(part, part.place - done - 1, accounts)
    if part.site.is_hedong:
        return _accepted(part, _hedong_day(part, all_of_them), accounts)
    # Much is done soon after the opening, the rest takes ever longer.
    days = (LAST_DAY - part.site.operating_on).days - 30 - scatter(part.site.number, 400)
    accepted_on = after(part.site.operating_on, 20 + days * part.place**2 // done**2)
    return _accepted(part, accepted_on, accounts)


def _hedong_day(part: Part, count: int) -> date:
    """All of 河东街道 lies between its opening and the study."""
    days = (STATIONS_COUNTED - part.site.operating_on).days - 30
    return after(part.site.operating_on, 10 + days * part.place // (count + 1))


def _elective(part: Part, accounts: Accounts) -> Deliverable:
    since = after(part.site.operating_on, 60 + scatter(part.seed, 300))
    if part.site.is_hedong:
        return _accepted(part, min(since, after(STATIONS_COUNTED, -10)), accounts)
    if hits(part.seed, 3, at=0) or since >= LAST_DAY:
        return _unfinished(part, 1, accounts)
    return _accepted(part, since, accounts)


def _accepted(part: Part, accepted_on: date, accounts: Accounts) -> Deliverable:
    reported_on = after(accepted_on, -3 - scatter(part.seed, 20))
    deliverable = _begun(part, STATUSES.ACCEPTED, planned_on=after(accepted_on, scatter(part.seed, 45) - 20))
    deliverable.started_on = after(reported_on, -20 - scatter(part.seed, 60))
    deliverable.reported_on, deliverable.accepted_on = reported_on, accepted_on
    deliverable.reported_by = accounts.reporter(part.site.township.code)
    deliverable.accepted_by = accounts.acceptor(part.site.township.code)
    return deliverable


def _unfinished(part: Part, distance: int, accounts: Accounts) -> Deliverable:
    """A part still to come; the further away, the less has happened."""
    status = pick(UNFINISHED[min(distance, len(UNFINISHED) - 1)], scatter(part.seed, 101))
    if not part.site.operating_on or part.site.closed_on:
        status = STATUSES.PLANNED
    deliverable = _begun(
        part, status, planned_on=after(LAST_DAY, 90 * distance - 45 - scatter(part.seed, 60))
    )
    if status != STATUSES.PLANNED:
        deliverable.started_on = after(LAST_DAY, -70 - scatter(part.seed, 50))
    if status in (STATUSES.REPORTED, STATUSES.RETURNED):
        deliverable.reported_on = after(LAST_DAY, -5 - scatter(part.seed, 40))
        deliverable.reported_by = accounts.reporter(part.site.township.code)
    if status == STATUSES.RETURNED:
        deliverable.comment = pick(RETURN_COMMENTS, part.seed)
    return deliverable


def _begun(part: Part, status: str, *, planned_on: date) -> Deliverable:
    station = part.site.station
    return numbered(
        Deliverable(
            station=station,
            component=part.component,
            name=part.name,
            community=part.community,
            status=status,
            planned_on=planned_on,
        ),
        part.place,
    )
