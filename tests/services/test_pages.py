"""The pages of services as an officer uses them, without JavaScript."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from services.models import Need, ServicePlan, ServiceRecord
from tests.services.factories import (
    make_assessed_need,
    make_case,
    make_field,
    make_item,
    make_need,
    make_plan,
    make_record,
    make_target_group,
)

pytestmark = pytest.mark.django_db
NEW, WEEK = reverse("services:record-create"), reverse("services:week")


@pytest.fixture
def officer(hedong_officer, client_of):
    client = client_of(hedong_officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def typed(**changes):
    values = {
        "served_on": "2022-05-18",
        "method": "visit",
        "nature": "professional",
        "field": make_field().pk,
        "groups": [make_target_group("ELDER").pk],
        "hours": "1.5",
        "sessions": "1",
        "person_count": "2",
        "attendance_count": "3",
    }
    return values | changes


def parsed(response):
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def test_quick_entry_saves_and_goes_on_with_the_same_method(station, officer):
    response = officer.post(f"{NEW}?station={station.code}", typed(next="1"))

    record = ServiceRecord.objects.get()
    assert (record.hours, record.person_count, record.attendance_count) == (1.5, 2, 3)
    assert response.url == f"{NEW}?station={station.code}&method=visit&on=2022-05-18"
    form = parsed(officer.get(response.url))
    assert form.select_one("#id_method option[selected]")["value"] == "visit"
    assert form.select_one("#id_served_on")["value"] == "2022-05-18"


def test_the_station_of_the_last_entry_is_remembered(station, hexi, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    make_record(station, entered_by=taocheng_officer)

    assert station.name in client.get(NEW).content.decode()


def test_who_has_several_stations_chooses_one(station, zaoqiang_town, city_admin, client_of, other_station):
    page = parsed(client_of(city_admin).get(NEW))

    assert {option["value"] for option in page.select("#station option")} == {
        station.code,
        other_station.code,
    }


def test_a_refused_entry_keeps_what_was_typed_and_says_why(station, officer):
    wrong = typed(person_count="9", note="138 0013 8000")
    page = parsed(officer.post(f"{NEW}?station={station.code}", wrong))

    assert not ServiceRecord.objects.exists()
    assert "There cannot be more persons than attendances" in page.get_text()
    assert "telephone number" in page.get_text()
    assert page.select_one("#id_person_count")["value"] == "9"


def test_a_station_out_of_scope_is_not_found(other_station, station, officer):
    assert officer.get(f"{NEW}?station={other_station.code}").status_code == 404
    assert officer.get(f"{WEEK}?station={other_station.code}").status_code == 404


def test_readers_enter_nothing(station, auditor, client_of):
    reader = client_of(auditor)
    assert reader.get(f"{NEW}?station={station.code}").status_code == 403
    assert reader.post(f"{WEEK}?station={station.code}", {}).status_code == 403


def week_of_rows(*rows, initial=0):
    data = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data


def test_a_week_is_entered_at_once_and_can_be_corrected(station, officer):
    address = f"{WEEK}?station={station.code}&week=2022-W20"
    rows = [typed(served_on="2022-05-16"), typed(served_on="2022-05-20", hours="4"), {"sessions": "1"}]

    assert officer.post(address, week_of_rows(*rows)).status_code == 302

    records = list(ServiceRecord.objects.order_by("served_on"))
    assert [record.served_on for record in records] == [date(2022, 5, 16), date(2022, 5, 20)]
    assert len({record.code for record in records}) == 2
    page = parsed(officer.get(address))
    assert page.select_one("#id_form-1-hours")["value"] == "4.0"

    first, second = ({"id": one.pk, "version": one.history.first().pk} for one in records)
    changed = [typed(served_on="2022-05-16", hours="9", **first)]
    changed.append(typed(served_on="2022-05-20", hours="4.0", **second))
    assert officer.post(address, week_of_rows(*changed, initial=2)).status_code == 302

    assert [record.hours for record in ServiceRecord.objects.order_by("served_on")] == [9, 4]
    assert [record.history.count() for record in ServiceRecord.objects.order_by("served_on")] == [3, 2]


def test_whoever_saves_a_row_second_is_told_what_the_first_one_changed(station, officer, city_admin):
    address = f"{WEEK}?station={station.code}&week=2022-W20"
    officer.post(address, week_of_rows(typed(served_on="2022-05-16")))
    record = ServiceRecord.objects.get()
    seen = parsed(officer.get(address)).select_one("#id_form-0-version")["value"]
    record.hours = 7
    record._history_user = city_admin
    record.save()

    row = typed(id=record.pk, version=seen, served_on="2022-05-16", hours="3")
    refused = officer.post(address, week_of_rows(row, initial=1))

    assert "saved this record while you had it open" in refused.text
    record.refresh_from_db()
    assert record.hours == 7
    row["version"] = parsed(refused).select_one("#id_form-0-version")["value"]
    assert officer.post(address, week_of_rows(row, initial=1)).status_code == 302
    record.refresh_from_db()
    assert record.hours == 3


def test_a_service_before_the_station_opened_is_entered_with_a_warning(station, officer):
    page = officer.post(f"{NEW}?station={station.code}", typed(served_on="2022-02-01"), follow=True)
    assert "the station had not opened yet" in page.text

    page = officer.post(f"{NEW}?station={station.code}", typed(served_on="2022-03-01"), follow=True)
    assert "the station had not opened yet" not in page.text
    assert ServiceRecord.objects.count() == 2


@pytest.mark.parametrize("text", ["联系13800138000", "131102199001010016"])
@pytest.mark.parametrize(
    ("route", "field"), [("services:plan-return", "reason"), ("services:record-withdraw", "reason")]
)
def test_no_reason_names_a_client(route, field, text, station, taocheng_officer, client_of):
    plan, record = make_plan(station), make_record(station)
    code = plan.code if "plan" in route else record.code

    page = client_of(taocheng_officer).post(reverse(route, args=[code]), {field: text})

    assert "keeps no identities of clients" in page.text


def test_the_comment_on_a_plan_names_no_client(station):
    plan = make_plan(station)
    plan.comment = "请联系13800138000"

    with pytest.raises(ValidationError, match="keeps no identities"):
        plan.full_clean()


def test_one_wrong_row_keeps_the_whole_week_back(station, officer):
    address = f"{WEEK}?station={station.code}&week=2022-W20"
    rows = [typed(served_on="2022-05-16"), typed(served_on="2022-05-17", person_count="8")]

    page = parsed(officer.post(address, week_of_rows(*rows)))

    assert not ServiceRecord.objects.exists()
    assert "Nothing was saved" in page.get_text()
    assert "more persons than attendances" in page.get_text()
    assert page.select_one("#id_form-0-hours")["value"] == "1.5"


def test_the_grid_keeps_to_its_week_and_its_station(station, other_station, officer):
    make_record(station, served_on=date(2022, 5, 9), note="上周")
    foreign = make_record(other_station, served_on=date(2022, 5, 16))
    address = f"{WEEK}?station={station.code}&week=2022-W20"

    assert "上周" not in officer.get(address).content.decode()
    answer = officer.post(address, week_of_rows(typed(id=foreign.pk, hours="9"), initial=1))

    foreign.refresh_from_db()
    assert answer.status_code == 200
    assert foreign.hours == 1


def test_the_grid_costs_the_same_for_one_row_and_for_five(station, officer):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(f"{WEEK}?station={station.code}&week=2022-W20").status_code == 200
        return len(asked)

    make_record(station, method="case", case=make_case(station))
    few = queries()
    for _row in range(4):
        make_record(station, method="case", case=make_case(station))

    assert queries() == few


@pytest.mark.parametrize(
    "route", ["services:need-list", "services:record-list", "services:plan-list", "services-overview"]
)
def test_lists_cost_the_same_for_one_row_and_for_five(route, station, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    path = reverse("reports:services") if route == "services-overview" else reverse(route)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    def add(year):
        make_need(station.township, groups=["ELDER", "CHILD"])
        make_record(station, groups=["ELDER", "CHILD"], served_on=timezone.localdate())
        make_item(make_plan(station, year=year))

    add(2018)
    few = queries()
    for year in range(2019, 2023):
        add(year)

    assert queries() == few


@pytest.mark.parametrize("noun", ["needs", "service-records", "service-plans", "plan-items", "target-groups"])
def test_endpoints_cost_the_same_for_one_row_and_for_five(noun, station, taocheng_officer, client_of):
    client = client_of(taocheng_officer)

    def answer():
        with CaptureQueriesContext(connection) as asked:
            response = client.get(f"/api/v1/{noun}/")
        return len(asked), response.json()["count"]

    for year in range(2018, 2023):
        make_need(station.township)
        make_record(station)
        make_item(make_plan(station, year=year))
        if year == 2018:
            few = answer()
    many = answer()

    assert many[0] == few[0] <= 8
    assert noun == "target-groups" or many[1] == 5 * few[1]


def test_the_list_shows_withdrawn_records_only_when_asked(station, officer):
    make_target_group("CHILD")
    make_record(station, note="有效")
    make_record(station, withdrawn_on=date(2022, 6, 1), withdrawn_reason="重复")

    def rows(query):
        return len(parsed(officer.get(reverse("services:record-list"), query)).select("tbody tr"))

    assert rows({}) == 1
    assert rows({"withdrawn": "true"}) == 1
    assert rows({"group": "CHILD"}) == 1  # the row that says there is nothing
    assert (
        "Nothing matches" in officer.get(reverse("services:record-list"), {"group": "CHILD"}).content.decode()
    )


def test_a_need_is_collected_assessed_and_planned_on_its_pages(station, hedong, officer):
    data = {
        "name": "独居老人助餐",
        "township": hedong.pk,
        "channel": "visit",
        "raised_on": "2022-05-10",
        "field": make_field().pk,
        "groups": [make_target_group("ELDER").pk],
    }
    refused = officer.post(reverse("services:need-create"), data | {"text": "王某 13800138000"})
    assert "telephone number" in refused.content.decode()

    assert officer.post(reverse("services:need-create"), data).status_code == 302
    need = Need.objects.get()
    assert need.history.last().history_user.username == "hedong"

    def verb(name, **values):
        response = officer.post(reverse(f"services:{name}", args=[need.code]), values)
        assert response.status_code == 302, BeautifulSoup(response.content, "html.parser").get_text()
        need.refresh_from_db()
        return need.status

    item = make_item(make_plan(station))
    assert verb("need-assess", on="2022-05-11", urgency="soon", responsible="joint") == "assessed"
    assert verb("need-plan", on="2022-05-12", item=item.code) == "planned"
    assert verb("need-resolve", on="2022-05-13", result="已开展") == "resolved"


def test_what_an_action_refuses_stands_above_the_form(station, officer):
    need = make_assessed_need(station.township, status="resolved", closed_on=date(2022, 6, 1))
    data = {"on": "2022-06-02", "reason": "重复"}

    page = officer.post(reverse("services:need-reject", args=[need.code]), data).content.decode()

    assert "nothing more can be decided" in page


def test_a_plan_goes_from_the_station_to_the_county(station, officer, taocheng_officer, client_of):
    data = {"station": station.pk, "year": 2022}
    assert officer.post(reverse("services:plan-create"), data).status_code == 302
    plan = ServicePlan.objects.get()
    item = {"name": "探访", "method": "visit", "metric": "units", "target": 4}
    assert officer.post(reverse("services:item-create", args=[plan.code]), item).status_code == 302
    make_record(station, plan_item=plan.items.get())
    sent = officer.post(reverse("services:plan-submit", args=[plan.code]), {"on": "2022-01-10"})
    assert sent.status_code == 302
    approve = reverse("services:plan-approve", args=[plan.code])
    assert officer.post(approve, {"on": "2022-01-20"}).status_code == 403

    county = client_of(taocheng_officer)
    county.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert county.post(approve, {"on": "2022-01-20"}).status_code == 302

    page = parsed(county.get(plan.get_absolute_url()))
    assert "25.0%" in page.get_text()
    edit = reverse("services:item-edit", args=[plan.items.get().code])
    frozen = county.post(edit, item | {"target": 9}).content.decode()
    assert plan.items.get().target == 4
    assert "frozen" in frozen


def test_the_rows_behind_done_are_those_that_count(station, officer):
    item = make_item(make_plan(station), method="group", min_sessions=1, min_persons=5)
    make_record(station, method="group", plan_item=item, person_count=5, attendance_count=5, note="达标小组")
    make_record(station, method="group", plan_item=item, note="未达标")

    page = parsed(officer.get(reverse("services:record-list"), {"plan_item": item.code}))

    assert len(page.select("tbody tr")) == 1
