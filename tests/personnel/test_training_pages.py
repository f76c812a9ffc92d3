"""Courses, credits and supervision through the pages, as officers use them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from personnel.models import EducationCredit, Enrolment, SupervisionRecord, TrainingCourse
from tests.personnel.factories import make_certificate, make_worker
from tests.personnel.training import (
    make_course,
    make_credit,
    make_enrolment,
    make_supervision,
    make_supervisor,
)
from tests.stations.factories import make_station


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def address(name, *args):
    return reverse(f"personnel:{name}", args=args)


@pytest.fixture
def officer(taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def course(taocheng):
    return make_course(taocheng)


COURSE = {
    "name": "驻站社工实务",
    "topics": ["RURAL_SW", "CIVIL_AFFAIRS"],
    "abilities": ["TOWNSHIP_INTEGRATION"],
    "kind": "short_term",
    "hours": "12",
    "starts_on": "2022-05-10",
    "ends_on": "2022-05-11",
    "organiser": "民政局",
    "lecturers-TOTAL_FORMS": "1",
    "lecturers-INITIAL_FORMS": "0",
    "lecturers-0-name": "示例讲师",
    "lecturers-0-source": "CIVIL_OFFICIAL",
}


def test_a_course_is_planned_with_its_lecturers(officer, taocheng):
    answer = officer.post(address("course-create"), COURSE | {"region": taocheng.pk})

    course = TrainingCourse.objects.get()
    assert answer.url == course.get_absolute_url()
    assert (course.topics, course.abilities) == ("CIVIL_AFFAIRS,RURAL_SW", "TOWNSHIP_INTEGRATION")
    assert course.lecturers.get().source == "CIVIL_OFFICIAL"


def test_a_course_is_not_planned_for_another_county(officer, zaoqiang):
    answer = officer.post(address("course-create"), COURSE | {"region": zaoqiang.pk})

    assert "Select a valid choice" in text_of(answer)
    assert not TrainingCourse.objects.exists()


def test_a_course_of_the_city_is_open_to_the_county_and_kept_by_the_city(officer, city):
    course = make_course(city)

    assert officer.get(course.get_absolute_url()).status_code == 200
    assert officer.get(address("course-enrol", course.code)).status_code == 200
    assert officer.get(address("course-edit", course.code)).status_code == 403
    assert officer.get(address("course-attendance", course.code)).status_code == 403


def test_many_are_enrolled_recorded_and_credited(officer, course, taocheng, hedong, city_admin, client_of):
    first, second = make_worker(hedong, name="王小明"), make_worker(taocheng)
    found = officer.get(address("course-enrol", course.code), {"q": "王小明"})
    assert first.code in found.content.decode()
    assert second.code not in found.content.decode()

    officer.post(
        address("course-enrol", course.code), {"workers": [first.code, second.code], "on": "2022-05-01"}
    )
    results = {
        f"{first.code}-hours": "11.5",
        f"{first.code}-result": "passed",
        f"{second.code}-result": "absent",
    }
    officer.post(address("course-attendance", course.code), results)
    officer.post(address("course-close", course.code), {"on": "2022-05-12"})
    credit = EducationCredit.objects.get()
    assert (credit.worker, str(credit.hours), credit.status) == (first, "11.5", "pending")

    chosen = {"codes": [credit.code], "on": "2022-06-01"}
    own = officer.post(address("credit-approve-many"), chosen, follow=True)
    assert "You entered" in text_of(own)
    client_of(city_admin).post(address("credit-approve-many"), chosen)
    credit.refresh_from_db()
    assert (credit.status, credit.decided_by) == ("approved", city_admin)


def test_what_is_wrong_in_the_roster_stands_beside_the_person(officer, course, taocheng):
    worker = make_worker(taocheng)
    make_enrolment(course, worker)
    answer = officer.post(
        address("course-attendance", course.code),
        {f"{worker.code}-hours": "12.5", f"{worker.code}-result": "passed"},
    )

    assert "nobody attends more" in text_of(answer)
    assert 'value="12.5"' in answer.content.decode()
    assert not Enrolment.objects.attended().exists()


def test_people_of_another_county_are_not_offered_and_not_enrolled(officer, course, zaoqiang):
    foreign = make_worker(zaoqiang, name="枣强社工")
    assert "枣强" not in officer.get(address("course-enrol", course.code)).content.decode()
    officer.post(address("course-enrol", course.code), {"workers": [foreign.code], "on": "2022-05-01"})
    assert not Enrolment.objects.exists()


def test_hours_are_entered_on_the_persons_page_and_refused_with_a_reason(officer, taocheng):
    worker = make_worker(taocheng)
    make_certificate(worker)
    officer.post(
        address("credit-enter", worker.code),
        {"source": "other", "hours": "8", "earned_on": "2022-05-01", "proof": "结业证"},
    )
    credit = EducationCredit.objects.get()
    assert "0 / 72" in text_of(officer.get(worker.get_absolute_url()))
    refused = officer.post(address("credit-refuse", credit.code), {"on": "2022-06-01", "reason": "重复"})
    assert "You entered" in text_of(refused)


def test_supervision_is_recorded_for_a_station_and_its_people(officer, taocheng, hedong):
    station, worker = make_station(hedong), make_worker(hedong)
    supervisor = make_supervisor(taocheng)
    values = {
        "supervisor": supervisor.pk,
        "station": station.pk,
        "workers": [worker.pk],
        "held_on": "2022-05-20",
        "hours": "2.5",
        "form": "on_site",
        "content": "个案研讨",
    }
    officer.post(address("supervision-create"), values)
    record = SupervisionRecord.objects.get()
    assert (record.region, [one.worker for one in record.supervised.all()]) == (hedong, [worker])

    officer.post(
        address("supervision-edit", record.code),
        values | {"workers": [], "version": record.history.first().pk},
    )
    assert not record.supervised.exists()


def test_nobody_is_supervised_by_themselves_or_by_nobody(officer, taocheng, hedong):
    worker = make_worker(hedong)
    own = make_supervisor(taocheng, worker=worker)
    values = {
        "supervisor": own.pk,
        "held_on": "2022-05-20",
        "hours": "1",
        "form": "online",
        "content": "研讨",
    }
    alone = officer.post(
        address("supervision-create"), values | {"region": hedong.pk, "workers": [worker.pk]}
    )
    assert "Nobody supervises themselves" in text_of(alone)
    nobody = officer.post(address("supervision-create"), values)
    assert "Choose the station, or the region" in text_of(nobody)
    nobody = officer.post(address("supervision-create"), values | {"region": hedong.pk})
    assert "Choose the station or the people" in text_of(nobody)
    assert not SupervisionRecord.objects.exists()


LISTS = ["course-list", "credit-list", "supervisor-list", "supervision-list"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", ["", "?export=csv"])
def test_a_list_costs_the_same_for_one_row_and_for_five(name, query, officer, taocheng, hedong):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            answer = officer.get(address(name) + query)
            assert answer.status_code == 200
            answer.getvalue()
        return len(asked)

    station = make_station(hedong)
    counts = []
    for number in (1, 4):
        for place in range(number):
            worker = make_worker(hedong)
            make_enrolment(make_course(taocheng), worker)
            make_credit(worker)
            held_on = date(2022, 5, 1 + place)
            make_supervision(make_supervisor(taocheng), station, worker, held_on=held_on)
        counts.append(queries())
    assert counts[0] == counts[1] <= 10
