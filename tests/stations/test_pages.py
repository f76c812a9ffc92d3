import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from python_calamine import CalamineWorkbook

from stations.models import Agency, Interruption, Stage
from tests.accounts.factories import make_user
from tests.stations.factories import (
    ACCEPTED_ON,
    OPERATING_ON,
    make_agency,
    make_deliverable,
    make_engagement,
    make_interruption,
    make_milestone,
    make_station,
)

STATIONS, AGENCIES = reverse("stations:station-list"), reverse("stations:agency-list")


def rows_of(response):
    """The cells of a list, by row."""
    body = BeautifulSoup(response.content, "html.parser").find("tbody")
    rows = [[cell.get_text(strip=True) for cell in row.find_all("td")] for row in body.find_all("tr")]
    return [row for row in rows if len(row) > 1]


def codes_of(response):
    return [row[0] for row in rows_of(response)]


@pytest.fixture
def busy(station, taocheng):
    """A station with an operator and one accepted deliverable."""
    make_milestone(station, stage=Stage.OPERATING, achieved_on=OPERATING_ON)
    make_engagement(make_agency(taocheng, name="融新社工"), station)
    make_deliverable(station, accepted_on=ACCEPTED_ON)
    return station


def test_the_station_list_shows_who_runs_each_and_how_complete_it_is(busy, city_admin, client_of):
    (row,) = rows_of(client_of(city_admin).get(STATIONS))
    assert row[:4] == [busy.code, busy.name, "桃城区", "河东街道"]
    assert "融新社工" in row
    assert "1/13" in row


def test_who_sees_one_county_needs_no_column_for_it(busy, taocheng_officer, client_of):
    (row,) = rows_of(client_of(taocheng_officer).get(STATIONS))
    assert row[:3] == [busy.code, busy.name, "河东街道"]


@pytest.mark.parametrize("path", [STATIONS, AGENCIES])
def test_an_officer_sees_nothing_of_another_county_not_even_its_name(
    path, busy, far_station, zaoqiang, taocheng_officer, client_of
):
    make_engagement(make_agency(zaoqiang, name="远方社工"), far_station)
    client = client_of(taocheng_officer)
    for query in ({}, {"q": "枣强"}, {"export": "csv"}, {"region": "131121"}):
        response = client.get(path, query)
        text = response.getvalue().decode() if response.streaming else response.content.decode()
        assert "枣强" not in text.replace('value="枣强"', "")
        assert far_station.code not in text
        assert "远方社工" not in text


def test_an_exported_list_holds_the_scope_and_nothing_else(busy, far_station, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    lines = client.get(STATIONS, {"export": "csv"}).getvalue().decode().splitlines()
    assert len(lines) == 2
    assert busy.code in lines[1]
    book = client.get(STATIONS, {"export": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [busy.code]
    assert 1 in rows[1]


def test_the_export_follows_the_filter(busy, hexi, taocheng_officer, client_of):
    make_station(hexi)
    response = client_of(taocheng_officer).get(STATIONS, {"export": "csv", "q": "hdjd"})
    assert len(response.getvalue().decode().splitlines()) == 2


@pytest.fixture
def several(hedong, hexi, zaoqiang_town):
    """河东 operates, 河西 is suspended, 枣强镇 is planned and late."""
    working = make_station(hedong, operating_on=date(2022, 3, 1), venue_type="own")
    make_milestone(working, achieved_on=date(2021, 6, 1))
    suspended = make_station(hexi, operating_on=date(2022, 3, 1))
    make_interruption(suspended, started_on=date(2022, 6, 1))
    suspended.status, suspended.status_reason = Interruption.Kind.SUSPENDED, "装修"
    suspended.save()
    late = make_station(zaoqiang_town)
    make_milestone(late, achieved_on=date(2022, 2, 1))
    make_milestone(late, stage=Stage.FITTED, planned_on=date(2022, 5, 1))
    return {"working": working.code, "suspended": suspended.code, "late": late.code}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"working", "suspended", "late"}),
        ({"region": "131102"}, {"working", "suspended"}),
        ({"region": "131102002"}, {"working"}),
        ({"stage": "90"}, {"working", "suspended"}),
        ({"status": "suspended"}, {"suspended"}),
        ({"venue_type": "own"}, {"working"}),
        ({"completed_on": "2022-05-31"}, {"working", "suspended"}),
        ({"completed_on": "2022-06-30"}, {"working"}),
        ({"in_plan_on": "2021-12-31"}, {"working"}),
        ({"in_plan_on": "2022-12-31"}, {"working", "late"}),
        ({"overdue_on": "2022-05-01"}, set()),
        ({"overdue_on": "2022-05-02"}, {"late"}),
        ({"q": "zaoqiang"}, {"late"}),
        ({"q": "hdjd"}, {"working"}),
        ({"completed_on": "someday"}, set()),
        ({"region": "999999"}, set()),
    ],
)
def test_the_station_list_is_filtered(several, city_admin, client_of, query, found):
    response = client_of(city_admin).get(STATIONS, query)
    names = {code: name for name, code in several.items()}
    page = BeautifulSoup(response.content, "html.parser")
    cells = page.select("tbody tr td:first-child a")
    assert {names[cell.get_text(strip=True)] for cell in cells} == found


@pytest.mark.parametrize(
    "column", ["code", "name", "county", "township", "stage", "counted", "area_m2", "status"]
)
def test_the_station_list_is_sorted_both_ways(several, city_admin, client_of, column):
    client = client_of(city_admin)
    for sign in ("", "-"):
        assert len(codes_of(client.get(STATIONS, {"sort": f"{sign}{column}"}))) == 3


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"founder_type": "hospital"}, 1),
        ({"founder_type": "others"}, 1),
        ({"registration_level": "city"}, 1),
        ({"status": "deregistered"}, 1),
        ({"registered_as_of": "2022-12-31"}, 3),
        ({"registered_as_of": "2023-06-01"}, 2),
        ({"q": "rong"}, 1),
        ({"region": "131121"}, 1),
        ({"region": "131102"}, 2),
    ],
)
def test_the_agency_list_is_filtered(taocheng, zaoqiang, city_admin, client_of, query, number):
    make_agency(taocheng, name="融新社工", founder_type="hospital")
    make_agency(taocheng, registration_level="city")
    make_agency(zaoqiang, status=Agency.Status.DEREGISTERED, deregistered_on=date(2023, 6, 1))
    assert len(codes_of(client_of(city_admin).get(AGENCIES, query))) == number


@pytest.fixture
def guest(city, station):
    """An agency of the city that works in 桃城区."""
    agency = make_agency(
        city, name="市级社工", contact_name="某联系人", phone="0318-0000000", capital_yuan="123456.00"
    )
    make_engagement(agency, station)
    return agency


def test_an_agency_is_seen_where_it_works_without_what_only_its_home_may_see(
    guest, taocheng_officer, client_of
):
    client = client_of(taocheng_officer)
    page = client.get(guest.get_absolute_url()).content.decode()
    assert "市级社工" in page
    assert guest.uscc in page
    assert "ST-131102002-1" in page
    for secret in ("衡水市", "某联系人", "0318-0000000", "123,456"):
        assert secret not in page
    (row,) = rows_of(client.get(AGENCIES))
    assert "衡水市" not in row
    assert "衡水市" not in client.get(AGENCIES, {"export": "csv"}).getvalue().decode()


def test_its_home_region_sees_all_of_an_agency(guest, city_admin, client_of):
    client = client_of(city_admin)
    page = client.get(guest.get_absolute_url()).content.decode()
    for known in ("衡水市", "某联系人", "0318-0000000", "123,456.00"):
        assert known in page
    (row,) = rows_of(client.get(AGENCIES))
    assert "衡水市" in row


def test_the_page_of_an_agency_lists_only_stations_in_scope(guest, far_station, taocheng_officer, client_of):
    make_engagement(guest, far_station)
    page = client_of(taocheng_officer).get(guest.get_absolute_url()).content.decode()
    assert far_station.code not in page
    assert "枣强" not in page


def test_an_agency_that_works_elsewhere_is_not_found(guest, zaoqiang_officer, client_of):
    assert client_of(zaoqiang_officer).get(guest.get_absolute_url()).status_code == 404
    assert codes_of(client_of(zaoqiang_officer).get(AGENCIES)) == []


def test_a_credit_code_accepted_with_proof_is_marked(city, city_admin, client_of):
    agency = make_agency(city, uscc="52131102MJ0000018L", uscc_override_reason="登记证书影印件")
    assert "登记证书影印件" in client_of(city_admin).get(agency.get_absolute_url()).content.decode()


@pytest.mark.parametrize("path", [STATIONS, AGENCIES, "/agencies/AG-0001/"])
def test_pages_need_an_account_and_a_role(path, db, client, client_of):
    assert client.get(path).status_code == 302
    assert client_of(make_user("nobody")).get(path).status_code == 403


@pytest.mark.parametrize("path", [STATIONS, AGENCIES])
def test_reading_is_all_a_list_allows(path, taocheng_officer, client_of):
    assert client_of(taocheng_officer).post(path).status_code == 405


def test_a_viewer_and_an_auditor_read_the_lists(busy, viewer, auditor, client_of):
    for user in (viewer, auditor):
        assert codes_of(client_of(user).get(STATIONS)) == [busy.code]
        assert len(codes_of(client_of(user).get(AGENCIES))) == 1
