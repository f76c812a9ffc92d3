"""The people: 340 certified at the beginning of 2022, 182 assistants and 158 social workers by their
highest certificate, 306 of them in public employment; 519 by March 2023; more since; and helpers
without a certificate.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from demo.counties import CITY_CODE, CITY_PEOPLE, COUNTIES, County
from demo.days import LAST_DAY
from demo.identifiers import id_number, mobile
from demo.pattern import hits, is_among, pick, scatter
from demo.places import Places
from personnel.models import Certificate, Registration, SocialWorker
from stations.models import Agency

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
CYCLE = 60
ROUNDS = (
    "",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
)
# The city itself has no people of its own in the ID numbers; 市辖区 stands in.
ID_PREFIXES = {CITY_CODE: "131101"}
EMPLOYERS, EMPLOYMENT, EDUCATION = (
    SocialWorker.EmployerType,
    SocialWorker.EmploymentType,
    SocialWorker.Education,
)
PUBLIC = (EMPLOYERS.PARTY_GOVERNMENT, EMPLOYERS.INSTITUTION, EMPLOYERS.PARTY_GOVERNMENT)
NOT_PUBLIC = (EMPLOYERS.AGENCY, EMPLOYERS.AGENCY, EMPLOYERS.COMMUNITY, EMPLOYERS.AGENCY, EMPLOYERS.OTHER)
HELPERS = (EMPLOYERS.COMMUNITY, EMPLOYERS.AGENCY, EMPLOYERS.COMMUNITY, EMPLOYERS.PARTY_GOVERNMENT)
EDUCATIONS = (
    EDUCATION.BACHELOR,
    EDUCATION.JUNIOR_COLLEGE,
    EDUCATION.BACHELOR,
    EDUCATION.BACHELOR,
    EDUCATION.MASTER,
    EDUCATION.JUNIOR_COLLEGE,
    EDUCATION.BACHELOR,
)
# Of ten certified people nine were public employees when the study was written; fewer are since.
PUBLIC_OF_TEN_2022, PUBLIC_OF_TEN_LATER = 8, 6
HELPERS_FOR_TEN_STATIONS, FEWEST_HELPERS = 13, 3


@dataclass
class Person:
    """A worker with certificates and registrations; ``cohort`` says when the first one came."""

    number: int
    county: County
    worker: SocialWorker
    cohort: str
    certificates: list[Certificate] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)

    @property
    def is_public(self) -> bool:
        return self.worker.employer_type in PUBLIC


STUDY, EXAM_2022, LATER, HELPER = "study", "exam_2022", "later", "helper"


def make_people(places: Places, agencies: list[Agency]) -> list[Person]:
    """Everybody, county by county within a cohort, with their certificates still to come."""
    people = []
    serials = dict.fromkeys([CITY_CODE, *(county.code for county in COUNTIES)], 0)
    for number, (county, cohort, place, size) in enumerate(_places_to_fill(places)):
        serial = serials[county.code]
        serials[county.code] += 1
        employer = _employer(cohort, place, size)
        worker = SocialWorker(
            code=SocialWorker.series.code(number + 1),
            name=_name(number),
            home_region=_home(county, serial, places),
            employer_type=employer,
            agency=_agency(employer, county, number, agencies),
            employment_type=_employment(employer, number),
            education=EDUCATION.SECONDARY if cohort == HELPER else pick(EDUCATIONS, scatter(number, 89)),
            is_social_work_major=hits(scatter(number, 100), 9, at=4) and cohort != HELPER,
        )
        worker.fill_search_columns()
        prefix = ID_PREFIXES.get(county.code, county.code)
        worker.set_id_number(id_number(prefix, serial, is_man=hits(number, 3, at=0)), today=LAST_DAY)
        worker.set_phone(mobile(number + 1))
        people.append(Person(number, county, worker, cohort))
    return people


def _places_to_fill(places: Places) -> Iterator[tuple[County, str, int, int]]:
    """County, cohort, the place inside the cohort of the whole city, and the cohort's size."""
    counties = (*COUNTIES, CITY_PEOPLE)
    sizes = {
        STUDY: [county.certified for county in counties],
        EXAM_2022: [county.exam_2022 for county in counties],
        LATER: [county.later for county in counties],
        HELPER: [_helpers(county, places) for county in counties],
    }
    for cohort, numbers in sizes.items():
        counties_in_turn = [
            county for county, number in zip(counties, numbers, strict=True) for _each in range(number)
        ]
        for place, county in enumerate(counties_in_turn):
            yield county, cohort, place, len(counties_in_turn)


def _helpers(county: County, places: Places) -> int:
    if county is CITY_PEOPLE:
        return 0
    return max(len(places.townships[county.code]) * HELPERS_FOR_TEN_STATIONS // 10, FEWEST_HELPERS)


def _name(number: int) -> str:
    place = number % CYCLE
    return f"示例社工{pick(STEMS, place)}{pick(BRANCHES, place)}{ROUNDS[number // CYCLE]}"


def _home(county: County, serial: int, places: Places):
    """Two of three people belong to a township, the others to the county or the city itself."""
    if county is CITY_PEOPLE or hits(serial, 3, at=2):
        return places.regions[county.code]
    return pick(places.townships[county.code], serial)


def _employer(cohort: str, place: int, size: int) -> str:
    if cohort == HELPER:
        return pick(HELPERS, place)
    public = {STUDY: size * 9 // 10, EXAM_2022: size * PUBLIC_OF_TEN_2022 // 10}
    if is_among(place, public.get(cohort, size * PUBLIC_OF_TEN_LATER // 10), size):
        return pick(PUBLIC, scatter(place, 83))
    return pick(NOT_PUBLIC, scatter(place, 79))


def _agency(employer: str, county: County, number: int, agencies: list[Agency]) -> Agency | None:
    """Whoever works for an agency works for one at home, or else for one of the city's."""
    if employer != EMPLOYERS.AGENCY:
        return None
    active = [one for one in agencies[1:] if one.status == Agency.Status.ACTIVE]
    at_home = [one for one in active if one.home_region.code == county.code]
    return pick(at_home or [one for one in active if one.home_region.code == CITY_CODE], scatter(number, 71))


def _employment(employer: str, number: int) -> str:
    """Public employees do social work beside their post; elsewhere a part is full-time."""
    if employer in (EMPLOYERS.AGENCY, EMPLOYERS.COMMUNITY) and hits(number, 2, at=0):
        return EMPLOYMENT.FULL_TIME
    return EMPLOYMENT.VOLUNTEER if employer == EMPLOYERS.OTHER else EMPLOYMENT.PART_TIME
