"""One record of every noun that files can hold."""

from datetime import date
from decimal import Decimal

from stations.models import Stage, Station
from tests.funding.factories import make_allocation, make_budget
from tests.oversight.factories import make_finding, make_inspection
from tests.personnel.factories import (
    make_certificate,
    make_position,
    make_posting,
    make_registration,
    make_worker,
)
from tests.personnel.training import make_course, make_enrolment, make_supervision, make_supervisor
from tests.services.factories import make_item, make_need, make_plan, make_record
from tests.stations.agencies import make_base, make_incubation, make_rating
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_engagement,
    make_milestone,
    make_station,
)


def make_one_of_each(township, name) -> Station:
    """A station of the township with all that hangs on it; ``name`` stands wherever there is free text."""
    county = township.parent
    station = make_station(township, name=name, address=name.replace("\n", ""), area_m2=Decimal("120.5"))
    make_milestone(station, stage=Stage.OPERATING, achieved_on=date(2022, 3, 1), delay_note=name)
    make_deliverable(station, name=name, accepted_on=date(2022, 5, 1))
    check = make_inspection(county, name=name.strip(), subject=name.strip())
    make_finding(township, inspection=check, station=station, name=name.strip(), text=name.strip())
    make_need(township, station=station, name=name.strip(), text=name)
    make_item(make_plan(station), name=name.strip())
    make_record(station, note=name)
    agency = make_agency(county, name=name, phone="0318-1234567", capital_yuan=Decimal("999999999999.99"))
    worker = make_worker(county, name=f"{name}某", agency=agency, birth_year=1990, sex="female")
    make_registration(make_certificate(worker))
    make_posting(worker, station)
    make_engagement(agency, station)
    make_position(station)
    make_rating(agency)
    make_incubation(agency, make_base(county, name=f"{name}基地"))
    make_enrolment(make_course(county, name=f"{name}培训"), worker)
    make_supervision(make_supervisor(county, name=f"{name}督导"), station)
    make_allocation(make_budget(county, name=name, amount_yuan=Decimal("999999.99")), township)
    return station
