from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from personnel.models import Certificate, Posting, SocialWorker
from tests.personnel.factories import (
    make_certificate,
    make_complete_worker,
    make_id_number,
    make_posting,
    make_registration,
    make_worker,
)
from tests.stations.factories import make_agency, make_engagement, make_station

LIST = "/personnel/workers/"
FILE = "/personnel/workers/export/"
MOST_QUERIES = 10


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def lent(zaoqiang, hedong):
    """At home in 枣强县, posted in 河东街道 of 桃城区."""
    return make_complete_worker(zaoqiang, make_station(hedong), name="借调社工")


def soup_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def codes_in(response):
    return [row.td.get_text(strip=True) for row in soup_of(response).select("#list tbody tr")]


def row_of(response):
    """The cells of the only row by their headings."""
    soup = soup_of(response)
    headings = [cell.get_text(strip=True) for cell in soup.select("#list th")]
    return dict(zip(headings, [cell.get_text(strip=True) for cell in soup.select("#list td")], strict=True))


def test_the_list_shows_how_things_stand_today(client_of, taocheng_officer, hedong):
    agency = make_agency(hedong, name="桃城融联社工")
    worker = make_worker(hedong, name="王小明", agency=agency)
    make_certificate(worker, level=Certificate.Level.INTERMEDIATE, issued_on=date(2019, 1, 10))
    make_posting(worker, make_station(hedong))

    assert row_of(client_of(taocheng_officer).get(LIST)) == {
        "Code": "SW-00001",
        "Full name": "王小明",
        "Highest level": "social worker",
        "Employer type": "public institution",
        "Employment": "full-time",
        "Agency": "桃城融联社工",
        "Station now": "河东街道社工站",
        "Registration today": "first registration overdue",
    }


def test_the_list_shows_a_dash_where_there_is_nothing(client_of, taocheng_officer, hedong):
    make_worker(hedong)
    row = row_of(client_of(taocheng_officer).get(LIST))

    assert {row[name] for name in ("Highest level", "Agency", "Station now", "Registration today")} == {"—"}


@pytest.fixture
def people(hedong, hexi, zaoqiang):
    """Four people by what tells them apart."""
    station = make_station(hedong)
    agency = make_agency(hedong)
    assistant = make_worker(hedong, name="王小明", employer_type="party_government")
    make_certificate(assistant, issued_on=date(2021, 10, 1), number="202110371300000001")
    risen = make_worker(hexi, name="李四", employer_type="agency", agency=agency)
    make_certificate(risen, issued_on=date(2020, 10, 1))
    make_certificate(risen, level=Certificate.Level.INTERMEDIATE, issued_on=date(2022, 1, 10))
    make_posting(risen, station)
    helper = make_worker(hedong, name="赵六", employer_type="community")
    make_posting(
        helper, station, employment_type="part_time", ended_on=date(2022, 4, 30), leave_reason="resigned"
    )
    foreign = make_worker(zaoqiang, name="外县社工")
    make_certificate(foreign)
    return {"assistant": assistant, "risen": risen, "helper": helper}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["assistant", "risen", "helper"]),
        ("region=131102001", ["risen"]),
        ("region=131102", ["assistant", "risen", "helper"]),
        ("q=小明", ["assistant"]),
        ("q=wxm", ["assistant"]),
        ("q=lisi", ["risen"]),
        ("q=SW-00003", ["helper"]),
        ("q=202110371300000001", ["assistant"]),
        ("q=2021103713", []),
        ("certified_on=2020-12-31", ["risen"]),
        ("certified_on=2022-01-10", ["assistant", "risen"]),
        ("level=2", ["risen"]),
        ("level=1", ["assistant"]),
        ("level=1&certified_on=2021-12-31", ["assistant", "risen"]),
        ("level=2&certified_on=2022-01-10", ["risen"]),
        ("level=3", []),
        ("employer_type=community", ["helper"]),
        ("public=true", ["assistant"]),
        ("public=false", ["risen", "helper"]),
        ("posted_on=2022-04-30", ["risen", "helper"]),
        ("posted_on=2022-05-01", ["risen"]),
        ("full_time_on=2022-04-30", ["risen"]),
        ("full_time_on=2022-02-28", []),
        ("agency=AG-0001", ["risen"]),
        ("certified_on=2022-06-30&public=false", ["risen"]),
    ],
)
def test_the_list_is_filtered(client_of, taocheng_officer, people, query, expected):
    codes = codes_in(client_of(taocheng_officer).get(f"{LIST}?{query}&sort=code"))

    if expected:
        assert codes == [people[name].code for name in expected]
    else:
        assert "Nothing matches" in codes[0]


@pytest.mark.parametrize("query", ["certified_on=2022-13-01", "level=9", "agency=AG-9999", "region=131121"])
def test_a_filter_that_cannot_be_read_shows_no_rows(client_of, taocheng_officer, people, query):
    soup = soup_of(client_of(taocheng_officer).get(f"{LIST}?{query}"))

    assert not soup.select("#list tbody tr")
    assert "could not be read" in soup.get_text()


@pytest.mark.parametrize("sort", ["code", "-name", "level", "-level", "employer_type", "employment_type"])
def test_the_list_is_sorted(client_of, taocheng_officer, people, sort):
    assert len(codes_in(client_of(taocheng_officer).get(f"{LIST}?sort={sort}"))) == 3


def test_the_page_costs_the_same_for_one_row_and_for_fifty(client_of, taocheng_officer, hedong, taocheng):
    station = make_station(hedong)
    agency = make_agency(taocheng)
    client = client_of(taocheng_officer)
    make_complete_worker(hedong, station, agency=agency)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for _each in range(49):
        make_complete_worker(hedong, station, agency=agency)
    with CaptureQueriesContext(connection) as fifty:
        response = client.get(LIST)

    assert len(codes_in(response)) == 25
    assert len(fifty) == len(one) <= MOST_QUERIES


def file_of(client, kind="csv", numbers="masked", **more):
    """The list as a file, asked for as the page does."""
    return client.post(FILE, {"file": kind, "numbers": numbers, "reason": "年度核查"} | more)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_costs_the_same_for_one_row_and_for_fifty(client_of, taocheng_officer, hedong, kind):
    station = make_station(hedong)
    client = client_of(taocheng_officer)
    make_complete_worker(hedong, station)
    with CaptureQueriesContext(connection) as one:
        file_of(client, kind).getvalue()
    for _each in range(49):
        make_complete_worker(hedong, station)
    with CaptureQueriesContext(connection) as fifty:
        file_of(client, kind).getvalue()

    assert len(fifty) == len(one)


def test_the_file_holds_the_rows_in_scope_and_masks_alone(
    client_of, taocheng_officer, hedong, lent, zaoqiang
):
    make_worker(zaoqiang, name="外县社工", id_number=make_id_number(7))
    make_complete_worker(hedong, make_station(hedong, name="河东二站"), name="王小明")
    text = file_of(client_of(taocheng_officer)).getvalue().decode("utf-8-sig")
    *rows, mark = text.splitlines()

    assert [line.split(",")[1] for line in rows] == ["Full name", "借调社工", "王小明"]
    assert mark.startswith("※ Exported by taocheng")
    assert "assistant social worker" in text
    assert "枣强" not in text
    assert text.count("131*************") == 1


def test_the_page_of_a_person_at_home(client_of, taocheng_officer, hedong):
    station = make_station(hedong)
    worker = make_worker(hedong, name="王小明", id_number="131102199001010016", phone="13800138000")
    make_registration(make_certificate(worker, number="202110371300000001"), valid_to=date(2022, 1, 14))
    make_posting(worker, station, ended_on=date(2022, 4, 30), leave_reason="resigned")
    text = soup_of(client_of(taocheng_officer).get(worker.get_absolute_url())).get_text(" ", strip=True)

    for expected in (
        "131*************16",
        "138****8000",
        "河东街道",
        "2021**********0001",
        "registration expired",
        "2021-10-14",
        "2022-01-14",
        "河东街道社工站",
        "resigned",
        "entered",
        "1990",
    ):
        assert expected in text, expected


SECRETS = ["131102199001010016", "13800138000", "202110371300000001"]


@pytest.mark.parametrize("reader", ["zaoqiang_officer", "taocheng_officer", "city_admin"])
def test_no_page_carries_a_number_in_clear_a_ciphertext_or_a_fingerprint(
    client_of, request, reader, zaoqiang, hedong
):
    worker = make_worker(zaoqiang, id_number=SECRETS[0], phone=SECRETS[1])
    make_certificate(worker, number=SECRETS[2])
    make_posting(worker, make_station(hedong))
    worker.name = "改名"
    worker.save()
    client = client_of(request.getfixturevalue(reader))
    secrets = [*SECRETS, worker.id_number_fingerprint, worker.id_number_ciphertext, worker.phone_ciphertext]

    answers = [client.get(worker.get_absolute_url()), client.get(LIST), file_of(client)]
    for text in (answer.getvalue().decode() for answer in answers):
        assert worker.code in text
        for secret in secrets:
            assert secret not in text


def test_where_somebody_is_only_posted_the_page_shows_the_work_alone(client_of, taocheng_officer, lent):
    SocialWorker.objects.update(education="bachelor")
    text = soup_of(client_of(taocheng_officer).get(lent.get_absolute_url())).get_text(" ", strip=True)

    for expected in ("借调社工", "assistant social worker", "河东街道社工站", "home is outside your region"):
        assert expected in text, expected
    for hidden in ("枣强", "****8000", "131******", "Home region", "bachelor", "Latest changes", "1990"):
        assert hidden not in text, hidden


def test_postings_agencies_and_stations_of_another_county_are_not_named(
    client_of, taocheng_officer, hedong, zaoqiang, zaoqiang_town
):
    worker = make_worker(hedong, agency=make_agency(zaoqiang, name="枣强社工机构"))
    make_posting(worker, make_station(zaoqiang_town))
    client = client_of(taocheng_officer)

    assert row_of(client.get(LIST))["Station now"] == "outside your region"
    assert row_of(client.get(LIST))["Agency"] == "—"
    assert "outside your region" in file_of(client).getvalue().decode()
    assert "posted at a station outside your region" in client.get(worker.get_absolute_url()).text
    for answer in (client.get(LIST), client.get(worker.get_absolute_url()), file_of(client)):
        assert "枣强" not in answer.getvalue().decode()


def test_an_agency_engaged_here_is_named(client_of, taocheng_officer, hedong, zaoqiang):
    agency = make_agency(zaoqiang, name="外来社工机构")
    make_engagement(agency, make_station(hedong))
    make_worker(hedong, agency=agency)

    assert row_of(client_of(taocheng_officer).get(LIST))["Agency"] == "外来社工机构"


def test_a_person_of_another_county_is_not_found(client_of, taocheng_officer, zaoqiang):
    worker = make_worker(zaoqiang)

    assert client_of(taocheng_officer).get(worker.get_absolute_url()).status_code == 404


def test_nobody_sees_people_without_an_account(client, hedong):
    assert client.get(LIST).status_code == 302
    assert client.get(reverse("personnel:worker-detail", args=["SW-00001"])).status_code == 302


def test_the_page_of_a_person_costs_the_same_with_many_parts(client_of, taocheng_officer, hedong, hexi):
    worker = make_complete_worker(hedong, make_station(hedong))
    client = client_of(taocheng_officer)
    with CaptureQueriesContext(connection) as few:
        client.get(worker.get_absolute_url())
    station = make_station(hexi)
    for level in (2, 3):
        make_registration(make_certificate(worker, level=level))
    for month in (1, 2, 3, 4, 5):
        make_posting(
            worker,
            station,
            employment_type=Posting.EmploymentType.PART_TIME,
            started_on=date(2021, month, 1),
            ended_on=date(2021, month, 20),
            leave_reason="contract_ended",
        )
    with CaptureQueriesContext(connection) as many:
        client.get(worker.get_absolute_url())

    # The history reads each kind of record among its latest changes once; fewer kinds may be left.
    assert len(many) <= len(few)


def test_an_empty_record_says_what_to_do_next(client_of, taocheng_officer, hedong):
    text = client_of(taocheng_officer).get(make_worker(hedong).get_absolute_url()).text

    assert "No certificate is recorded" in text
    assert "Post the person at a station" in text
