"""The number of queries grows by the thousand rows, not by the row."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange import actions
from exchange.resources.registry import RESOURCES
from funding.models import Budget
from personnel.models import Certificate, SocialWorker
from stations.models import Agency, GateRule, Stage, Station
from tests.exchange.files import STATION_HEADINGS, workbook
from tests.funding.factories import new_budget
from tests.oversight.factories import make_inspection
from tests.personnel.training import make_course, make_supervisor
from tests.services.factories import make_plan
from tests.stations.agencies import make_base
from tests.stations.factories import make_agency, make_station, make_uscc

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 1000


def queries(step) -> int:
    with CaptureQueriesContext(connection) as captured:
        step()
    # Many rows are written in several statements of equal shape; what is read must not grow.
    return len([query for query in captured if query["sql"].startswith("SELECT")])


def counts(by, rows, resource="stations") -> tuple[int, int, int]:
    """Queries of check, import and undo of these rows."""
    assert by.assignments  # Read once a request, whatever follows.
    batch = actions.receive_file(RESOURCES[resource], name="x.xlsx", content=workbook(rows), by=by)
    checked = queries(lambda: actions.check_batch(actions.begin(batch, "check"), by=by))
    assert batch.status == "checked", [row.errors for row in batch.rows.refused()[:3]] or batch.message
    imported = queries(lambda: actions.commit_batch(actions.begin(batch, "commit"), by=by))
    assert batch.status == "committed", batch.message
    undone = queries(lambda: actions.undo_batch(actions.begin(batch, "undo"), by=by))
    return checked, imported, undone


def day(number) -> date:
    """Another day for each row, so that nothing is read once for all of them."""
    return date(2022, 1, 1) + timedelta(days=number % 400)


NEW = {
    "stations": (
        STATION_HEADINGS,
        lambda n: ["", f"站{n}", "131102002 河东街道", "1138N", "own", n],
    ),
    "agencies": (
        ["name", "home_region", "uscc", "registration_level", "founder_type", "registered_on", "status"],
        lambda n: [f"机构{n}", "131102", make_uscc(n + 9), "county", "professional", day(n), "active"],
    ),
    "milestones": (
        ["station", "stage", "planned_on", "achieved_on"],
        lambda n: [f"ST-131102002-{n}", Stage.OPERATING, day(n), day(n)],
    ),
    "engagements": (
        ["station", "agency", "role", "started_on"],
        lambda n: [f"ST-131102002-{n}", "AG-0001", "operator", day(n)],
    ),
    "deliverables": (
        ["station", "component", "name", "planned_on"],
        # Codes are looked up by the station, for 200 stations in a query.
        lambda n: [f"ST-131102002-{n % 200 + 1}", "CORE_PROJECT", f"项目{n}", day(n)],
    ),
    "workers": (
        ["name", "home_region", "employer_type", "employment_type"],
        lambda n: [f"某{n}", "131102", "institution", "full_time"],
    ),
    "certificates": (
        ["worker", "level", "number", "issued_on"],
        lambda n: [f"SW-{n:05d}", 2, f"2022{n:014d}", day(n)],
    ),
    "registrations": (
        ["certificate", "registered_on"],
        lambda n: [f"SW-{n:05d}", day(n)],
    ),
    "postings": (
        ["worker", "station", "role", "employment_type", "started_on"],
        lambda n: [f"SW-{n:05d}", f"ST-131102002-{n}", "head", "full_time", day(n)],
    ),
    "incubation-bases": (
        ["name", "region", "venue", "opened_on"],
        lambda n: [f"基地{n}", "131102", f"路{n}号", day(n)],
    ),
    "agency-ratings": (
        ["agency", "rated_on", "grade", "valid_to"],
        lambda n: [f"AG-{n:04d}", day(n), "3A", date(2027, 2, 28)],
    ),
    "incubations": (
        ["agency", "entered_on", "base"],
        lambda n: [f"AG-{n:04d}", day(n), "IB-001"],
    ),
    "positions": (
        ["station", "role", "employment_type", "opened_on"],
        # As for deliverables: the code is looked up by the station.
        lambda n: [f"ST-131102002-{n % 200 + 1}", "social_worker", "full_time", day(n)],
    ),
    "courses": (
        ["name", "topics", "hours", "starts_on", "ends_on", "region", "organiser"],
        lambda n: [f"培训{n}", "RURAL_SW", 8, day(n), day(n), "131102", "桃城区民政局"],
    ),
    "enrolments": (
        ["course", "worker", "enrolled_on"],
        lambda n: ["TC-00001", f"SW-{n:05d}", date(2022, 4, 1)],
    ),
    "supervision": (
        ["supervisor", "station", "region", "held_on", "hours", "form", "content"],
        lambda n: ["SV-0001", f"ST-131102002-{n}", "131102002", day(n), 2, "group", f"研讨{n}"],
    ),
    "needs": (
        ["name", "township", "channel", "raised_on", "groups", "field", "text"],
        lambda n: [f"需求{n}", "131102002", "visit", day(n), "ELDER", "ELDER_CARE", f"助餐{n}"],
    ),
    "plan-items": (
        ["plan", "name", "method", "field", "target"],
        lambda n: ["SP-131102002-1-2022", f"项目{n}", "visit", "ELDER_CARE", n],
    ),
    "service-records": (
        [
            *("station", "served_on", "method", "nature", "field", "groups"),
            *("hours", "person_count", "attendance_count"),
        ],
        lambda n: [
            *(f"ST-131102002-{n % 200 + 1}", day(n), "visit", "professional", "ELDER_CARE", "ELDER"),
            *(1, 1, 1),
        ],
    ),
    "inspections": (
        ["name", "region", "subject", "starts_on", "ends_on", "inspectors", "document"],
        lambda n: [f"检查{n}", "131102", "经费", date(2022, 1, 1), day(n), "检查组", f"{n}号"],
    ),
    "findings": (
        [
            *("name", "inspection", "region", "station", "text", "rule", "document"),
            *("found_on", "owner_level", "owner_unit", "due_on"),
        ],
        lambda n: [
            *(f"问题{n}", "CK-2022-0001", "131102002", f"ST-131102002-{n}", "无验收单", "应附验收单", "办法"),
            *(day(n), "township", "河东街道", date(2024, 1, 1)),
        ],
    ),
    "budgets": (
        ["year", "region", "source", "name", "amount_yuan", "approved_on"],
        lambda n: [2022, "131102", "general_budget", f"经费{n}", 1000 + n, day(n)],
    ),
    "supervisors": (
        ["name", "source", "home_region"],
        lambda n: [f"督导{n}", "university", "131102"],
    ),
}


@pytest.fixture
def stock(hedong, taocheng, service_model):
    """A thousand stations and certified people, an agency, and a rule for the stage of operating."""
    Station.objects.bulk_create(
        Station(code=f"ST-131102002-{n}", name=f"站{n}", township=hedong, service_model=service_model)
        for n in range(1, MANY + 1)
    )
    home = make_agency(taocheng).home_region
    Agency.objects.bulk_create(
        Agency(
            code=f"AG-{n:04d}",
            name=f"机构{n}",
            home_region=home,
            uscc=make_uscc(n + 5_000),
            registration_level="county",
            founder_type="other",
            status="active",
            registered_on=date(2020, 1, 4),
        )
        for n in range(2, MANY + 1)
    )
    make_base(taocheng, code="IB-001")
    make_course(taocheng, code="TC-00001")
    make_supervisor(taocheng, code="SV-0001")
    make_inspection(taocheng, code="CK-2022-0001")
    make_plan(Station.objects.get(code="ST-131102002-1"), year=2022)
    people = SocialWorker.objects.bulk_create(
        SocialWorker(
            code=f"SW-{n:05d}",
            name=f"某{n}",
            home_region=taocheng,
            employer_type="institution",
            employment_type="full_time",
        )
        for n in range(1, MANY + 1)
    )
    Certificate.objects.bulk_create(
        Certificate(worker=person, level=1, number=f"2021{n:014d}", issued_on=date(2021, 10, 1))
        for n, person in enumerate(people)
    )


def rows_of(resource, number):
    headings, row = NEW[resource]
    return [headings, *(row(n) for n in range(1, number + 1))]


@pytest.mark.parametrize("resource", RESOURCES)
def test_new_rows_cost_the_same_queries_whether_10_or_1000(resource, stock, sender_of):
    GateRule.objects.all().update(is_active=False)
    sender = sender_of(resource)

    few, many = (counts(sender, rows_of(resource, number), resource) for number in (FEW, MANY))

    assert few == many


def test_achieved_milestones_are_held_against_the_rules_with_the_same_queries(stock, taocheng_officer):
    GateRule.objects.all().delete()
    GateRule.objects.create(stage=Stage.OPERATING, check_code="operator", minimum=1)
    GateRule.objects.create(stage=Stage.OPERATING, check_code="certified_staff", minimum=1)

    def check(number):
        content = workbook(rows_of("milestones", number))
        batch = actions.receive_file(
            RESOURCES["milestones"], name="x.xlsx", content=content, by=taocheng_officer
        )
        asked = queries(lambda: actions.check_batch(actions.begin(batch, "check"), by=taocheng_officer))
        assert batch.refused_count == number
        return asked

    assert taocheng_officer.assignments
    assert check(FEW) == check(MANY)


def test_changed_budgets_cost_the_same_queries_whether_10_or_1000(taocheng, taocheng_officer):
    Budget.objects.bulk_create(new_budget(taocheng, code=f"B-2022-{n:04d}") for n in range(1, MANY + 1))
    rows = [["code", "amount_yuan"], *([f"B-2022-{n:04d}", 400_000 + n] for n in range(1, MANY + 1))]

    assert counts(taocheng_officer, rows[: FEW + 1], "budgets") == counts(taocheng_officer, rows, "budgets")


def test_changed_rows_cost_the_same_queries_whether_10_or_1000(hedong, service_model, taocheng_officer):
    first = make_station(hedong)
    Station.objects.bulk_create(
        Station(code=f"ST-131102002-{n}", name=f"站{n}", township=hedong, service_model=service_model)
        for n in range(2, 1001)
    )
    assert first.code == "ST-131102002-1"
    rows = [["code", "name", "township"]]
    rows += [[f"ST-131102002-{n}", f"新{n}", "河东街道"] for n in range(1, 1001)]

    assert counts(taocheng_officer, rows[:11]) == counts(taocheng_officer, rows)
