"""The opening hours of a station: their rule is asked at every door, and its page tells them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.api.conftest import Caller, errors_in
from tests.exchange.files import errors_of, upload, workbook
from tests.stations.factories import make_station

pytestmark = pytest.mark.django_db

HOURS = "周一至周五 8:30–17:30"
RULE = "Opening hours name a time, such as 8:30–17:30."


@pytest.fixture
def station(hedong):
    return make_station(hedong)


@pytest.mark.parametrize("hours", ["", HOURS, "全天24小时"])
def test_hours_that_name_a_time_are_good(station, hours):
    station.opening_hours = hours

    station.full_clean()


def test_hours_without_a_time_are_refused_by_the_model(station):
    station.opening_hours = "工作日"

    with pytest.raises(ValidationError, match=RULE):
        station.full_clean()


def test_the_form_keeps_what_is_typed_and_the_page_tells_it(station, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    path = reverse("stations:station-edit", args=[station.code])
    fields = {
        "name": station.name,
        "service_model": station.service_model_id,
        "venue_type": station.venue_type,
        "run_by": station.run_by,
        "version": station.history.first().pk,
    }

    refused = client.post(path, fields | {"opening_hours": "工作日"})
    client.post(path, fields | {"opening_hours": HOURS})

    assert RULE in refused.content.decode()
    station.refresh_from_db()
    assert station.opening_hours == HOURS
    assert HOURS in client.get(station.get_absolute_url()).content.decode()


def test_a_file_brings_them_or_is_refused_by_row_and_column(station, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    rows = [["code", "opening_hours"], [station.code, HOURS]]

    refused = upload(client, "stations", workbook([rows[0], [station.code, "工作日"]]))
    batch = upload(client, "stations", workbook(rows))

    assert errors_of(refused) == [(2, "opening_hours", RULE)]
    assert (batch.status, batch.changed_count) == ("checked", 1)


def test_another_system_writes_and_reads_them(station, taocheng_officer):
    system, path = Caller(taocheng_officer), f"stations/{station.code}/"

    assert errors_in(system.patch(path, {"opening_hours": "工作日"})) == [(None, "opening_hours", "invalid")]
    assert system.patch(path, {"opening_hours": HOURS}).json()["opening_hours"] == HOURS
