"""From the upload to the undo, through the pages."""

import pytest
from django.urls import reverse

from stations.models import Station
from tests.exchange.files import STATION_HEADINGS, do, errors_of, upload, workbook
from tests.stations.factories import make_station

pytestmark = pytest.mark.django_db

NEW_ROW = ["", "河东第一社工站", "131102002", "1138N", "own", 120]


def test_a_file_is_checked_first_and_writes_nothing(officer):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW]))

    assert errors_of(batch) == []
    assert (batch.status, batch.new_count) == ("checked", 1)
    assert not Station.objects.exists()
    page = officer.get(batch.get_absolute_url()).content.decode()
    assert "河东第一社工站" in page


def test_a_checked_file_is_written_with_codes_history_and_reason(officer, taocheng_officer):
    batch = do(officer, upload(officer, "stations", workbook([STATION_HEADINGS, NEW_ROW, NEW_ROW])), "commit")

    assert batch.status == "committed", batch.message
    assert [station.code for station in Station.objects.all()] == ["ST-131102002-1", "ST-131102002-2"]
    version = Station.objects.first().history.get()
    assert version.history_change_reason == f"import {batch.code}"
    assert version.history_user == taocheng_officer
    assert version.history_type == "+"


def test_rows_find_their_record_by_code_and_change_it(officer, hedong):
    changed = make_station(hedong, name="旧名", area_m2=10)
    same = make_station(hedong, name="不变")
    rows = [["code", "name"], [changed.code, "新名"], [same.code, "不变"]]

    batch = upload(officer, "stations", workbook(rows))

    assert (batch.changed_count, batch.unchanged_count) == (1, 1)
    assert batch.rows.get().differences == [["name", "旧名", "新名"]]
    do(officer, batch, "commit")
    changed.refresh_from_db()
    assert (changed.name, changed.pinyin, changed.area_m2) == ("新名", "xinming", 10)
    assert same.history.count() == 1


def test_an_import_can_be_undone(officer, hedong):
    station = make_station(hedong, name="旧名")
    rows = [STATION_HEADINGS, [station.code, "新名", "131102002", "1138N", "own", 10], NEW_ROW]
    batch = do(officer, upload(officer, "stations", workbook(rows)), "commit")
    assert Station.objects.count() == 2

    batch = do(officer, batch, "undo")

    assert (batch.status, batch.message) == ("undone", "")
    left = Station.objects.get()
    assert (left.name, left.pinyin, left.area_m2) == ("旧名", "jiuming", None)
    assert left.history.first().history_change_reason == f"undo of import {batch.code}"


def test_the_pages_of_an_import_open(officer, hedong):
    batch = upload(officer, "stations", workbook([STATION_HEADINGS, ["", "", "", "", "", "x"]]))

    for path in (
        reverse("exchange:importbatch-list"),
        reverse("exchange:importbatch-create", args=["stations"]),
        reverse("exchange:template", args=["stations"]),
        reverse("exchange:importbatch-marked", args=[batch.code]),
        batch.get_absolute_url(),
    ):
        assert officer.get(path).status_code == 200, path
