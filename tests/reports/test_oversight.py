"""Oversight in to-dos."""

from datetime import date

import pytest

from reports.tasks import ToDo
from tests.oversight.factories import make_finding, report

pytestmark = pytest.mark.django_db

SOON, LATE = date(2022, 6, 1), date(2022, 6, 13)


def kinds(user, on):
    return [task.kind.code for task in ToDo(user, on).tasks if task.kind.code.startswith("finding")]


def test_a_finding_is_its_owners_turn_and_shows_above_once_it_waited(
    hedong, hedong_officer, taocheng_officer
):
    make_finding(hedong)

    assert kinds(hedong_officer, date(2022, 5, 13)) == ["finding-to-rectify"]
    assert kinds(taocheng_officer, date(2022, 5, 13)) == []
    assert kinds(taocheng_officer, SOON) == ["finding-to-rectify"]
    assert kinds(hedong_officer, LATE) == ["finding-overdue"]


def test_a_rectification_awaits_the_auditor_and_not_who_reported_it(hedong, city_admin, auditor):
    report(make_finding(hedong), by=city_admin)

    assert kinds(auditor, LATE) == ["finding-to-verify"]
    assert kinds(city_admin, LATE) == []


def test_what_the_owner_may_not_verify_is_not_asked_of_them(hedong, city_admin, auditor):
    report(make_finding(hedong, owner_account=auditor), by=city_admin)

    assert kinds(auditor, LATE) == []
