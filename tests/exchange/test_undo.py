"""Committing and undoing: all or nothing, and refused with reasons."""

from datetime import date

import pytest
from django.db import IntegrityError

from core.errors import Refused
from exchange import actions
from exchange.actions import job as jobs
from exchange.importing import writing
from funding.models import Budget
from services.models import PlanItem
from stations.models import Deliverable, Milestone, Stage, Station
from tests.accounts.factories import make_user
from tests.exchange.files import STATION_HEADINGS, do, errors_of, upload, workbook
from tests.funding.factories import make_closing
from tests.personnel.factories import make_certificate, make_worker
from tests.services.factories import approve, make_plan
from tests.stations.factories import (
    make_deliverable,
    make_milestone,
    make_station,
    switch_rules_off,
)

pytestmark = pytest.mark.django_db

NEW_ROW = ["", "新站", "131102002", "1138N", "own", 120]


def committed(client, resource, rows):
    batch = do(client, upload(client, resource, workbook(rows)), "commit")
    assert batch.status == "committed", (batch.message, errors_of(batch))
    return batch


def test_a_file_with_an_error_cannot_be_imported(officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW, [*NEW_ROW[:5], "x"]]))

    do(officer, batch, "commit")

    assert batch.status == "refused"
    assert not Station.objects.exists()


def test_nothing_is_written_where_records_have_changed_since_the_check(officer, hedong):
    station = make_station(hedong, name="旧名")
    rows = [STATION_HEADINGS, [station.code, "新名", "131102002", "1138N", "own", ""], NEW_ROW]
    batch = upload(officer, "stations", workbook(rows))
    Station.objects.update(name="别名")

    batch = do(officer, batch, "commit")

    assert batch.status == "checked"
    assert batch.message == "The records have changed since the file was checked. Check it again."
    assert Station.objects.get().name == "别名"
    assert do(officer, do(officer, batch, "check"), "commit").status == "committed"


def test_what_the_database_refuses_is_a_sentence_and_writes_nothing(officer, monkeypatch):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW]))

    def refuse(*args):
        Station.objects.update(name="?")
        raise IntegrityError("CHECK constraint failed: stations_station_whole_position")

    monkeypatch.setattr(writing, "write", refuse)

    batch = do(officer, batch, "commit")

    assert (batch.status, batch.message) == ("checked", "A position has a longitude and a latitude.")


def test_a_job_that_breaks_off_says_so_and_can_be_tried_again(officer, monkeypatch):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW]))
    with monkeypatch.context() as broken:
        broken.setattr(writing, "write", lambda *args: 1 / 0)
        batch = do(officer, batch, "commit")

    assert batch.status == "failed"
    assert "nothing was written" in batch.message
    assert do(officer, do(officer, batch, "check"), "commit").status == "committed"


def test_a_batch_is_committed_once(officer):
    batch = committed(officer, "stations", [STATION_HEADINGS, NEW_ROW])

    do(officer, batch, "commit")

    assert Station.objects.count() == 1


def test_the_very_same_file_is_not_imported_twice(officer):
    content = workbook([STATION_HEADINGS, NEW_ROW])
    first = do(officer, upload(officer, "stations", content), "commit")

    second = do(officer, upload(officer, "stations", content), "commit")
    assert Station.objects.count() == 1
    page = officer.get(second.get_absolute_url()).content.decode()
    assert "This very file was imported on" in page

    do(officer, first, "undo")
    assert do(officer, second, "commit").status == "committed"


def test_a_new_record_that_is_referred_to_stops_the_undo(officer):
    batch = committed(officer, "stations", [STATION_HEADINGS, NEW_ROW, NEW_ROW])
    make_milestone(Station.objects.first())

    batch = do(officer, batch, "undo")

    assert batch.status == "committed"
    assert batch.message == "Row 2 (新站 · 131102002): it is referred to by: milestones."
    assert Station.objects.count() == 2


def test_a_record_changed_since_stops_the_undo(officer, hedong):
    stations = [make_station(hedong, name=name) for name in ("甲", "乙")]
    rows = [["code", "name"], *([station.code, f"{station.name}新"] for station in stations)]
    batch = committed(officer, "stations", rows)
    first = Station.objects.get(pk=stations[0].pk)
    first.name = "后来"
    first.save()

    batch = do(officer, batch, "undo")

    assert batch.message == f"Row 2 ({first.code} · 甲新): it was changed since."
    assert [station.name for station in Station.objects.all()] == ["后来", "乙新"]


def test_another_field_changed_since_stays_and_the_undo_goes_through(officer, hedong):
    station = make_station(hedong, name="甲")
    batch = committed(officer, "stations", [["code", "name"], [station.code, "乙"]])
    Station.objects.update(address="新址")

    assert do(officer, batch, "undo").status == "undone"

    station.refresh_from_db()
    assert (station.name, station.address) == ("甲", "新址")


def test_items_of_a_plan_that_was_approved_since_stay(officer, hedong):
    plan = make_plan(make_station(hedong), year=2022)
    rows = [["plan", "name", "method", "metric", "target"], [plan.code, "探访", "visit", "attendances", 3]]
    batch = committed(officer, "plan-items", rows)
    approve(plan)

    batch = do(officer, batch, "undo")

    assert batch.status == "committed"
    assert batch.message.endswith("is approved and frozen; the county officer returns or reopens it.")
    assert PlanItem.objects.count() == 1


def test_budgets_of_a_year_that_was_closed_since_stay(officer, taocheng):
    headings = ["year", "region", "source", "name", "amount_yuan", "approved_on"]
    row = [2021, "131102", "general_budget", "社工站建设", 300000, date(2021, 3, 1)]
    batch = committed(officer, "budgets", [headings, row])
    make_closing(taocheng, year=2021)

    batch = do(officer, batch, "undo")

    assert batch.status == "committed"
    assert "2021 of 桃城区 is closed" in batch.message
    assert Budget.objects.count() == 1


def test_a_change_of_what_was_accepted_since_stays(officer, hedong):
    deliverable = make_deliverable(make_station(hedong))
    batch = committed(
        officer, "deliverables", [["code", "component"], [deliverable.code, "ELECTIVE_PROJECT"]]
    )
    by = {"reported_by": make_user("reports"), "accepted_by": make_user("accepts")}
    days = {"reported_on": date(2022, 6, 1), "accepted_on": date(2022, 6, 2)}
    Deliverable.objects.update(status="accepted", **by, **days)

    batch = do(officer, batch, "undo")

    assert "What is accepted is not changed any more." in batch.message
    assert Deliverable.objects.get().component.code == "ELECTIVE_PROJECT"


def test_an_imported_milestone_moves_the_stage_and_its_undo_moves_it_back(officer, hedong):
    switch_rules_off()
    station = make_station(hedong)
    rows = [["station", "stage", "achieved_on"], [station.code, "operating", date(2022, 3, 1)]]
    batch = committed(officer, "milestones", rows)
    station.refresh_from_db()
    assert station.stage == Stage.OPERATING

    do(officer, batch, "undo")

    station.refresh_from_db()
    assert (station.stage, Milestone.objects.count()) == (Stage.PLANNED, 0)


def test_deliverables_get_their_codes_and_belong_to_the_model_of_their_station(officer, hedong):
    station = make_station(hedong)
    rows = [["station", "component", "name"], *([station.code, "CORE_PROJECT", f"项目{n}"] for n in range(3))]

    committed(officer, "deliverables", rows)

    codes = list(Deliverable.objects.values_list("code", flat=True))
    assert codes == [f"DV-131102002-1-{number:02d}" for number in (1, 2, 3)]


def test_an_accepted_deliverable_stays_where_it_belongs(officer, hedong):
    station, other = make_station(hedong), make_station(hedong)
    deliverable = make_deliverable(station, accepted_on=date(2022, 5, 1))

    batch = upload(officer, "deliverables", workbook([["code", "station"], [deliverable.code, other.code]]))

    assert errors_of(batch) == [(2, "", "What is accepted is not changed any more.")]


def test_people_are_imported_and_a_masked_certificate_number_means_as_it_was(officer, taocheng):
    headings = ["name", "home_region", "employer_type", "employment_type"]
    committed(officer, "workers", [headings, ["张某", "131102", "public institution", "full-time"]])
    worker = make_worker(taocheng)
    certificate = make_certificate(worker)
    rows = [
        ["worker", "level", "number", "issued_on"],
        [worker.code, "assistant social worker", certificate.number_masked, date(2021, 9, 1)],
    ]

    batch = committed(officer, "certificates", rows)

    assert batch.rows.get().differences == [["issued_on", "2021-10-01", "2021-09-01"]]
    number = certificate.number
    certificate.refresh_from_db()
    assert (certificate.number, certificate.issued_on) == (number, date(2021, 9, 1))


def test_the_history_of_an_import_tells_its_steps(officer):
    batch = do(officer, committed(officer, "stations", [STATION_HEADINGS, NEW_ROW]), "undo")

    steps = [version.status for version in batch.history.order_by("history_id")]
    assert steps == ["checking", "checked", "committed", "undone"]
    assert Station.history.filter(history_type="-").get().history_change_reason == f"undo of {batch.reason}"


def test_an_import_that_somebody_works_on_is_not_started_again(officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW]))
    type(batch).objects.update(status="running")

    with pytest.raises(Refused, match="Somebody is working on this import"):
        jobs.start(batch, "commit")

    assert not Station.objects.exists()
    page = officer.get(batch.get_absolute_url())
    assert 'hx-trigger="every 2s"' in page.content.decode()
    part = officer.get(batch.get_absolute_url(), headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    actions.fail_batch(batch)
    assert (
        officer.get(batch.get_absolute_url(), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    )
