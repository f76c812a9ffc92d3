"""A small city with something of everything, so that no indicator is 0 by accident."""

from datetime import date
from decimal import Decimal

import pytest

from personnel.models import Certificate, Posting, SocialWorker
from stations.models import Agency, Stage
from tests.funding.factories import (
    make_allocation,
    make_budget,
    make_disbursement,
    make_expenditure,
)
from tests.personnel.factories import make_certificate, make_posting, make_worker
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_engagement,
    make_milestone,
    make_station,
)

ON = date(2022, 6, 30)


@pytest.fixture
def world(city, hedong, hexi, zaoqiang, zaoqiang_town):
    """Two counties with stations at every stage, agencies, workers and money; as of mid-2022."""
    _stations([hedong, hexi, zaoqiang_town])
    _agencies(city, hedong, zaoqiang)
    _workers(city, hedong, zaoqiang_town)
    for region, amount in [(hedong, "100000.00"), (zaoqiang_town, "50000.00")]:
        _money(city, region, Decimal(amount))
    return city


def _stations(townships):
    for township in townships:
        for number, stage in enumerate(Stage, start=1):
            station = make_station(township, name=f"{township.name}第{number}社工站")
            make_milestone(station, planned_on=date(2022, 1, 1), achieved_on=date(2022, 1, 1))
            if stage > Stage.PLANNED:
                make_milestone(station, stage=stage, achieved_on=date(2022, 3, 1))
            if stage < Stage.OPERATING:
                make_milestone(station, stage=Stage.OPERATING, planned_on=date(2022, 5, number))
    for component, number in [("PLATFORM", 1), ("CORE_PROJECT", 4), ("COMMUNITY_ROOM", 2)]:
        for _number in range(number):
            make_deliverable(station, component=component, accepted_on=date(2022, 5, 4))


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
    make_certificate(outside)
    make_posting(outside, station)
    part_time = make_worker(zaoqiang_town, employer_type=SocialWorker.EmployerType.COMMUNITY)
    make_certificate(part_time)
    make_certificate(part_time, level=Certificate.Level.INTERMEDIATE)
    make_posting(part_time, station, employment_type=Posting.EmploymentType.PART_TIME)
    make_worker(hedong)


def _money(city, region, amount):
    budget = make_budget(city, amount_yuan=amount * 2)
    make_budget(region.parent, amount_yuan=amount)
    make_budget(city, amount_yuan=amount, year=2021, approved_on=date(2021, 2, 1))
    for category in ("exam_training", "service"):
        allocation = make_allocation(budget, region, amount_yuan=amount, category=category)
        disbursement = make_disbursement(allocation, amount_yuan=amount / 2)
        make_expenditure(disbursement, amount_yuan=amount / 4)
        make_expenditure(disbursement, amount_yuan=amount / 8, posted_on=date(2022, 9, 1))


@pytest.fixture
def count_queries(django_assert_max_num_queries):
    """How many queries a page costs: ``count_queries(client, "/")``."""

    def counted(client, url):
        with django_assert_max_num_queries(100) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    return counted
