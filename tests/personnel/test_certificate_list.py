"""What runs out: the list of certificates, by the clock as the database reads it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from personnel.models import Certificate, SocialWorker
from personnel.rules.certificate_clock import Status
from tests.personnel.factories import make_certificate, make_registration, make_worker

LIST = "/personnel/certificates/"
ON = date(2025, 10, 14)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def certificates(hedong):
    """Certificates around every edge of the clock on the day."""
    made = []
    for days in (-1, 0, 1):
        near = timedelta(days=days)
        made.append(make_certificate(make_worker(hedong), issued_on=date(2024, 10, 14) + near))
        for valid_to in (ON, date(2026, 1, 14)):
            certificate = make_certificate(make_worker(hedong), issued_on=date(2020, 10, 1))
            make_registration(certificate, registered_on=date(2022, 12, 1), valid_to=valid_to + near)
            made.append(certificate)
    return made


@pytest.mark.parametrize("on", [ON, date(2022, 11, 30), date(2024, 2, 29), date(2026, 1, 15)])
def test_the_database_and_the_rule_tell_the_same_status(certificates, on):
    for status in Status:
        expected = {one.pk for one in certificates if (clock := one.clock_on(on)) and clock.status == status}
        assert {one.pk for one in Certificate.objects.with_status(status, on)} == expected
        people = SocialWorker.objects.with_clock_status(status, on)
        assert {one.certificates.get().pk for one in people} == expected


def listed(client, query):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return response.context["table"].paginator.count


def test_the_list_asks_by_status_and_by_what_runs_out(certificates, client_of, taocheng_officer):
    client = client_of(taocheng_officer)

    assert listed(client, f"on={ON}") == 9
    assert listed(client, f"on={ON}&status=first_overdue") == 1
    assert listed(client, f"on={ON}&status=not_registered") == 2
    assert listed(client, f"on={ON}&status=expired") == 1
    assert listed(client, f"on={ON}&status=renewal_window") == 4
    assert listed(client, f"on={ON}&status=valid") == 1
    assert listed(client, "on=2025-10-17&due=ending") == 3
    assert listed(client, f"on={ON}&due=first_due") == 2


def test_the_list_costs_the_same_for_one_row_and_for_nine(client_of, taocheng_officer, hedong, request):
    client = client_of(taocheng_officer)
    make_certificate(make_worker(hedong))
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    request.getfixturevalue("certificates")
    with CaptureQueriesContext(connection) as ten:
        client.get(LIST)

    assert len(ten) == len(one)


def test_an_unusual_number_is_kept_and_marked(client_of, taocheng_officer, hedong):
    worker = make_worker(hedong)
    client = client_of(taocheng_officer)
    add = f"/personnel/workers/{worker.code}/certificates/new/"
    answer = client.post(
        add, {"level": "1", "number": " a234567890123 ", "issued_on": "2021-10-01"}, follow=True
    )

    assert worker.certificates.get().number == "A234567890123"
    assert "has not the usual 18 signs" in answer.text
    assert "not the usual 18 signs" in client.get(LIST).text


def test_a_person_is_entered_certified_registered_and_leaves_through_the_pages(
    client_of, hedong_officer, hedong
):
    client = client_of(hedong_officer)
    values = {
        "name": "新入职社工",
        "home_region": hedong.code,
        "employer_type": "agency",
        "employment_type": "full_time",
        "id_number": "131102199001010016",
    }
    client.post("/personnel/workers/new/", values)
    worker = SocialWorker.objects.get()
    mine = f"/personnel/workers/{worker.code}/"
    number = "202110371300000009"
    client.post(f"{mine}certificates/new/", {"level": "1", "number": number, "issued_on": "2021-10-01"})
    client.post(f"{mine}certificates/1/register/", {"on": "2021-12-01"})
    version = worker.certificates.get().history.latest().pk
    client.post(f"{mine}certificates/1/edit/", {"issued_on": "2021-10-02", "version": version})
    client.post(f"{mine}leave/", {"on": "2022-06-30", "reason": "retired"})

    worker.refresh_from_db()
    certificate = worker.certificates.get()
    assert (worker.birth_year, worker.register_end_reason) == (1990, "retired")
    assert (certificate.number, certificate.issued_on) == (number, date(2021, 10, 2))
    assert certificate.registrations.get().valid_to == date(2024, 11, 30)


def test_nobody_enters_a_person_in_another_region(client_of, hedong_officer, zaoqiang):
    values = {
        "name": "越界",
        "home_region": zaoqiang.code,
        "employer_type": "agency",
        "employment_type": "full_time",
    }
    answer = client_of(hedong_officer).post("/personnel/workers/new/", values)

    assert answer.status_code == 200
    assert not SocialWorker.objects.exists()
