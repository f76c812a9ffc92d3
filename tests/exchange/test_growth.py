"""The number of queries grows by the thousand rows, not by the row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange import actions
from exchange.resources.registry import RESOURCES
from exchange.resources.sets import SEPARATOR
from funding.models import Budget
from stations.models import GateRule, Stage, Station
from tests.exchange.files import workbook
from tests.funding.factories import new_budget
from tests.nouns import BY_MODEL
from tests.nouns.stock import make_stock
from tests.stations.factories import make_station

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


@pytest.fixture
def stock(hedong, service_model):
    """A thousand stations, agencies and certified people, and what else new records lean on."""
    make_stock(hedong, MANY)


def rows_of(resource, number):
    new = BY_MODEL[RESOURCES[resource].model].new
    return [list(new(1)), *([cell_of(value) for value in new(n).values()] for n in range(1, number + 1))]


def cell_of(value):
    """As a file holds it: several in one cell."""
    return SEPARATOR.join(value) if isinstance(value, list) else value


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
