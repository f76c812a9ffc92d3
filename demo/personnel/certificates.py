"""Certificates and their registrations, in every state of the three-year clock."""

from collections.abc import Iterator
from datetime import date

from demo.days import LAST_DAY, WORKERS_COUNTED, after
from demo.identifiers import certificate_number
from demo.pattern import hits, is_among, pick, scatter
from demo.personnel.people import EXAM_2022, HELPER, LATER, STUDY, Person
from personnel.models import Certificate, Registration
from personnel.rules.certificate_clock import valid_to_of

LEVELS = Certificate.Level
# By the highest certificate: the study's 182 and 158, and the like of later years.
INTERMEDIATE = {STUDY: (158, 340), EXAM_2022: (60, 179), LATER: (3, 10)}
FIRST_YEAR, YEARS = 2010, 12
LATER_YEARS = (2023, 2024, 2025, 2026)
# Certificates come out in autumn.
FIRST_MONTH, FIRST_DAY, AUTUMN_DAYS = 9, 10, 46
GROWN_UP = 23
BETWEEN_LEVELS = 3
YEARS_TO_SENIOR = 6
SENIOR_YEAR = 2024


def add_certificates(people: list[Person]) -> None:
    """Give everybody but the helpers their certificates and what is registered of them."""
    places = dict.fromkeys((STUDY, EXAM_2022, LATER), 0)
    serials = iter(range(1, len(people) * 3))
    for person in people:
        if person.cohort == HELPER:
            continue
        place = places[person.cohort]
        places[person.cohort] += 1
        certificates = sorted(_levels(person, place).items())
        for level, year in certificates:
            person.certificates.append(_certificate(person, level, year, next(serials)))
        for certificate, following in zip(person.certificates, [*person.certificates[1:], None], strict=True):
            superseded_on = following.issued_on if following else None
            person.registrations += _registrations(certificate, person.number, superseded_on)


def _levels(person: Person, place: int) -> dict[Certificate.Level, int]:
    """The levels the person has and the year of each."""
    first = {STUDY: _study_year(person), EXAM_2022: 2022}.get(person.cohort, pick(LATER_YEARS, place))
    if not is_among(place, *INTERMEDIATE[person.cohort]):
        return _rising(person, place, first)
    levels = {LEVELS.INTERMEDIATE: first}
    if person.cohort != STUDY:
        return levels
    if is_among(place, 2, 5) and first > FIRST_YEAR + BETWEEN_LEVELS:
        levels[LEVELS.ASSISTANT] = first - BETWEEN_LEVELS
    if first + YEARS_TO_SENIOR <= SENIOR_YEAR and hits(place, 13, at=4):
        levels[LEVELS.SENIOR] = SENIOR_YEAR + place % 2
    return levels


def _rising(person: Person, place: int, first: int) -> dict[Certificate.Level, int]:
    """Assistants, a few of whom have passed the next examination since the study."""
    levels = {LEVELS.ASSISTANT: first}
    if person.cohort == STUDY and hits(place, 6, at=1):
        levels[LEVELS.INTERMEDIATE] = WORKERS_COUNTED.year + scatter(place, 4)
    return levels


def _study_year(person: Person) -> int:
    """More people every year, nobody before 23, nobody after 2021."""
    shift = max(scatter(person.number, YEARS), scatter(person.number + 500, YEARS))
    return min(max(FIRST_YEAR + shift, person.worker.birth_year + GROWN_UP), WORKERS_COUNTED.year - 1)


def _certificate(person: Person, level: int, year: int, serial: int) -> Certificate:
    day = after(date(year, FIRST_MONTH, FIRST_DAY), scatter(person.number * 7 + level, AUTUMN_DAYS))
    return Certificate(
        worker=person.worker,
        level=level,
        number=certificate_number(year, person.county.code, serial),
        issued_on=day,
    )


def _registrations(
    certificate: Certificate, number: int, superseded_on: date | None
) -> Iterator[Registration]:
    """First within or after a year of issue, then every three years; some never, some lapse."""
    if hits(number, 8, at=3):
        return
    registered_on = after(certificate.issued_on, 40 + scatter(number, 380))
    for round_number in range(YEARS):
        if registered_on > (superseded_on or LAST_DAY):
            return
        valid_to = valid_to_of(registered_on)
        yield Registration(certificate=certificate, registered_on=registered_on, valid_to=valid_to)
        if hits(number + round_number, 8, at=5):
            return
        registered_on = after(valid_to, -5 - scatter(number + round_number, 80))
