"""A small city with something of everything, so that no indicator is 0 by accident."""

from datetime import date
from decimal import Decimal

import pytest

from personnel.models import Certificate, CourseLecturer, Posting, SocialWorker, TrainingCourse
from regions.models import Region
from stations.actions.milestone import refresh_stages
from stations.models import Agency, Milestone, Stage
from tests.funding.factories import (
    make_allocation,
    make_budget,
    make_disbursement,
    make_expenditure,
)
from tests.loaded import kept_for_module
from tests.personnel.factories import (
    make_certificate,
    make_position,
    make_posting,
    make_registration,
    make_worker,
)
from tests.personnel.training import (
    make_credit,
    make_founder,
    make_held_course,
    make_lecturer,
    make_supervision,
    make_supervisor,
)
from tests.regions.factories import make_region
from tests.services.factories import approve, make_assessed_need, make_item, make_plan, make_record
from tests.stations.agencies import make_rule
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_engagement,
    make_station,
)

ON = date(2022, 6, 30)
ABILITIES = TrainingCourse.Ability.values


REGIONS = {
    "131100": ("衡水市", {"population": 4212933, "population_year": 2020}),
    "131102": ("桃城区", {"population": 608586, "population_year": 2020}),
    "131121": ("枣强县", {"population": 365640, "population_year": 2020}),
    "131102002": ("河东街道", {}),
    "131102001": ("河西街道", {}),
    "131121100": ("枣强镇", {}),
}


def region_of(code) -> Region:
    """The division with this code: the one that is there, for modules that keep a world, or a new one."""
    name, fields = REGIONS[code]
    return Region.objects.filter(code=code).first() or make_region(code, name, **fields)


@pytest.fixture
def city(db):
    return region_of("131100")


@pytest.fixture
def taocheng(city):
    return region_of("131102")


@pytest.fixture
def zaoqiang(city):
    return region_of("131121")


@pytest.fixture
def hedong(taocheng):
    return region_of("131102002")


@pytest.fixture
def hexi(taocheng):
    return region_of("131102001")


@pytest.fixture
def zaoqiang_town(zaoqiang):
    return region_of("131121100")


@pytest.fixture
def world(db):
    """The city with all that ``make_world`` gives it, for one test."""
    return make_world()


@pytest.fixture(scope="module")
def kept_world(django_db_setup, django_db_blocker):
    """The same, once for a module whose ``world`` is this."""
    with kept_for_module(django_db_blocker):
        yield make_world()


def make_world() -> Region:
    """Two counties with stations at every stage, agencies, workers and money; as of mid-2022."""
    city, _taocheng, zaoqiang, hedong, hexi, zaoqiang_town = map(region_of, REGIONS)
    _stations([hedong, hexi, zaoqiang_town])
    _agencies(city, hedong, zaoqiang)
    _workers(city, hedong, zaoqiang_town)
    _learning(city, zaoqiang, hedong)
    _services(hedong, zaoqiang_town)
    for region, amount in [(hedong, "100000.00"), (zaoqiang_town, "50000.00")]:
        _money(city, region, Decimal(amount))
    return city


def _stations(townships):
    """One station at every stage in the first township, two in each of the others."""
    first, *others = townships
    sites = [(first, stage) for stage in Stage]
    sites += [(township, stage) for township in others for stage in (Stage.FUNDED, Stage.OPERATING)]
    stations = {
        make_station(township, name=f"{township.name}{stage.name}社工站"): stage for township, stage in sites
    }
    Milestone.objects.bulk_create(
        milestone for station, stage in stations.items() for milestone in _milestones(station, stage)
    )
    refresh_stages(list(stations))
    for component, number in [("PLATFORM", 1), ("CORE_PROJECT", 4), ("COMMUNITY_ROOM", 2)]:
        for _number in range(number):
            make_deliverable(next(iter(stations)), component=component, accepted_on=date(2022, 5, 4))


def _milestones(station, stage):
    """Planned on time, at ``stage`` since March, and late with what comes after."""
    new_year = date(2022, 1, 1)
    yield Milestone(
        station=station, stage=Stage.PLANNED, planned_on=new_year, achieved_on=new_year, counts_from=new_year
    )
    if stage > Stage.PLANNED:
        since = date(2022, 3, 1)
        yield Milestone(station=station, stage=stage, achieved_on=since, counts_from=since)
    if stage < Stage.OPERATING:
        yield Milestone(station=station, stage=Stage.OPERATING, planned_on=date(2022, 5, 1))
        yield Milestone(station=station, stage=Stage.DEMONSTRATION, planned_on=date(2022, 6, 1))


def _agencies(city, hedong, zaoqiang):
    make_agency(city, registration_level=Agency.RegistrationLevel.CITY)
    make_agency(hedong, founder_type=Agency.FounderType.HOSPITAL)
    guest = make_agency(zaoqiang, founder_type=Agency.FounderType.ELDER_CARE)
    make_agency(zaoqiang, registered_on=date(2022, 9, 1))
    # Seen from 桃城区 where it works, counted in 枣强县 where it is at home.
    make_engagement(guest, hedong.stations.first())


def _workers(city, hedong, zaoqiang_town):
    station = hedong.stations.first()
    for level in Certificate.Level:
        for region in (city, hedong, zaoqiang_town):
            make_certificate(make_worker(region), level=level)
    outside = make_worker(hedong, employer_type=SocialWorker.EmployerType.AGENCY)
    make_registration(make_certificate(outside))
    make_posting(outside, station)
    part_time = make_worker(zaoqiang_town, employer_type=SocialWorker.EmployerType.COMMUNITY)
    make_certificate(part_time)
    make_certificate(part_time, level=Certificate.Level.INTERMEDIATE)
    make_posting(part_time, station, employment_type=Posting.EmploymentType.PART_TIME)
    make_worker(hedong)
    _labour(hedong, station)


def _labour(hedong, station):
    """A vacant post and a filled one, somebody who left, and a certificate in every state of its clock."""
    make_position(station)
    filled = make_position(station, opened_on=date(2022, 2, 1))
    holder = make_worker(hedong)
    make_posting(holder, station, position=filled, started_on=date(2022, 3, 3))
    leaver = make_worker(hedong)
    make_posting(
        leaver,
        station,
        started_on=date(2021, 3, 1),
        ended_on=date(2022, 5, 31),
        leave_reason=Posting.LeaveReason.RESIGNED,
    )
    for issued_on, registered_on in [
        (date(2018, 10, 1), date(2019, 1, 10)),
        (date(2018, 10, 1), date(2019, 8, 1)),
        (date(2018, 10, 1), date(2021, 1, 10)),
        (date(2020, 10, 1), None),
    ]:
        certificate = make_certificate(make_worker(hedong), issued_on=issued_on)
        if registered_on:
            make_registration(certificate, registered_on=registered_on)


def _learning(city, zaoqiang, hedong):
    """A course for people at posts, enough hours for one of them, and an agency that is fit."""
    people = list(SocialWorker.objects.filter(postings__isnull=False).order_by("code"))
    people.append(SocialWorker.objects.filter(home_region=zaoqiang.children.first()).first())
    course = make_held_course(city, people, topics=TrainingCourse.Topic.values, abilities=ABILITIES)
    for source in CourseLecturer.Source:
        make_lecturer(course, source=source)
    make_credit(people[0], "72.0")
    make_supervision(make_supervisor(city), hedong.stations.first())
    agency = Agency.objects.get(home_region=hedong)
    Agency.objects.filter(pk=agency.pk).update(capital_yuan=10_000)
    make_rule()
    for worker in SocialWorker.objects.filter(certificates__level__gt=1).distinct()[:2]:
        make_founder(agency, worker)
    make_worker(hedong, agency=agency, is_social_work_major=True, education="bachelor")
    make_engagement(agency, hedong.stations.last(), role="supporter")


def _services(*townships):
    """In each township a need on its way into the plan, one resolved, and services to some groups."""
    for township in townships:
        station = township.stations.filter(stage__gte=Stage.OPERATING).first()
        item = make_item(make_plan(station))
        approve(item.plan)
        make_assessed_need(township, status="planned", plan_item=item, decided_on=date(2022, 5, 20))
        make_assessed_need(
            township,
            status="resolved",
            plan_item=item,
            decided_on=date(2022, 5, 20),
            closed_on=date(2022, 6, 1),
        )
        make_record(station, plan_item=item, groups=["ELDER", "DIBAO"], attendance_count=3)
        make_record(station, method="volunteer", nature="volunteer")


def _money(city, region, amount):
    budget = make_budget(city, amount_yuan=amount * 2)
    make_budget(region.parent, amount_yuan=amount)
    make_budget(city, amount_yuan=amount, year=2021, approved_on=date(2021, 2, 1))
    for category in ("exam_training", "service"):
        allocation = make_allocation(budget, region, amount_yuan=amount, category=category)
        disbursement = make_disbursement(allocation, amount_yuan=amount / 2)
        make_expenditure(disbursement, amount_yuan=amount / 4)
        make_expenditure(disbursement, amount_yuan=amount / 8, posted_on=date(2022, 9, 1))
