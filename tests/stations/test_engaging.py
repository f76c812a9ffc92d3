"""Whom a county may choose for its stations: every active agency of the city, with what speaks for it."""

from datetime import date

import pytest

from stations.models import Engagement
from tests.api.conftest import Caller
from tests.exchange.files import errors_of, upload, workbook
from tests.regions.factories import make_region
from tests.stations.agencies import make_rating
from tests.stations.factories import make_agency, make_engagement, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def station(hedong):
    return make_station(hedong)


@pytest.fixture
def neighbour(zaoqiang, zaoqiang_town):
    """An agency of the other county with a grade, which works at one station there."""
    agency = make_agency(
        zaoqiang, name="邻县社工中心", phone="0318-7654321", contact_name="李某某", capital_yuan="987654.00"
    )
    make_rating(agency, grade="4A", rated_on=date(2022, 1, 1), valid_to=date(2099, 1, 1))
    make_engagement(agency, make_station(zaoqiang_town), started_on=date(2022, 2, 1))
    return agency


def test_an_agency_of_a_neighbouring_county_is_offered_with_grade_fitness_and_load(
    station, neighbour, client_of, taocheng_officer
):
    page = client_of(taocheng_officer).get(f"/stations/{station.code}/engage/").text

    assert f"{neighbour.code} 邻县社工中心 · fitness not known · 4A · 1 station" in page
    for private in ("0318-7654321", "李某某", "987654", "987,654"):
        assert private not in page


def test_it_is_engaged_by_page_api_and_file_alike(station, neighbour, client_of, taocheng_officer):
    typed = {"agency": neighbour.code, "role": "supporter", "on": "2022-05-01"}

    client_of(taocheng_officer).post(f"/stations/{station.code}/engage/", typed)
    assert Engagement.objects.filter(station=station, agency=neighbour).exists()
    Engagement.objects.filter(station=station).delete()
    answer = Caller(taocheng_officer).post(f"stations/{station.code}/engage/", typed)
    assert answer.status_code == 200, answer.content
    Engagement.objects.filter(station=station).delete()
    rows = [
        ["station", "agency", "role", "started_on"],
        [station.code, neighbour.code, "supporter", date(2022, 5, 1)],
    ]
    batch = upload(client_of(taocheng_officer), "engagements", workbook(rows))
    assert (batch.status, errors_of(batch)) == ("checked", [])


def test_neither_a_deregistered_one_nor_one_of_another_city_is_offered(
    station, zaoqiang, client_of, taocheng_officer
):
    make_region("130100", "石家庄市")
    far = make_agency(make_region("130102", "长安区"), name="外市机构")
    gone = make_agency(zaoqiang, name="注销机构", status="deregistered", deregistered_on=date(2022, 4, 1))
    typed = {"role": "supporter", "on": "2022-05-01"}

    for agency in (far, gone):
        answer = client_of(taocheng_officer).post(
            f"/stations/{station.code}/engage/", typed | {"agency": agency.code}
        )
        assert answer.context["form"].errors["agency"]
        assert agency.name not in answer.text


def test_offering_many_costs_no_more_than_offering_one(
    station, zaoqiang, client_of, taocheng_officer, count_queries
):
    make_agency(zaoqiang)
    client, path = client_of(taocheng_officer), f"/stations/{station.code}/engage/"
    one = count_queries(client, path)
    for _number in range(5):
        make_agency(zaoqiang)

    assert count_queries(client, path) == one
