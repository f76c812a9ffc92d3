"""The pages of the history: what is told to whom, page by page, at the same price."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.history import one_request
from core.privacy import decrypt
from exchange.changes.reading import Place
from exchange.views.change import PAGE_SIZE
from stations.models import Stage, Station
from tests.exchange.files import STATION_HEADINGS, do, upload, workbook
from tests.personnel.factories import make_complete_worker, make_id_number, make_worker
from tests.stations.factories import make_agency, make_engagement, make_milestone, make_station

pytestmark = pytest.mark.django_db

LATER = datetime(2122, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def station(hedong):
    return make_station(hedong, phone="0")


def written(record, by=None, at=None, **values):
    record._history_user = by
    if at:
        record._history_date = at
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    return record


def rows(answer):
    assert answer.status_code == 200
    body = BeautifulSoup(answer.content, "html.parser").find("tbody")
    return [row.get_text(" ", strip=True) for row in body.find_all("tr")] if body else []


def following(answer):
    link = BeautifulSoup(answer.content, "html.parser").find("a", rel="next")
    return link["href"] if link else ""


def test_the_whole_history_is_read_page_by_page_without_gap_or_double(station, taocheng_officer, client_of):
    milestone = make_milestone(station, stage=Stage.FUNDED)
    for number in range(1, PAGE_SIZE + 8):
        at = LATER + timedelta(hours=number // 4)
        written(station, taocheng_officer, at, phone=str(number))
        written(milestone, taocheng_officer, at, delay_note=str(number))
    client = client_of(taocheng_officer)
    url, told = f"/history/stations/{station.code}/", []
    query = "?"
    while query:
        answer = client.get(url + query)
        told += rows(answer)
        query = following(answer)

    assert len(told) == 2 * (PAGE_SIZE + 7) + 2
    assert len(set(told)) == len(told)


def test_a_day_and_a_kind_can_be_chosen(station, taocheng_officer, client_of):
    milestone = make_milestone(station, stage=Stage.FUNDED)
    written(station, taocheng_officer, LATER, phone="1")
    written(milestone, taocheng_officer, LATER, delay_note="迟")
    written(station, taocheng_officer, LATER + timedelta(days=2), phone="2")
    client, url = client_of(taocheng_officer), f"/history/stations/{station.code}/"

    assert len(rows(client.get(url, {"on": "2122-01-01"}))) == 2
    assert len(rows(client.get(url, {"on": "2122-01-01", "kind": "milestones"}))) == 1
    assert rows(client.get(url, {"kind": "budgets"})) == []
    assert rows(client.get(url, {"on": "soon"})) == []


@pytest.mark.parametrize("text", ["", "x", "2022-01-01_1_stations", "2022-13-01T00:00:00+00:00_1_a", "__"])
def test_a_place_that_is_none_is_the_beginning(text):
    assert Place.read(text) is None


def test_a_place_reads_back():
    place = Place(LATER, 7, "standard-answers")

    assert Place.read(str(place)) == place


@pytest.mark.parametrize(
    "path", ["/history/nothing/ST-1/", "/history/milestones/1/", "/history/stations/ST-9/"]
)
def test_what_has_no_page_is_not_found(path, station, taocheng_officer, client_of):
    assert client_of(taocheng_officer).get(path).status_code == 404


def test_out_of_scope_there_is_no_history(station, zaoqiang_officer, viewer, client_of):
    path = f"/history/stations/{station.code}/"

    assert client_of(zaoqiang_officer).get(path).status_code == 404
    assert client_of(viewer).get(path).status_code == 200
    assert "Set back" not in client_of(viewer).get(path).text
    assert client_of(viewer).get("/history/budgets/B-1/").status_code == 403


def test_what_only_the_home_may_know_is_told_to_it_alone(
    taocheng, zaoqiang, zaoqiang_town, taocheng_officer, zaoqiang_officer, city_admin, client_of
):
    station = make_station(zaoqiang_town)
    worker = make_complete_worker(taocheng, station)
    agency = make_agency(taocheng, contact_name="联系人甲")
    make_engagement(agency, station)
    with one_request() as key:
        written(worker, taocheng_officer, education="bachelor")
        written(agency, taocheng_officer, contact_name="联系人乙")
        written(station, city_admin, phone="5")
    guest, home = client_of(zaoqiang_officer), client_of(taocheng_officer)

    for path in (f"/history/workers/{worker.code}/", f"/history/agencies/{agency.code}/"):
        assert guest.get(path).status_code == 404
        assert home.get(path).status_code == 200
    assert "History" not in guest.get(worker.get_absolute_url()).text
    request = guest.get(f"/history/requests/{key}/")
    assert len(rows(request)) == 1
    assert "联系人" not in request.text
    assert "bachelor" not in request.text


def test_numbers_are_told_masked(taocheng, taocheng_officer, client_of):
    worker = make_worker(taocheng, id_number=make_id_number(1))
    worker.set_id_number(make_id_number(2), today=LATER.date())
    written(worker, taocheng_officer, LATER, name="改名")
    client = client_of(taocheng_officer)

    for path in (
        f"/history/workers/{worker.code}/",
        f"/history/workers/versions/{worker.history.first().history_id}/revert/",
    ):
        text = client.get(path).text
        assert worker.id_number_masked in text
        for secret in (
            make_id_number(1),
            make_id_number(2),
            worker.id_number_ciphertext,
            worker.id_number_fingerprint,
        ):
            assert secret not in text


def test_an_id_number_is_set_back_as_a_whole(taocheng, taocheng_officer, client_of):
    worker = make_worker(taocheng, id_number=make_id_number(1))
    worker.set_id_number(make_id_number(2), today=LATER.date())
    written(worker, taocheng_officer)

    path = f"/history/workers/versions/{worker.history.first().history_id}/revert/"
    assert client_of(taocheng_officer).post(path, {"reason": "录错"}).status_code == 302

    worker.refresh_from_db()
    assert decrypt(worker.id_number_ciphertext) == make_id_number(1)


def test_the_undo_of_an_import_is_told_though_the_record_is_gone(
    hedong, taocheng_officer, zaoqiang_officer, client_of, service_model
):
    client = client_of(taocheng_officer)
    sheet = workbook([STATION_HEADINGS, ["", "新站", "131102002", "1138N", "own", 120]])
    batch = do(client, upload(client, "stations", sheet), "commit")
    code = Station.objects.get().code
    do(client, batch, "undo")

    answer = client.get(f"/history/stations/{code}/")

    removed, entered = rows(answer)
    assert f"removed (undo of import {batch.code})" in removed
    assert f"entered (import {batch.code})" in entered
    assert client_of(zaoqiang_officer).get(f"/history/stations/{code}/").status_code == 404


def test_a_change_links_to_its_request_only_where_that_wrote_more(station, hexi, taocheng_officer, client_of):
    written(station, taocheng_officer, phone="1")
    with one_request() as key:
        written(station, taocheng_officer, phone="2")
        written(make_station(hexi), taocheng_officer, phone="3")

    text = client_of(taocheng_officer).get(f"/history/stations/{station.code}/").text

    assert text.count("/history/requests/") == 1
    assert f"/history/requests/{key}/" in text


def test_the_pages_cost_the_same_for_one_change_and_for_many(station, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    milestone = make_milestone(station, stage=Stage.FUNDED)

    def change(number):
        with one_request() as key:
            written(station, taocheng_officer, phone=str(number))
            written(milestone, taocheng_officer, delay_note=str(number))
        return f"/history/requests/{key}/"

    def cost(path):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    request = change(1)
    few = [cost(path) for path in (f"/history/stations/{station.code}/", request)]
    for number in range(2, 7):
        change(number)
    with one_request() as key:
        for number in range(5):
            written(make_station(station.township), taocheng_officer, phone=str(number))
        written(milestone, taocheng_officer, delay_note="x")

    many = [cost(path) for path in (f"/history/stations/{station.code}/", f"/history/requests/{key}/")]
    assert many == few
