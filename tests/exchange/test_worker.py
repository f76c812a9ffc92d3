"""The worker does what waits for it; it opens and closes connections of its own, so these tests commit."""

import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.views import worker_state
from exchange import actions
from exchange.actions import job as jobs
from exchange.models import ImportBatch
from stations.models import Station
from tests.exchange.files import LONG, NEW_ROW, STATION_HEADINGS, do, errors_of, long_file, upload, workbook

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run_worker():
    """Lets the worker do everything that waits, as its command does."""
    kept = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}

    def worked():
        call_command("db_worker", "--backend", "long", "--batch", "--no-startup-delay", "--verbosity", "0")

    yield worked
    for name, handler in kept.items():
        signal.signal(name, handler)


def test_a_long_file_is_checked_imported_and_undone_by_the_worker(officer, run_worker):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, *(LONG * [NEW_ROW])]))
    assert (batch.status, batch.is_waiting) == ("checking", True)
    assert "wait for their turn" in officer.get(batch.get_absolute_url()).content.decode()

    run_worker()
    batch.refresh_from_db()
    assert (batch.status, batch.new_count, batch.progress) == ("checked", LONG, LONG)

    assert do(officer, batch, "commit").status == "running"
    assert not Station.objects.exists()
    run_worker()
    batch.refresh_from_db()
    assert (batch.status, Station.objects.count()) == ("committed", LONG)
    keys = Station.history.values_list("request_key", flat=True).distinct()
    assert len(set(keys) | {batch.history.first().request_key}) == 1

    assert do(officer, batch, "undo").status == "undoing"
    run_worker()
    batch.refresh_from_db()
    assert (batch.status, Station.objects.count()) == ("undone", 0)
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def test_what_was_stopped_is_left_alone_by_the_worker_and_can_be_started_again(officer, run_worker):
    batch = do(officer, upload(officer, "stations", long_file(), "file.csv"), "stop")
    assert batch.status == "failed"
    assert "was stopped and nothing was written" in batch.message

    run_worker()
    batch.refresh_from_db()
    assert batch.status == "failed"

    assert do(officer, batch, "check").status == "checking"
    run_worker()
    batch.refresh_from_db()
    assert batch.status == "checked"


def test_a_worker_that_is_told_to_end_says_so_in_the_batch(officer, monkeypatch, run_worker):
    batch = upload(officer, "stations", long_file(), "file.csv")

    def ended(*args, **kwargs):
        raise SystemExit

    monkeypatch.setitem(jobs.VERBS, "check", ended)
    run_worker()

    batch.refresh_from_db()
    assert batch.status == "failed"
    assert "broke off" in batch.message


@pytest.mark.parametrize(
    ("verb", "status"), [("check", "failed"), ("commit", "failed"), ("undo", "committed")]
)
def test_the_job_of_a_dead_worker_is_marked_as_broken_off(verb, status, officer):
    batch = upload(officer, "stations", long_file(), "file.csv")
    actions.stop_batch(batch)
    ImportBatch.objects.update(status={"check": "failed", "commit": "checked", "undo": "committed"}[verb])
    batch.refresh_from_db()
    jobs.start(batch, verb)
    DBTaskResult.objects.latest("enqueued_at").claim("w1")

    call_command("fail_jobs", "w2", verbosity=0)
    batch.refresh_from_db()
    assert batch.is_at_work

    call_command("fail_jobs", "w1", verbosity=0)
    batch.refresh_from_db()
    assert (batch.status, batch.is_at_work) == (status, False)
    assert "broke off and nothing was written" in batch.message
    assert not DBTaskResult.objects.running().exists()


def test_readiness_tells_when_the_worker_does_not_come(client, officer, run_worker):
    upload(officer, "stations", long_file(), "file.csv")
    later = timezone.now() + timedelta(minutes=5)

    assert client.get(reverse("readyz")).json()["worker"] == "ok"
    assert worker_state(later) == "late"
    run_worker()
    assert worker_state(later) == "ok"


def test_errors_of_a_long_file_are_all_there(officer, run_worker):
    rows = [STATION_HEADINGS, *(LONG * [["", "", "131102002", "1138N", "own", "x"]])]
    batch = upload(officer, "stations", workbook(rows))

    run_worker()

    batch.refresh_from_db()
    assert (batch.status, batch.refused_count) == ("refused", LONG)
    assert len(errors_of(batch)) == 2 * LONG
