"""The number of queries grows by the thousand rows, not by the row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange import actions
from exchange.registry import RESOURCES
from stations.models import Station
from tests.exchange.files import STATION_HEADINGS, workbook
from tests.stations.factories import make_station

pytestmark = pytest.mark.django_db


def queries(step) -> int:
    with CaptureQueriesContext(connection) as captured:
        step()
    # Many rows are written in several statements of equal shape; what is read must not grow.
    return len([query for query in captured if query["sql"].startswith("SELECT")])


def counts(by, rows) -> tuple[int, int, int]:
    """Queries of check, import and undo of these rows."""
    assert by.assignments  # Read once a request, whatever follows.
    batch = actions.receive_file(RESOURCES["stations"], name="x.xlsx", content=workbook(rows), by=by)
    checked = queries(lambda: actions.check_batch(actions.begin(batch, "check"), by=by))
    assert batch.status == "checked", [row.errors for row in batch.rows.refused()[:3]]
    imported = queries(lambda: actions.commit_batch(actions.begin(batch, "commit"), by=by))
    assert batch.status == "committed", batch.message
    undone = queries(lambda: actions.undo_batch(actions.begin(batch, "undo"), by=by))
    return checked, imported, undone


def new_rows(number):
    return [
        STATION_HEADINGS,
        *(["", f"站{row}", "131102002 河东街道", "1138N", "own", row] for row in range(number)),
    ]


def test_new_rows_cost_the_same_queries_whether_10_or_1000(hedong, service_model, taocheng_officer):
    assert counts(taocheng_officer, new_rows(10)) == counts(taocheng_officer, new_rows(1000))


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
