"""What the new records of ``Noun.new`` lean on: a number of stations, agencies and people, one of the rest.

They lie in 河东街道. In 枣强镇 there is one of each, for what is entered where it may not be.
"""

from datetime import date, timedelta

from funding.models import Budget
from personnel.models import Certificate, SocialWorker
from stations.models import Agency, Station
from tests.funding.factories import new_budget
from tests.oversight.factories import make_inspection
from tests.personnel.factories import make_certificate, make_worker
from tests.personnel.training import make_course, make_supervisor
from tests.services.factories import make_plan
from tests.stations.agencies import make_base
from tests.stations.factories import make_agency, make_service_model, make_station, make_uscc

COUNTY, TOWNSHIP = "131102", "131102002"
FAR_COUNTY, FAR_TOWNSHIP = "131121", "131121100"
BASE, COURSE, SUPERVISOR, INSPECTION = "IB-001", "TC-00001", "SV-0001", "CK-2022-0001"
PLAN, BUDGET = "SP-131102002-1-2022", "B-2021-0001"
FAR_STATION, FAR_AGENCY, FAR_WORKER = "ST-131121100-1", "AG-9001", "SW-90001"
FAR_BASE, FAR_COURSE, FAR_SUPERVISOR, FAR_PLAN = "IB-901", "TC-90001", "SV-9001", "SP-131121100-1-2022"
# Codes are looked up by the station, for so many stations in a query.
STATIONS_A_QUERY = 200


def day(number) -> str:
    """Another day for each record, so that nothing is read once for all of them."""
    return (date(2022, 1, 1) + timedelta(days=number % 400)).isoformat()


def station(number) -> str:
    return f"ST-{TOWNSHIP}-{number}"


def same_stations(number) -> str:
    """A station for records whose own code is looked up by it."""
    return station(number % STATIONS_A_QUERY + 1)


def agency(number) -> str:
    return f"AG-{number:04d}"


def worker(number) -> str:
    return f"SW-{number:05d}"


def make_stock(township, number) -> None:
    """So many stations, agencies and certified people, and one of what else is named."""
    county, numbers = township.parent, range(1, number + 1)
    Station.objects.bulk_create(
        Station(code=station(n), name=f"站{n}", township=township, service_model=make_service_model())
        for n in numbers
    )
    Agency.objects.bulk_create(_agency(county, n) for n in numbers)
    people = SocialWorker.objects.bulk_create(_person(county, n) for n in numbers)
    Certificate.objects.bulk_create(
        Certificate(worker=person, level=1, number=f"2021{n:014d}", issued_on=date(2021, 10, 1))
        for n, person in enumerate(people)
    )
    Budget.objects.bulk_create([new_budget(county, code=BUDGET, year=2021, approved_on=date(2021, 3, 1))])
    make_base(county, code=BASE)
    make_course(county, code=COURSE)
    make_supervisor(county, code=SUPERVISOR)
    make_inspection(county, code=INSPECTION)
    make_plan(Station.objects.get(code=station(1)), year=2022)


def make_far(township) -> None:
    """One of each in the other county."""
    county = township.parent
    make_agency(county, code=FAR_AGENCY)
    make_base(county, code=FAR_BASE)
    make_plan(make_station(township, code=FAR_STATION), year=2022)
    make_certificate(make_worker(county, code=FAR_WORKER), number="202110371300000099")
    make_supervisor(county, code=FAR_SUPERVISOR)
    make_course(county, code=FAR_COURSE)


def _agency(county, number) -> Agency:
    return Agency(
        code=agency(number),
        name=f"机构{number}",
        home_region=county,
        uscc=make_uscc(number + 5_000),
        registration_level="county",
        founder_type="other",
        status="active",
        registered_on=date(2020, 1, 4),
    )


def _person(county, number) -> SocialWorker:
    return SocialWorker(
        code=worker(number),
        name=f"某{number}",
        home_region=county,
        employer_type="institution",
        employment_type="full_time",
    )
