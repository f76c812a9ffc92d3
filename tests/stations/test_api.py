from datetime import date

import pytest

from tests.accounts.factories import make_user
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_engagement,
    make_milestone,
    make_service_model,
    make_station,
)

NOUNS = ["stations", "agencies", "engagements", "milestones", "deliverables", "service-models"]


@pytest.fixture
def both(station, far_station, taocheng, zaoqiang):
    """The same in two counties: a station with agency, milestone and deliverable."""
    for place, home in ((station, taocheng), (far_station, zaoqiang)):
        make_engagement(make_agency(home), place)
        make_milestone(place, achieved_on=date(2022, 1, 1), planned_on=date(2021, 12, 1))
        make_deliverable(place, accepted_on=date(2022, 5, 4))
    return station, far_station


def results(response):
    assert response.status_code == 200, response.content
    return response.json()["results"]


@pytest.mark.parametrize("noun", NOUNS[:-1])
def test_an_endpoint_lists_what_is_in_scope(both, taocheng_officer, city_admin, client_of, noun):
    (row,) = results(client_of(taocheng_officer).get(f"/api/v1/{noun}/"))
    assert "131121" not in str(row)
    assert len(results(client_of(city_admin).get(f"/api/v1/{noun}/"))) == 2


@pytest.mark.parametrize("noun", NOUNS)
def test_endpoints_need_an_account_and_a_role_and_delete_nothing(noun, taocheng_officer, client, client_of):
    path = f"/api/v1/{noun}/"
    assert client.get(path).status_code == 401
    assert client_of(make_user("nobody")).get(path).status_code == 403
    assert client_of(taocheng_officer).delete(path).status_code == 405


def test_a_station_carries_its_codes_and_its_completion(both, taocheng_officer, client_of):
    station, _far = both
    data = client_of(taocheng_officer).get(f"/api/v1/stations/{station.code}/").json()
    assert data["township"] == "131102002"
    assert data["county"] == "131102"
    assert data["operator"] == "AG-0001"
    assert (data["counted"], data["required"], data["stage"]) == (1, 13, 10)
    assert "id" not in data


@pytest.mark.parametrize("noun", ["stations", "agencies", "deliverables"])
def test_a_record_of_another_county_is_not_found(both, taocheng_officer, client_of, noun):
    codes = {"stations": "ST-131121100-1", "agencies": "AG-0002", "deliverables": "DV-131121100-1-01"}
    client = client_of(taocheng_officer)
    assert client.get(f"/api/v1/{noun}/{codes[noun]}/").status_code == 404
    assert results(client.get(f"/api/v1/{noun}/", {"region": "131102"}))
    assert client.get(f"/api/v1/{noun}/", {"region": "131121"}).status_code == 400


def test_an_agency_from_elsewhere_comes_without_home_capital_and_contact(
    station, city, taocheng_officer, city_admin, client_of
):
    agency = make_agency(city, phone="0318-0000000", contact_name="某联系人", capital_yuan="20000.00")
    make_engagement(agency, station)
    path = f"/api/v1/agencies/{agency.code}/"
    outside = client_of(taocheng_officer).get(path).json()
    assert outside["name"] == agency.name
    assert outside["is_uscc_valid"] is True
    hidden = ("home_region", "phone", "contact_name", "capital_yuan")
    assert [outside[field] for field in hidden] == [None] * 4
    at_home = client_of(city_admin).get(path).json()
    assert [at_home[field] for field in hidden] == ["131100", "0318-0000000", "某联系人", "20000.00"]


@pytest.mark.parametrize(
    ("noun", "query", "number"),
    [
        ("stations", {"completed_on": "2022-12-31"}, 1),
        ("agencies", {"registered_as_of": "2020-12-31"}, 0),
        ("engagements", {"station": "ST-131102002-1", "role": "operator", "on": "2022-12-31"}, 1),
        ("engagements", {"agency": "AG-9999"}, 0),
        ("milestones", {"achieved_by": "2022-02-01"}, 1),
        ("milestones", {"overdue_on": "2021-12-15", "stage": "10"}, 1),
        ("deliverables", {"counted_on": "2022-12-31", "component": "CORE_PROJECT"}, 1),
        ("deliverables", {"accepted_as_of": "2022-01-01"}, 0),
        ("service-models", {"is_current": "true"}, 1),
    ],
)
def test_endpoints_take_the_filters_of_the_pages(
    both, hexi, taocheng_officer, client_of, noun, query, number
):
    make_station(hexi, operating_on=date(2022, 3, 1))
    assert len(results(client_of(taocheng_officer).get(f"/api/v1/{noun}/", query))) == number


def test_a_service_model_says_its_short_form_and_its_components(viewer, client_of):
    make_service_model()
    data = client_of(viewer).get("/api/v1/service-models/1138N/").json()
    assert data["notation"] == "1138N"
    assert [part["required"] for part in data["components"]] == [1, 1, 3, 8, None]
