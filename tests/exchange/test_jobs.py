"""Long files are the worker's: what is told of them, stopped and begun again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.errors import Refused
from exchange import actions
from exchange.actions import job as jobs
from exchange.importing.errors import ClaimLostError
from exchange.importing.reading import rows_at_most
from exchange.models import ImportBatch
from stations.models import Station
from tests.exchange.files import LONG, NEW_ROW, STATION_HEADINGS, csv_text, do, long_file, upload, workbook

pytestmark = pytest.mark.django_db


def test_rows_are_counted_without_reading_the_file():
    rows = [STATION_HEADINGS, *(LONG * [NEW_ROW])]

    assert rows_at_most(workbook(rows)) == LONG
    assert rows_at_most(csv_text(rows).encode()) == LONG + 1
    assert rows_at_most(b"PK\x03\x04 no workbook") == 0
    assert rows_at_most(workbook([])) == 0


def test_a_short_file_is_done_while_one_waits(officer):
    assert upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW])).status == "checked"
    assert not DBTaskResult.objects.exists()


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
