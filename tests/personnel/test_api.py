import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personnel.models import SocialWorker
from tests.personnel.factories import (
    make_certificate,
    make_complete_worker,
    make_posting,
    make_registration,
    make_worker,
)
from tests.stations.factories import make_agency, make_station

ENDPOINTS = ["workers", "certificates", "registrations", "postings"]
MOST_QUERIES = 8


@pytest.fixture
def lent(zaoqiang, hedong):
    """At home in 枣强县, posted in 河东街道 of 桃城区."""
    return make_complete_worker(zaoqiang, make_station(hedong), name="借调社工", education="bachelor")


def results(client, address):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    return response.json()["results"]


def test_the_home_region_reads_masked_numbers(client_of, zaoqiang_officer, lent):
    assert results(client_of(zaoqiang_officer), "workers/") == [
        {
            "code": "SW-00001",
            "name": "借调社工",
            "level": 1,
            "registration_status": results(client_of(zaoqiang_officer), "certificates/")[0]["status"],
            "employer_type": "institution",
            "employment_type": "full_time",
            "agency": None,
            "stations": [],
            "home_region": "131121",
            "sex": "male",
            "birth_year": 1990,
            "id_number_masked": lent.id_number_masked,
            "phone_masked": "138****8000",
            "education": "bachelor",
            "is_social_work_major": False,
            "register_ended_on": None,
            "register_end_reason": "",
        }
    ]


def test_elsewhere_what_is_the_home_regions_alone_is_null(client_of, taocheng_officer, lent):
    worker = client_of(taocheng_officer).get("/api/v1/workers/SW-00001/").json()

    assert worker["name"] == "借调社工"
    assert worker["stations"] == ["ST-131102002-1"]
    for name in (
        "home_region",
        "sex",
        "birth_year",
        "id_number_masked",
        "phone_masked",
        "education",
        "is_social_work_major",
        "register_ended_on",
        "register_end_reason",
    ):
        assert worker[name] is None, name


@pytest.mark.parametrize("reader", ["zaoqiang_officer", "taocheng_officer", "city_admin"])
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_no_endpoint_carries_a_number_in_clear_a_ciphertext_or_a_fingerprint(
    client_of, request, reader, endpoint, zaoqiang, hedong
):
    worker = make_worker(zaoqiang, id_number="131102199001010016", phone="13800138000")
    make_registration(make_certificate(worker, number="202110371300000001"))
    make_posting(worker, make_station(hedong))
    text = json.dumps(results(client_of(request.getfixturevalue(reader)), f"{endpoint}/"))

    for secret in (
        "131102199001010016",
        "13800138000",
        "202110371300000001",
        worker.id_number_fingerprint,
        worker.id_number_ciphertext,
        worker.phone_ciphertext,
        "fingerprint",
        "ciphertext",
    ):
        assert secret not in text


def test_certificates_carry_their_clock(client_of, taocheng_officer, hedong):
    worker = make_worker(hedong)
    make_certificate(worker, issued_on=date(2019, 1, 10), number="201910371300000001")

    assert results(client_of(taocheng_officer), "certificates/") == [
        {
            "worker": worker.code,
            "level": 1,
            "number_masked": "2019**********0001",
            "issued_on": "2019-01-10",
            "status": "first_overdue",
            "due_on": "2020-01-10",
        }
    ]


def test_registrations_and_postings_name_the_worker_by_code(client_of, taocheng_officer, hedong):
    worker = make_complete_worker(hedong, make_station(hedong), name="王小明")
    client = client_of(taocheng_officer)

    assert results(client, "registrations/") == [
        {
            "worker": worker.code,
            "certificate": "2021**********0001",
            "level": 1,
            "registered_on": "2021-12-01",
            "valid_to": "2024-11-30",
        }
    ]
    assert results(client, "postings/") == [
        {
            "worker": worker.code,
            "worker_name": "王小明",
            "station": "ST-131102002-1",
            "position": None,
            "role": "social_worker",
            "employment_type": "full_time",
            "started_on": "2022-03-01",
            "ended_on": None,
            "leave_reason": "",
        }
    ]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_another_county_reads_nothing(client_of, taocheng_officer, zaoqiang, zaoqiang_town, endpoint):
    make_complete_worker(zaoqiang, make_station(zaoqiang_town))
    client = client_of(taocheng_officer)

    assert results(client, f"{endpoint}/") == []
    assert client.get("/api/v1/workers/SW-00001/").status_code == 404


def test_agencies_and_stations_of_another_county_are_not_named(
    client_of, taocheng_officer, hedong, zaoqiang, zaoqiang_town
):
    worker = make_worker(hedong, agency=make_agency(zaoqiang))
    make_posting(worker, make_station(zaoqiang_town))
    client = client_of(taocheng_officer)
    (read,) = results(client, "workers/")

    assert (read["agency"], read["stations"]) == (None, [])
    assert results(client, "postings/") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("workers/?public=true", 1),
        ("workers/?public=false", 1),
        ("workers/?certified_on=2021-09-30", 0),
        ("workers/?certified_on=2021-10-01&level=1", 2),
        ("workers/?region=131102001", 1),
        ("workers/?q=ls", 1),
        ("certificates/?worker=SW-00002", 1),
        ("certificates/?level=2", 0),
        ("certificates/?issued_by=2021-09-30", 0),
        ("certificates/?region=131102001", 1),
        ("registrations/?valid_on=2024-11-30", 2),
        ("registrations/?valid_on=2024-12-01", 0),
        ("registrations/?worker=SW-00001", 1),
        ("postings/?station=ST-131102002-1", 1),
        ("postings/?on=2022-02-28", 0),
        ("postings/?open=true", 2),
        ("postings/?open=false", 0),
        ("postings/?region=131102001&employment_type=full_time", 1),
        ("postings/?role=head", 0),
    ],
)
def test_endpoints_are_filtered(client_of, taocheng_officer, hedong, hexi, query, expected):
    make_complete_worker(hedong, make_station(hedong), name="张三")
    make_complete_worker(
        hexi, make_station(hexi), name="李四", employer_type=SocialWorker.EmployerType.AGENCY
    )

    assert len(results(client_of(taocheng_officer), query)) == expected


@pytest.mark.parametrize("query", ["workers/?agency=AG-0001", "postings/?station=ST-131121100-1"])
def test_a_record_out_of_scope_is_no_choice(client_of, taocheng_officer, zaoqiang, zaoqiang_town, query):
    make_agency(zaoqiang)
    make_station(zaoqiang_town)

    assert client_of(taocheng_officer).get(f"/api/v1/{query}").status_code == 400


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_an_endpoint_costs_the_same_for_one_row_and_for_fifty(
    client_of, taocheng_officer, hedong, taocheng, endpoint
):
    station = make_station(hedong)
    agency = make_agency(taocheng)
    client = client_of(taocheng_officer)
    make_complete_worker(hedong, station, agency=agency)
    with CaptureQueriesContext(connection) as one:
        results(client, f"{endpoint}/")
    for _each in range(49):
        make_complete_worker(hedong, station, agency=agency)
    with CaptureQueriesContext(connection) as fifty:
        rows = results(client, f"{endpoint}/")

    assert len(rows) == 50
    assert len(fifty) == len(one) <= MOST_QUERIES


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_endpoints_need_an_account_and_delete_nothing(client, client_of, city_admin, endpoint):
    assert client.get(f"/api/v1/{endpoint}/").status_code == 401
    assert client_of(city_admin).delete(f"/api/v1/{endpoint}/").status_code == 405
