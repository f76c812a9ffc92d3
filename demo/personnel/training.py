"""Courses since the study: of the city every spring and autumn, of each county every other year.

At first they prepare for the examination; later they turn to the countryside and to the abilities
that the study asks for. A fifth of the people come every time, the others now and then.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.pinyin import search_columns
from demo.accounts import Accounts
from demo.counties import CITY_CODE, COUNTIES
from demo.days import LAST_DAY, after
from demo.pattern import hits, is_among, pick, scatter
from demo.personnel.people import HELPER, Person
from demo.places import Places
from personnel.models import CourseLecturer, EducationCredit, Enrolment, TrainingCourse
from regions.models import Region

TOPICS, ABILITIES = TrainingCourse.Topic, TrainingCourse.Ability
STATUS, RESULTS, SOURCES = TrainingCourse.Status, Enrolment.Result, CourseLecturer.Source
FIRST_YEAR, LAST_YEAR, TURN = 2021, 2026, 2023
SPRING, AUTUMN, COUNTY_DAY = (3, 14), (9, 12), (6, 6)
SPRING_HOURS, AUTUMN_HOURS, COUNTY_HOURS = Decimal("24.0"), Decimal("30.0"), Decimal("12.0")
DILIGENT_OF, OFTEN_OF = 5, 9
EXAM = ((TOPICS.EXAM_PREP,), ())
LATER_SUBJECTS = (
    ((TOPICS.RURAL_SW, TOPICS.RURAL_REVITALIZATION), (ABILITIES.TOWNSHIP_INTEGRATION,)),
    ((TOPICS.RURAL_SW,), (ABILITIES.PRO_LOCAL_FUSION, ABILITIES.PRO_ADMIN_BALANCE)),
    ((TOPICS.CIVIL_AFFAIRS,), (ABILITIES.CIVIL_SW_FUSION,)),
)
DEGREE_HOURS, DEGREE_DAY = Decimal("90.0"), date(2025, 6, 30)
PLANNED_ON, RUNNING_UNTIL = date(2026, 11, 20), date(2026, 11, 5)
APPROVED_AFTER = 20


@dataclass
class Training:
    """Everything about courses, unsaved."""

    courses: list[TrainingCourse] = field(default_factory=list)
    lecturers: list[CourseLecturer] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    credits: list[EducationCredit] = field(default_factory=list)


def make_training(places: Places, people: list[Person], accounts: Accounts) -> Training:
    """The courses with their lecturers, participants and credits."""
    training = Training()
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        _hold(training, places.city, date(year, *SPRING), SPRING_HOURS, people, accounts)
        _hold(training, places.city, date(year, *AUTUMN), AUTUMN_HOURS, people, accounts)
        for number, county in enumerate(COUNTIES):
            if hits(year + number, 2, at=0):
                own = [person for person in people if person.county.code == county.code]
                region = places.counties[county.code]
                _hold(training, region, date(year, *COUNTY_DAY), COUNTY_HOURS, own, accounts)
    _go_on(training, places, people)
    _credit_degrees(training, people, accounts)
    return training


def _course(training, region: Region, starts_on: date, hours: Decimal, **fields) -> TrainingCourse:
    number = len(training.courses) + 1
    is_early = starts_on.year < TURN and region.code == CITY_CODE
    topics, abilities = EXAM if is_early else pick(LATER_SUBJECTS, number)
    name = f"示例培训：{'、'.join(str(SUBJECTS[topic]) for topic in topics)}（{starts_on.year}）{number:02d}"
    course = TrainingCourse(
        code=TrainingCourse.series.code(number),
        name=name,
        **search_columns(name),
        topics=",".join(code for code in TOPICS.values if code in topics),
        abilities=",".join(code for code in ABILITIES.values if code in abilities),
        hours=hours,
        starts_on=starts_on,
        ends_on=fields.pop("ends_on", after(starts_on, int(hours) // 6 - 1)),
        region=region,
        organiser=f"{region.name}民政局（示例）",
        **fields,
    )
    training.courses.append(course)
    for place in range(2):
        source = SOURCES.UNIVERSITY if is_early else pick(tuple(SOURCES), number + place)
        lecturer = CourseLecturer(course=course, name=f"示例讲师{number:02d}{'甲乙'[place]}", source=source)
        training.lecturers.append(lecturer)
    return course


SUBJECTS = {
    TOPICS.EXAM_PREP: "考前培训",
    TOPICS.RURAL_SW: "农村社会工作",
    TOPICS.RURAL_REVITALIZATION: "乡村振兴",
    TOPICS.CIVIL_AFFAIRS: "民政工作",
}


def _hold(training, region, starts_on, hours, people, accounts) -> None:
    """A course that was held, with whoever came."""
    if starts_on > LAST_DAY:
        return
    course = _course(training, region, starts_on, hours, status=STATUS.HELD)
    for person in people:
        if not _comes(person, len(training.courses), starts_on):
            continue
        enrolment = _enrolment(course, person, after(starts_on, -14))
        enrolment.result, enrolment.attended_hours = _outcome(person, len(training.courses), hours)
        training.enrolments.append(enrolment)
        if enrolment.attended_hours:
            training.credits.append(_credit(training, enrolment, person, accounts))


def _comes(person: Person, number: int, on: date) -> bool:
    left_on = person.worker.register_ended_on
    if person.cohort == HELPER or (left_on and left_on <= on):
        return False
    if not any(certificate.issued_on < on for certificate in person.certificates):
        return False
    is_diligent = hits(scatter(person.number, 1000), DILIGENT_OF, at=0)
    return is_diligent or hits(scatter(person.number * 31 + number, 1000), OFTEN_OF, at=3)


def _enrolment(course, person, on) -> Enrolment:
    return Enrolment(course=course, worker=person.worker, enrolled_on=min(on, LAST_DAY))


def _outcome(person, number, hours) -> tuple[str, Decimal]:
    seed = scatter(person.number * 17 + number, 100)
    if is_among(seed, 6, 100):
        return RESULTS.ABSENT, Decimal("0.0")
    attended = hours - Decimal("1.5") if hits(seed, 7, at=2) else hours
    return (RESULTS.FAILED if hits(seed, 11, at=4) else RESULTS.PASSED), attended


def _credit(training, enrolment, person, accounts) -> EducationCredit:
    course = enrolment.course
    return _decided(
        EducationCredit(
            code=EducationCredit.series.code(len(training.credits) + 1),
            worker=enrolment.worker,
            earned_on=course.ends_on,
            hours=enrolment.attended_hours,
            source=EducationCredit.Source.TRAINING,
            enrolment=enrolment,
            proof=f"{course.code} {course.name}",
        ),
        person,
        accounts,
    )


def _decided(credit, person, accounts) -> EducationCredit:
    """Entered by the county's clerk, approved by somebody else; the latest still wait."""
    place = person.county.code if person.county.code != CITY_CODE else COUNTIES[0].code
    credit.entered_by = accounts.clerk(place)
    decided_on = after(credit.earned_on, APPROVED_AFTER)
    if decided_on <= after(LAST_DAY, -30):
        credit.status, credit.decided_on = EducationCredit.Status.APPROVED, decided_on
        credit.decided_by = accounts.acceptor(person.worker.home_region.code)
    return credit


def _go_on(training, places, people) -> None:
    """One course that runs on the last day, one that is planned, one that was cancelled."""
    running = _course(
        training,
        places.city,
        after(LAST_DAY, -5),
        COUNTY_HOURS,
        status=STATUS.RUNNING,
        ends_on=RUNNING_UNTIL,
        capacity=40,
    )
    planned = _course(training, places.city, PLANNED_ON, COUNTY_HOURS, status=STATUS.PLANNED, capacity=60)
    for course in (running, planned):
        number = training.courses.index(course)
        chosen = [one for one in people if _comes(one, number, LAST_DAY)][: course.capacity - 5]
        training.enrolments += [_enrolment(course, one, after(LAST_DAY, -10)) for one in chosen]
    _course(
        training,
        places.counties[COUNTIES[3].code],
        date(2025, 11, 3),
        COUNTY_HOURS,
        status=STATUS.CANCELLED,
        cancel_reason="讲师临时有任务",
    )


def _credit_degrees(training, people, accounts) -> None:
    """Whoever studied social work has the degree credited once."""
    for person in people:
        if person.worker.is_social_work_major and person.worker.register_ended_on is None:
            credit = EducationCredit(
                code=EducationCredit.series.code(len(training.credits) + 1),
                worker=person.worker,
                earned_on=DEGREE_DAY,
                hours=DEGREE_HOURS,
                source=EducationCredit.Source.DEGREE,
                proof="社会工作专业学历证书（示例）",
            )
            training.credits.append(_decided(credit, person, accounts))
