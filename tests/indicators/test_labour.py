"""The labour market in figures: turnover, part-time, vacancies, time to fill, the pages that show them."""

from datetime import date
from decimal import Decimal

import pytest

from core.figures import percent
from indicators.catalogue import CATALOGUE
from indicators.reading import read
from personnel.models import Posting
from reports.panels.labour import by_agency, by_level
from reports.views.people import quarter_ends_before
from tests.personnel.factories import make_certificate, make_position, make_posting, make_worker
from tests.stations.factories import make_agency, make_station

ON = date(2022, 6, 30)
LONG_AGO = date(2020, 1, 1)
PAGE = "/personnel/overview/"


def total(code, user, region, on=ON):
    indicator = CATALOGUE[code]
    return read([indicator], user=user, region=region, on=on).value(indicator)


@pytest.fixture
def station(hedong):
    return make_station(hedong)


def post(station, number, **overrides):
    for _each in range(number):
        make_posting(make_worker(station.township), station, **{"started_on": LONG_AGO} | overrides)


def test_turnover_is_leavers_by_the_mean_of_both_ends(city_admin, city, station):
    """The vector: 3 leavers, 20 → 16 people, one moved away to another station: 3 ÷ 18 = 16.67 %."""
    post(station, 16)
    post(station, 3, ended_on=date(2022, 3, 31), leave_reason="resigned")
    post(station, 1, ended_on=date(2022, 3, 31), leave_reason="transferred")
    post(station, 5, employment_type="volunteer", ended_on=date(2022, 3, 31), leave_reason="other")

    assert total("staff_left", city_admin, city) == 3
    assert total("turnover", city_admin, city) == Decimal(3) / Decimal(18)
    assert percent(total("turnover", city_admin, city)) == "16.7%"


def test_turnover_is_not_known_where_nobody_works(city_admin, city, station):
    assert total("turnover", city_admin, city) is None
    assert total("part_time_share", city_admin, city) is None
    assert total("time_to_fill", city_admin, city) is None


def test_the_part_time_share_leaves_volunteers_out(city_admin, city, station):
    post(station, 1)
    post(station, 3, employment_type="part_time")
    post(station, 4, employment_type="volunteer")

    assert total("part_time_share", city_admin, city) == Decimal("0.75")


def test_vacancies_and_the_time_to_fill_are_sums_over_sums(city_admin, city, taocheng, station):
    make_position(station)
    for days in (10, 20):
        position = make_position(station, opened_on=date(2022, 3, 1))
        worker = make_worker(station.township)
        make_posting(worker, station, position=position, started_on=date(2022, 3, 1 + days))
    long_ago = make_position(station, opened_on=date(2019, 1, 1))
    make_posting(make_worker(station.township), station, position=long_ago, started_on=date(2019, 12, 1))

    assert total("posts_needed", city_admin, city) == 4
    assert total("posts_vacant", city_admin, taocheng) == 1
    assert total("vacancy_rate", city_admin, city) == Decimal("0.25")
    assert total("time_to_fill", city_admin, city) == 15


def test_practising_are_those_at_a_station_an_agency_or_a_community(city_admin, city, hedong, station):
    kinds = [("institution", True), ("agency", False), ("community", False), ("institution", False)]
    for employer, is_posted in kinds:
        worker = make_worker(hedong, employer_type=employer)
        make_certificate(worker)
        if is_posted:
            make_posting(worker, station)

    assert total("practising_ratio", city_admin, city) == Decimal("0.75")


def test_the_cross_table_and_the_total_agree(city_admin, city, hedong):
    for employer in ("institution", "agency", "agency"):
        make_certificate(make_worker(hedong, employer_type=employer))
    lines = by_level(city_admin, city, ON)

    assert [line.total.number for line in lines] == [3, 0, 0, 3]
    assert "employer_type=agency" in lines[0].cells[3].url
    assert lines[0].cells[3].number == 2


def test_agencies_have_a_turnover_of_their_own(city_admin, city, hedong, station):
    agency = make_agency(hedong)
    make_posting(make_worker(hedong, agency=agency), station, started_on=LONG_AGO)
    make_posting(
        make_worker(hedong, agency=agency),
        station,
        started_on=LONG_AGO,
        ended_on=date(2022, 3, 31),
        leave_reason="resigned",
    )
    line = by_agency(city_admin, city, ON)[0]

    assert (line.staff, line.left, line.before) == (1, 1, 2)
    assert line.turnover == Decimal(2) / Decimal(3)


def test_quarters_end_before_the_day():
    assert quarter_ends_before(date(2022, 2, 3), 3) == [
        date(2021, 6, 30),
        date(2021, 9, 30),
        date(2021, 12, 31),
    ]


def test_a_county_officer_sees_the_own_county_alone(client_of, taocheng_officer, station, zaoqiang_town):
    post(station, 2)
    post(make_station(zaoqiang_town), 3)
    client = client_of(taocheng_officer)

    answer = client.get(f"{PAGE}?on={ON}")
    assert answer.context["cards"][1].leading.value == 2
    assert client.get(f"{PAGE}?region=131121").status_code == 404
    assert client.get("/personnel/trend/?region=131121").status_code == 404


@pytest.mark.parametrize("address", [PAGE, "/personnel/trend/"])
def test_the_pages_cost_the_same_for_one_row_and_for_five(
    client_of, taocheng_officer, station, address, count_queries
):
    client = client_of(taocheng_officer)
    post(station, 1)
    one = count_queries(client, address)
    post(station, 4)

    assert count_queries(client, address) == one


def test_each_number_of_the_page_opens_as_many_rows(client_of, city_admin, station):
    post(station, 2)
    make_position(station)
    client = client_of(city_admin)
    for card in client.get(f"{PAGE}?on={ON}").context["cards"]:
        rows = client.get(card.leading.url, follow=True).context["table"].paginator.count
        assert rows == card.leading.value


def test_the_trend_ends_with_the_day(client_of, taocheng_officer, station):
    post(station, 2)
    answer = client_of(taocheng_officer).get(f"/personnel/trend/?indicator=station_staff&on={ON}")

    points = answer.context["points"]
    assert (len(points), points[-1]["day"], points[-1]["value"]) == (13, "2022-06-30", 2)
    assert Posting.objects.count() == 2
