"""Long files are the worker's: the page tells how far it is, and what broke off can be begun again."""

import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.errors import Refused
from core.views import worker_state
from exchange import actions, jobs
from exchange.errors import ClaimLostError
from exchange.models import ImportBatch
from exchange.reading import rows_at_most
from stations.models import Station
from tests.exchange.files import STATION_HEADINGS, csv_text, do, errors_of, upload, workbook

pytestmark = pytest.mark.django_db

# The worker opens and closes connections of its own.
COMMITS = pytest.mark.django_db(transaction=True)
LONG = jobs.ROWS_AT_ONCE + 1
NEW_ROW = ["", "新站", "131102002", "1138N", "own", 120]


@pytest.fixture
def run_worker():
    """Lets the worker do everything that waits, as its command does."""
    kept = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}

    def worked():
        call_command("db_worker", "--backend", "long", "--batch", "--no-startup-delay", "--verbosity", "0")

    yield worked
    for name, handler in kept.items():
        signal.signal(name, handler)


def long_file() -> bytes:
    """One record and very many empty lines."""
    return (csv_text([STATION_HEADINGS, NEW_ROW]) + LONG * "\r\n").encode()


def test_rows_are_counted_without_reading_the_file():
    rows = [STATION_HEADINGS, *(LONG * [NEW_ROW])]

    assert rows_at_most(workbook(rows)) == LONG
    assert rows_at_most(csv_text(rows).encode()) == LONG + 1
    assert rows_at_most(b"PK\x03\x04 no workbook") == 0
    assert rows_at_most(workbook([])) == 0


@COMMITS
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


def test_a_short_file_is_done_while_one_waits(officer):
    assert upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW])).status == "checked"
    assert not DBTaskResult.objects.exists()


@COMMITS
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


def test_a_job_that_was_stopped_on_its_way_writes_nothing(officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW]))
    at_work = actions.begin(ImportBatch.objects.get(pk=batch.pk), "commit")
    do(officer, batch, "stop")

    with pytest.raises(ClaimLostError):
        actions.commit_batch(at_work, by=batch.user)

    batch.refresh_from_db()
    assert (batch.status, Station.objects.count()) == ("failed", 0)
    jobs.run.func("commit", batch.code, str(at_work.claim), "en")
    assert not Station.objects.exists()


def test_an_undo_that_was_stopped_leaves_what_was_imported(officer):
    batch = do(officer, upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW])), "commit")
    actions.begin(batch, "undo")

    batch = do(officer, batch, "stop")

    assert (batch.status, Station.objects.count()) == ("committed", 1)
    assert do(officer, batch, "undo").status == "undone"


def test_what_is_not_at_work_cannot_be_stopped(officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW]))

    with pytest.raises(Refused, match="Load the page again"):
        actions.stop_batch(batch)
    assert do(officer, batch, "stop").status == "checked"


@COMMITS
def test_a_worker_that_is_told_to_end_says_so_in_the_batch(officer, monkeypatch, run_worker):
    batch = upload(officer, "stations", long_file(), "file.csv")

    def ended(*args, **kwargs):
        raise SystemExit

    monkeypatch.setitem(jobs.VERBS, "check", ended)
    run_worker()

    batch.refresh_from_db()
    assert batch.status == "failed"
    assert "broke off" in batch.message


def test_work_without_a_sign_of_life_says_so_and_can_be_stopped(officer):
    batch = upload(officer, "stations", long_file(), "file.csv")
    assert not batch.is_silent
    ImportBatch.objects.update(claimed_at=timezone.now() - timedelta(hours=1))

    page = officer.get(batch.get_absolute_url()).content.decode()

    assert "No sign of this work since" in page
    assert reverse("exchange:importbatch-stop", args=[batch.code]) in page


def test_the_questions_before_import_and_undo_name_the_counts(officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW, NEW_ROW]))
    commit, undo = (reverse(f"exchange:importbatch-{verb}", args=[batch.code]) for verb in ("commit", "undo"))

    assert "makes 2 new records and changes 0; 0 stay" in officer.get(commit).content.decode()
    assert officer.get(undo).headers["Location"] == batch.get_absolute_url()

    do(officer, batch, "commit")
    assert officer.get(commit).headers["Location"] == batch.get_absolute_url()
    assert "removes the 2 records" in officer.get(undo).content.decode()


@COMMITS
def test_readiness_tells_when_the_worker_does_not_come(client, officer, run_worker):
    upload(officer, "stations", long_file(), "file.csv")
    later = timezone.now() + timedelta(minutes=5)

    assert client.get(reverse("readyz")).json()["worker"] == "ok"
    assert worker_state(later) == "late"
    run_worker()
    assert worker_state(later) == "ok"


@COMMITS
def test_errors_of_a_long_file_are_all_there(officer, run_worker):
    rows = [STATION_HEADINGS, *(LONG * [["", "", "131102002", "1138N", "own", "x"]])]
    batch = upload(officer, "stations", workbook(rows))

    run_worker()

    batch.refresh_from_db()
    assert (batch.status, batch.refused_count) == ("refused", LONG)
    assert len(errors_of(batch)) == 2 * LONG
