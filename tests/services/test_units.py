"""Cases and groups: their lists and pages, closing a case, ending a group."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Refused
from services import actions
from services.models import ServiceCase, ServiceGroup
from tests.routes import text_of
from tests.services.factories import make_case, make_group, make_record

ON = date(2022, 6, 30)


@pytest.fixture
def case(station):
    case = make_case(station, opened_on=date(2022, 4, 1))
    make_record(station, method="case", case=case, phase="intake", served_on=date(2022, 5, 4))
    return case


@pytest.fixture
def group(station):
    group = make_group(station, name="读书小组", started_on=date(2022, 4, 1))
    make_record(
        station,
        method="group",
        service_group=group,
        sessions=2,
        person_count=6,
        attendance_count=11,
        served_on=date(2022, 5, 4),
    )
    return group


def test_a_case_is_closed_with_its_outcome(case, hedong_officer, client_of):
    page = reverse("services:case-close", args=[case.code])

    answer = client_of(hedong_officer).post(page, {"on": ON.isoformat(), "outcome": "reached"})

    case.refresh_from_db()
    assert answer["Location"] == case.get_absolute_url()
    assert (case.closed_on, case.outcome, case.phase) == (ON, "reached", "closure")
    assert case.history.first().history_user == hedong_officer


def test_a_group_is_ended(group, hedong_officer, client_of):
    client_of(hedong_officer).post(reverse("services:group-end", args=[group.code]), {"on": ON.isoformat()})

    group.refresh_from_db()
    assert group.ended_on == ON


def test_what_has_ended_does_not_end_again(case, group, hedong_officer):
    actions.close_case(case, on=ON, outcome="partly", by=hedong_officer)
    actions.end_group(group, on=ON, by=hedong_officer)

    with pytest.raises(Refused, match="a further service of it is a new one"):
        actions.close_case(case, on=ON, outcome="reached", by=hedong_officer)
    with pytest.raises(Refused, match="a further service of it is a new one"):
        actions.end_group(group, on=ON, by=hedong_officer)


def test_nothing_ends_before_its_last_service(case, group, hedong_officer):
    early = date(2022, 5, 3)

    with pytest.raises(Refused, match="was still served on"):
        actions.close_case(case, on=early, outcome="reached", by=hedong_officer)
    with pytest.raises(Refused, match="was still served on"):
        actions.end_group(group, on=early, by=hedong_officer)
    assert ServiceCase.objects.get().closed_on is None
    assert ServiceGroup.objects.get().ended_on is None


def test_the_page_of_a_group_adds_up_what_stands(group, station, hedong_officer, client_of):
    make_record(
        station,
        method="group",
        service_group=group,
        person_count=6,
        attendance_count=6,
        withdrawn_on=ON,
        withdrawn_reason="重复",
    )

    page = BeautifulSoup(client_of(hedong_officer).get(group.get_absolute_url()).content, "html.parser")

    facts = dict(
        zip(
            (term.get_text(strip=True) for term in page.select("dt")),
            (value.get_text(strip=True) for value in page.select("dd")),
            strict=True,
        )
    )
    assert (facts["Sessions held"], facts["Attendances"]) == ("2 / 6", "11")
    assert len(page.select("section[aria-labelledby=sessions] tbody tr")) == 1


@pytest.mark.parametrize(("route", "open_ones"), [("case-list", "case"), ("group-list", "group")])
def test_the_lists_filter_by_open_and_leave_as_files(
    route, open_ones, case, group, hedong_officer, client_of
):
    client, path = client_of(hedong_officer), reverse(f"services:{route}")
    unit = {"case": case, "group": group}[open_ones]

    assert unit.code in text_of(client.get(path, {"open": "true", "export": "csv"}))
    assert unit.code not in text_of(client.get(path, {"open": "false", "export": "csv"}))


@pytest.mark.parametrize("route", ["case-list", "group-list"])
def test_a_list_costs_the_same_for_one_and_for_many(route, station, case, group, hedong_officer, client_of):
    client, path = client_of(hedong_officer), reverse(f"services:{route}")

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    queries()
    few = queries()
    for _number in range(4):
        make_case(station)
        make_group(station)
    assert queries() == few


def test_another_county_finds_neither(case, group, zaoqiang_officer, client_of):
    client = client_of(zaoqiang_officer)
    for unit in (case, group):
        assert client.get(unit.get_absolute_url()).status_code == 404


def test_a_viewer_closes_nothing(case, viewer, client_of):
    assert client_of(viewer).post(reverse("services:case-close", args=[case.code])).status_code == 403
