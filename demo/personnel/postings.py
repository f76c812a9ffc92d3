"""Which posts stations have, and who works in them: mostly part-time, with much coming and going."""

from collections import deque
from dataclasses import dataclass
from datetime import date

from core.codes import numbered
from demo.counties import CITY_CODE
from demo.days import FULL_COVERAGE, LAST_DAY, after
from demo.pattern import hits, pick, scatter
from demo.personnel.people import HELPER, Person
from demo.stations.stations import Site
from personnel.models import Position, Posting, SocialWorker

ROLES, EMPLOYMENT, REASONS = Posting.Role, Posting.EmploymentType, Posting.LeaveReason
LEAVE_REASONS = (
    REASONS.RESIGNED,
    REASONS.CONTRACT_ENDED,
    REASONS.RESIGNED,
    REASONS.TRANSFERRED,
    REASONS.RESIGNED,
    REASONS.PROMOTED,
    REASONS.OTHER,
)
END_REASONS = (
    SocialWorker.EndReason.MOVED_AWAY,
    SocialWorker.EndReason.LEFT_PROFESSION,
    SocialWorker.EndReason.OTHER,
)
BEFORE_OPENING, NEEDED_BEFORE = 20, 45
SHORTEST_STAY, STAYS = 240, 620
SHORTEST_GAP, GAPS = 12, 75
# Nobody leaves the register before the figure of March 2023 is counted.
FIRST_END = after(FULL_COVERAGE, 60)


@dataclass
class Pool:
    """The people of a county who can still be posted: officials, other certified people, helpers."""

    officials: deque[Person]
    staff: deque[Person]
    helpers: deque[Person]

    def take(self, *wanted: deque[Person]) -> Person | None:
        """The next person of the first kind that has one left."""
        for kind in wanted:
            if kind:
                return kind.popleft()
        return None


@dataclass(frozen=True)
class Post:
    """A place to fill at a station, the ``place``-th of it."""

    site: Site
    place: int
    role: Posting.Role
    pool: Pool
    position: Position

    @property
    def seed(self) -> int:
        return self.site.number * 10 + self.place

    def next_person(self) -> Person | None:
        """Officials head a station beside their own post; agency staff and helpers work in it."""
        pool = self.pool
        order = {
            ROLES.HEAD: (pool.officials, pool.staff),
            ROLES.SOCIAL_WORKER: (pool.staff, pool.officials, pool.helpers),
            ROLES.ASSISTANT: (pool.helpers, pool.staff, pool.officials),
            ROLES.OTHER: (pool.helpers, pool.officials),
            ROLES.SUPERVISOR: (pool.officials,),
        }
        return pool.take(*order[self.role])


def make_postings(sites: list[Site], people: list[Person]) -> tuple[list[Position], list[Posting]]:
    """All posts and postings; each person is posted once, so that nobody works full-time in two places."""
    pools = _pools(people)
    positions, postings = [], []
    for site in sites:
        if site.operating_on:
            for post in _posts(site, pools):
                positions.append(post.position)
                postings += _fill(post)
    _leave_register(people, postings)
    return positions, postings


def _pools(people: list[Person]) -> dict[str, Pool]:
    pools: dict[str, Pool] = {}
    for person in people:
        pool = pools.setdefault(person.county.code, Pool(deque(), deque(), deque()))
        if person.cohort == HELPER:
            pool.helpers.append(person)
        elif person.is_public:
            pool.officials.append(person)
        else:
            pool.staff.append(person)
    return pools


def _posts(site: Site, pools: dict[str, Pool]) -> list[Post]:
    own, city = pools[site.county.code], pools[CITY_CODE]
    wanted = [(0, ROLES.HEAD, own), (1, ROLES.SOCIAL_WORKER, own)]
    if not hits(site.number, 7, at=6):
        wanted.append((2, ROLES.ASSISTANT, own))
    if site.is_hedong:
        wanted += [(3, ROLES.SOCIAL_WORKER, own), (4, ROLES.SOCIAL_WORKER, own)]
    if hits(site.number, 8, at=3):
        wanted.append((5, ROLES.SUPERVISOR, city))
    elif hits(site.number, 5, at=1):
        wanted.append((6, ROLES.OTHER, own))
    return [Post(site, place, role, pool, _position(site, place, role)) for place, role, pool in wanted]


def _position(site: Site, place: int, role: Posting.Role) -> Position:
    """The post as the station needs it; who fills it decides whether it is full-time."""
    is_professional = role in (ROLES.HEAD, ROLES.SOCIAL_WORKER, ROLES.SUPERVISOR)
    return numbered(
        Position(
            station=site.station,
            role=role,
            employment_type=EMPLOYMENT.VOLUNTEER if role == ROLES.OTHER else EMPLOYMENT.PART_TIME,
            requirement=Position.Requirement.EITHER if is_professional else Position.Requirement.NONE,
            responsible=Position.Responsible.COUNTY if role == ROLES.HEAD else Position.Responsible.TOWNSHIP,
            opened_on=after(site.operating_on, -NEEDED_BEFORE),
        ),
        place + 1,
    )


def _fill(post: Post) -> list[Posting]:
    """The post with its first holder and, after some of them left, the next one."""
    started_on = after(post.site.operating_on, -BEFORE_OPENING + scatter(post.seed, 30))
    postings = []
    first = _posting(post, started_on)
    if first is None:
        _close(post, postings)
        return postings
    post.position.employment_type = first.employment_type
    postings.append(first)
    leaves_on = after(started_on, SHORTEST_STAY + scatter(post.seed, STAYS))
    if leaves_on < LAST_DAY and _is_left(post):
        first.ended_on, first.leave_reason = leaves_on, pick(LEAVE_REASONS, post.seed)
        next_start = after(leaves_on, SHORTEST_GAP + scatter(post.seed + 1, GAPS))
        # Every ninth post has stayed vacant.
        successor = None if hits(post.seed, 9, at=0) or next_start > LAST_DAY else _posting(post, next_start)
        if successor:
            postings.append(successor)
    _close(post, postings)
    return postings


def _is_left(post: Post) -> bool:
    """Social workers leave most, officials and supervisors seldom."""
    per_hundred = {ROLES.SOCIAL_WORKER: 55, ROLES.ASSISTANT: 45, ROLES.HEAD: 25}.get(post.role, 15)
    return scatter(post.seed + 7, 100) < per_hundred


def _close(post: Post, postings: list[Posting]) -> None:
    """At a closed station nobody works any longer, and nobody is needed."""
    if post.site.closed_on is None:
        return
    last_day = after(post.site.closed_on, -1)
    for posting in postings:
        if posting.ended_on is None or posting.ended_on > last_day:
            posting.ended_on, posting.leave_reason = max(last_day, posting.started_on), REASONS.CONTRACT_ENDED
    last_days = [last_day, *(posting.ended_on for posting in postings)]
    post.position.closed_on = after(max(last_days), 1)
    post.position.close_reason = Position.CloseReason.STATION_CLOSED


def _posting(post: Post, started_on: date) -> Posting | None:
    person = post.next_person()
    if person is None:
        return None
    return Posting(
        worker=person.worker,
        station=post.site.station,
        position=post.position,
        role=post.role,
        employment_type=_employment(post, person),
        started_on=started_on,
    )


def _employment(post: Post, person: Person) -> str:
    if post.role == ROLES.OTHER:
        return EMPLOYMENT.VOLUNTEER
    is_full_time = person.worker.employment_type == SocialWorker.EmploymentType.FULL_TIME
    return EMPLOYMENT.FULL_TIME if is_full_time else EMPLOYMENT.PART_TIME


def _leave_register(people: list[Person], postings: list[Posting]) -> None:
    """A few certified people leave the register some time after their last posting."""
    last_days: dict[str, date | None] = {}
    for posting in postings:
        last_days[posting.worker.code] = posting.ended_on
    for person in people:
        last_day = last_days.get(person.worker.code, FIRST_END)
        if person.cohort == HELPER or last_day is None or not hits(person.number, 13, at=6):
            continue
        left_on = after(max(last_day, FIRST_END), 30 + scatter(person.number, 900))
        if left_on < LAST_DAY and _was_certified_before(person, left_on):
            person.worker.register_ended_on = left_on
            person.worker.register_end_reason = pick(END_REASONS, person.number)
            person.registrations = [one for one in person.registrations if one.registered_on < left_on]


def _was_certified_before(person: Person, day: date) -> bool:
    return all(certificate.issued_on < day for certificate in person.certificates)
