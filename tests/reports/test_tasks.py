"""The to-do list: what awaits whom, since when, and when it shows further up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from reports.actions.digest import send_digests
from reports.models import ReturnRule
from reports.tasks import ToDo
from reports.tasks.construction import ENDING_SOON, OVERDUE, RETURNED, TO_ACCEPT
from reports.tasks.people import TO_RENEW, UNUSUAL
from stations import actions
from stations.models import Stage
from tests.accounts.factories import make_user
from tests.personnel.factories import make_access, make_certificate, make_registration, make_worker
from tests.stations.factories import (
    make_agency,
    make_deliverable,
    make_engagement,
    make_milestone,
    make_station,
)

ON = date(2022, 6, 30)
LIST = reverse("reports:task-list")


def kinds(user, on=ON):
    return [task.kind for task in ToDo(user=user, on=on).tasks]


@pytest.fixture
def station(hedong):
    return make_station(hedong)


@pytest.fixture
def reported(station, hedong_officer):
    deliverable = make_deliverable(station, name="邻里节")
    actions.report_deliverable(deliverable, on=ON - timedelta(days=3), by=hedong_officer)
    return deliverable


def test_what_is_reported_awaits_the_county_and_not_who_reported_it(
    reported, taocheng_officer, hedong_officer, zaoqiang_officer, auditor
):
    assert kinds(taocheng_officer) == [TO_ACCEPT]
    for other in (hedong_officer, zaoqiang_officer, auditor):
        assert kinds(other) == []


def test_what_has_waited_seven_days_shows_to_the_level_above(reported, city_admin):
    assert kinds(city_admin, reported.reported_on + timedelta(days=6)) == []
    assert kinds(city_admin, reported.reported_on + timedelta(days=7)) == [TO_ACCEPT]


def test_what_is_returned_awaits_the_township_then_the_county_then_the_city(
    reported, taocheng_officer, hedong_officer, city_admin
):
    actions.return_deliverable(reported, on=ON, comment="缺照片", by=taocheng_officer)

    seen = {
        days: [
            kinds(user, ON + timedelta(days=days)) for user in (hedong_officer, taocheng_officer, city_admin)
        ]
        for days in (0, 6, 7, 13, 14)
    }

    assert seen == {
        0: [[RETURNED], [], []],
        6: [[RETURNED], [], []],
        7: [[RETURNED], [RETURNED], []],
        13: [[RETURNED], [RETURNED], []],
        14: [[RETURNED], [RETURNED], [RETURNED]],
    }


def test_an_overdue_milestone_awaits_the_level_that_answers_for_it(
    station, hedong_officer, taocheng_officer, city_admin
):
    make_milestone(station, stage=Stage.FUNDED, planned_on=ON - timedelta(days=2), responsible_level="county")
    make_milestone(
        station, stage=Stage.FITTED, planned_on=ON - timedelta(days=1), responsible_level="township"
    )

    assert kinds(taocheng_officer) == [OVERDUE]
    assert kinds(hedong_officer) == [OVERDUE]
    assert kinds(city_admin) == []
    assert len(kinds(city_admin, ON + timedelta(days=20))) == 2


def test_an_engagement_that_ends_soon_and_a_certificate_to_renew_await_the_county(
    station, taocheng, taocheng_officer
):
    make_engagement(make_agency(taocheng), station, ended_on=ON + timedelta(days=90))
    certificate = make_certificate(make_worker(taocheng), issued_on=date(2019, 6, 1))
    make_registration(certificate, registered_on=date(2019, 8, 1))

    assert kinds(taocheng_officer) == [TO_RENEW, ENDING_SOON]
    assert kinds(taocheng_officer, ON - timedelta(days=70)) == []


def test_a_certificate_that_lapsed_more_than_a_year_ago_is_in_the_list_and_no_task(
    taocheng, taocheng_officer, client_of
):
    registered = make_certificate(make_worker(taocheng), issued_on=date(2017, 6, 1))
    make_registration(registered, registered_on=date(2018, 6, 30), valid_to=date(2021, 6, 29))
    never = make_certificate(make_worker(taocheng), issued_on=date(2020, 6, 29))
    just_lapsed = make_certificate(make_worker(taocheng), issued_on=date(2017, 6, 1))
    make_registration(just_lapsed, registered_on=date(2018, 7, 1), valid_to=date(2021, 6, 30))
    just_due = make_certificate(make_worker(taocheng), issued_on=date(2020, 6, 30))

    tasks = {task.text for task in ToDo(user=taocheng_officer, on=ON).tasks}
    page = client_of(taocheng_officer).get(
        reverse("personnel:certificate-list"), {"due": "lapsed", "on": ON.isoformat()}
    )

    assert tasks == {just_lapsed.worker.name, just_due.worker.name}
    assert {row.record for row in page.context["table"].rows} == {registered, never}


def test_much_personal_data_taken_in_a_day_is_the_citys_to_ask_about(
    taocheng, taocheng_officer, city_admin, client_of
):
    worker = make_worker(taocheng)
    for _number in range(10):
        make_access(worker, by=taocheng_officer, accessed_at=datetime(2022, 6, 28, 2, tzinfo=UTC))

    task = next(task for task in ToDo(user=city_admin, on=ON).tasks if task.kind is UNUSUAL)

    assert (task.since, task.text) == (
        date(2022, 6, 28),
        "taocheng: 10 numbers in clear, 0 people taken away",
    )
    assert client_of(city_admin).get(task.url).context["table"].paginator.count == 10
    assert UNUSUAL not in kinds(taocheng_officer)
    assert UNUSUAL not in kinds(city_admin, ON + timedelta(days=30))


def test_nobody_is_asked_about_what_they_took_themselves(taocheng, city_admin):
    worker = make_worker(taocheng)
    for _number in range(10):
        make_access(worker, by=city_admin, accessed_at=datetime(2022, 6, 28, 2, tzinfo=UTC))

    assert UNUSUAL not in kinds(city_admin)


def test_the_page_lists_the_oldest_first_and_leads_to_the_doing(
    reported, station, taocheng_officer, client_of
):
    ReturnRule.objects.all().delete()  # the page is of today, when monthly returns are due
    make_milestone(station, stage=Stage.FUNDED, planned_on=date(2022, 1, 1), responsible_level="county")
    client = client_of(taocheng_officer)

    page = BeautifulSoup(client.get(LIST).content, "html.parser")

    links = [cell.a["href"] for cell in page.tbody.find_all("th")]
    assert links == [station.get_absolute_url(), reported.get_absolute_url()]
    only = BeautifulSoup(client.get(f"{LIST}?kind=to-accept").content, "html.parser")
    assert len(only.tbody.find_all("tr")) == 1
    assert BeautifulSoup(client.get(reverse("reports:task-count")).content, "html.parser").text.strip() == "2"


def test_nobody_has_nothing_to_do(client_of, viewer):
    assert "Nothing awaits you." in client_of(viewer).get(LIST).content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(
    station, hedong_officer, taocheng_officer, django_assert_num_queries
):
    for _number in range(6):
        deliverable = make_deliverable(station, component="ELECTIVE_PROJECT")
        actions.report_deliverable(deliverable, on=ON, by=hedong_officer)
    taocheng_officer.paths_for("stations.change_station")

    with django_assert_num_queries(20):
        assert len(ToDo(user=taocheng_officer, on=ON).tasks) == 6


def test_the_digest_goes_to_whom_something_awaits(reported, taocheng, taocheng_officer, viewer):
    taocheng_officer.email, viewer.email = "officer@example.org", "viewer@example.org"
    taocheng_officer.save()
    viewer.save()

    assert send_digests(ON, address="https://portal.example") == (1, 0)

    (letter,) = mail.outbox
    assert letter.to == ["officer@example.org"]
    assert "邻里节" in letter.body
    assert "https://portal.example/tasks/" in letter.body


def test_one_bad_address_stops_nobody_elses_letter(reported, taocheng, taocheng_officer, monkeypatch):
    taocheng_officer.email = "officer@example.org"
    taocheng_officer.save()
    make_user("aaa", "county_officer", taocheng, email="nobody@example.org")
    send = EmailBackend.send_messages

    def refuse_nobody(self, letters):
        if "nobody@example.org" in letters[0].to:
            raise OSError("no such mailbox")
        return send(self, letters)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_nobody)

    assert send_digests(ON, address="https://portal.example") == (1, 1)
    assert [letter.to for letter in mail.outbox] == [["officer@example.org"]]
