"""The codes that the portal gives: each noun's series, and where its next number is taken from."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from accounts.models import Deputy
from core.codes import Series, give_code
from exchange.importing.numbering import Numbering
from exchange.resources.registry import RESOURCES
from funding.models import (
    Allocation,
    Budget,
    CarryOver,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
    UnitCost,
)
from oversight.models import Draw, Finding, Inspection
from personnel.models import (
    EducationCredit,
    Position,
    SocialWorker,
    SupervisionRecord,
    Supervisor,
    TrainingCourse,
)
from regions.models import Region
from services.models import Need, PlanItem, ServiceCase, ServiceGroup, ServicePlan, ServiceRecord
from stations.models import Agency, Deliverable, IncubationBase, Station
from tests.funding.factories import make_allocation, make_budget, new_budget
from tests.stations.factories import make_agency, make_station

TOWNSHIP = Region(code="131102002")
STATION = Station(code="ST-131102002-1", township=TOWNSHIP)
BUDGET, ALLOCATION = Budget(code="B-2022-0001"), Allocation(code="A-2022-0001-001")
DISBURSEMENT = Disbursement(code="D-2022-0001-001-001")
DAY = date(2022, 5, 10)
FIRST_CODES = [
    (Station(township=TOWNSHIP), "ST-131102002-1"),
    (Agency(), "AG-0001"),
    (IncubationBase(), "IB-001"),
    (Deliverable(station=STATION), "DV-131102002-1-01"),
    (SocialWorker(), "SW-00001"),
    (Position(station=STATION), "PO-131102002-1-01"),
    (TrainingCourse(), "TC-00001"),
    (EducationCredit(), "EC-000001"),
    (Supervisor(), "SV-0001"),
    (SupervisionRecord(), "SR-00001"),
    (Need(township=TOWNSHIP), "ND-131102002-0001"),
    (PlanItem(plan=ServicePlan(code="SP-131102002-1-2022")), "SP-131102002-1-2022-01"),
    (ServiceRecord(station=STATION), "SR-131102002-1-0001"),
    (ServiceCase(station=STATION), "CA-131102002-1-0001"),
    (ServiceGroup(station=STATION), "GR-131102002-1-001"),
    (Budget(year=2022), "B-2022-0001"),
    (Allocation(budget=BUDGET), "A-2022-0001-001"),
    (Disbursement(allocation=ALLOCATION), "D-2022-0001-001-001"),
    (Expenditure(disbursement=DISBURSEMENT), "E-2022-0001-001-001-001"),
    (CarryOver(origin=BUDGET), "C-2022-0001-001"),
    (PaymentRequest(allocation=ALLOCATION), "Q-2022-0001-001-001"),
    (Contract(signed_on=DAY), "HT-2022-0001"),
    (UnitCost(), "UC-0001"),
    (FiscalYearClose(region=TOWNSHIP, year=2022), "FY-131102002-2022-1"),
    (Inspection(starts_on=DAY), "CK-2022-0001"),
    (Draw(year=2022, quarter=2), "DR-2022Q2-001"),
    (Deputy(started_on=DAY), "DP-2022-0001"),
    (Finding(region=TOWNSHIP), "FD-131102002-0001"),
]
NUMBERED = {model for model in apps.get_models() if hasattr(model, "series")}


@pytest.mark.parametrize(("record", "code"), FIRST_CODES, ids=[code for _record, code in FIRST_CODES])
def test_the_first_code_of_a_series(record, code):
    assert record.series.code(1) == code


def test_every_numbered_noun_has_its_first_code_here():
    assert {type(record) for record, _code in FIRST_CODES} == NUMBERED


@pytest.mark.parametrize("kind", ["refund", "transfer"])
def test_what_adjusts_an_entry_is_numbered_behind_it(kind):
    entry = Allocation(code="A-2022-0001-001", pk=1)
    assert Allocation(kind=kind, adjusts=entry).series == Series(
        f"A-2022-0001-001-{kind[0].upper()}-", digits=2
    )


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_files_number_the_nouns_that_have_a_series(name):
    resource = RESOURCES[name]
    assert resource.is_numbered == (resource.model in NUMBERED)


def next_of(record) -> str:
    """The code that the record gets in a form, which is the one that it gets in a file."""
    record.code = ""
    Numbering(type(record), set()).give([record])
    in_a_file, record.code = record.code, ""
    give_code(record)
    assert record.code == in_a_file
    return record.code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "following"),
    [
        ([], "AG-0001"),
        (["AG-0001", "AG-0003"], "AG-0004"),
        (["AG-9999"], "AG-10000"),
        (["AG-9999", "AG-10000"], "AG-10001"),
        (["AG-0002", "AG-0002-R", "AG-旧机构", "AG-000000009"], "AG-0003"),
        (["ZD-0007"], "AG-0001"),
    ],
)
def test_the_next_code_follows_the_highest_of_the_series(taocheng, written, following):
    for code in written:
        make_agency(taocheng, code=code)
    assert next_of(Agency()) == following


def test_a_second_station_of_a_township_gets_the_next_code(hedong, hexi):
    make_station(hedong)
    make_station(hexi)
    assert next_of(Station(township=hedong)) == f"ST-{hedong.code}-2"


def test_a_budget_written_by_hand_is_passed_over(city, hedong):
    make_budget(city, code="B-X-17")
    make_budget(city, code="B-2022-0002")
    assert next_of(new_budget(city)) == "B-2022-0003"


def test_a_series_is_looked_up_in_one_query_and_one_more_for_what_is_written_by_hand(
    taocheng, django_assert_num_queries
):
    make_agency(taocheng, code="AG-0001")
    # The series is locked on the server; a file's transaction is the lock itself.
    lock = int(connection.vendor == "postgresql")
    with django_assert_num_queries(1 + lock):
        give_code(Agency())
    make_agency(taocheng, code="AG-0001-R")
    with django_assert_num_queries(2 + lock):
        give_code(Agency())


def test_many_series_are_numbered_at_once(city, taocheng, hedong, django_assert_num_queries):
    for year in (2022, 2023):
        make_budget(city, year=year)
    make_budget(city, year=2023, code="B-2023-0001-C")
    budgets = [Budget(year=year) for year in (2021, 2022, 2023, 2023)]
    with django_assert_num_queries(1):
        Numbering(Budget, {"B-2022-0002"}).give(budgets)
    assert [one.code for one in budgets] == ["B-2021-0001", "B-2022-0003", "B-2023-0002", "B-2023-0003"]


def test_an_entry_after_a_reversal_takes_the_next_number(city, hedong):
    budget = make_budget(city)
    entry = make_allocation(budget, hedong)
    reversal = entry.reversal(on=date(2022, 6, 1), reason="登记有误")
    reversal.full_clean()
    reversal.save()
    assert make_allocation(budget, hedong).code == "A-2022-0001-002"
