"""The overview of services, their indicators, form and to-dos."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from indicators.catalogue import find
from indicators.reading import read
from reports.panels.small_counts import disclosed
from reports.tasks import ToDo
from reports.tasks.services import NEED_TO_ASSESS, PLAN_MISSING, PLAN_TO_APPROVE
from tests.reports.pages import in_english
from tests.services.factories import (
    approve,
    make_assessed_need,
    make_case,
    make_item,
    make_need,
    make_plan,
    make_record,
    make_target_group,
)
from tests.stations.factories import account, make_milestone, make_station

pytestmark = pytest.mark.django_db
ON = date(2022, 6, 30)
PAGE = reverse("reports:services")


@pytest.fixture
def station(hedong):
    for code in ("DISABLED", "DIBAO", "LOST_ONLY_CHILD"):
        make_target_group(code)
    return make_station(hedong, operating_on=date(2022, 3, 1))


def value(code, user, region, on=ON):
    return read([find(code)], user=user, region=region, on=on).value(find(code))


def test_services_are_counted_from_new_year_to_the_day(station, city, city_admin):
    make_record(station, served_on=date(2022, 3, 2), hours=2, person_count=1, attendance_count=3)
    make_record(station, served_on=ON, hours=3, nature="volunteer")
    make_record(station, served_on=date(2022, 7, 1))
    make_record(station, served_on=date(2021, 12, 31))
    make_record(station, withdrawn_on=ON, withdrawn_reason="重复")

    def of(code):
        return value(code, city_admin, city)

    assert of("service_records") == 2
    assert of("service_attendances") == 4
    assert of("service_hours") == 5
    assert of("professional_hours_share") == Decimal(2) / 5
    assert of("volunteer_hours_share") == Decimal(3) / 5


def test_a_share_of_nothing_is_not_known(station, city, city_admin):
    assert value("professional_hours_share", city_admin, city) is None
    assert value("service_plan_completion", city_admin, city) is None


def test_plan_completion_is_done_up_to_the_target_over_the_targets(station, city, city_admin):
    plan = make_plan(station)
    many, none = make_item(plan, target=2), make_item(plan, target=6)
    approve(plan)
    for _visit in range(5):
        make_record(station, plan_item=many)

    assert none.pk
    assert value("service_plan_completion", city_admin, city) == Decimal(2) / 8


def test_needs_are_received_converted_and_resolved(station, hedong, city, city_admin):
    make_need(hedong)
    make_assessed_need(hedong)
    item = make_item(make_plan(station))
    make_assessed_need(hedong, status="planned", plan_item=item, decided_on=ON)
    make_assessed_need(hedong, status="resolved", closed_on=ON)

    assert value("needs_received", city_admin, city) == 4
    assert value("needs_conversion_rate", city_admin, city) == Decimal(1) / 3
    assert value("needs_resolved_rate", city_admin, city) == Decimal(1) / 4


def test_special_groups_nobody_served_in_the_quarter(station, city, city_admin):
    make_record(station, groups=["DIBAO", "ELDER"], served_on=date(2022, 5, 1))
    make_record(station, groups=["DISABLED"], served_on=date(2022, 3, 31))

    assert value("special_groups_unserved", city_admin, city) == 2
    assert value("special_groups_served_rate", city_admin, city) == Decimal(1) / 3


@pytest.mark.parametrize(
    ("count", "outside", "inside"), [(0, "0", "0"), (1, "<5", "1"), (4, "<5", "4"), (5, "5", "5")]
)
def test_fewer_than_five_are_told_to_their_own_township_only(
    count, outside, inside, hedong, taocheng, hedong_officer, taocheng_officer, city_admin
):
    assert disclosed(count, user=hedong_officer, region=hedong) == inside
    for reader in (taocheng_officer, city_admin):
        assert disclosed(count, user=reader, region=hedong) == outside
        assert disclosed(count, user=reader, region=taocheng) == outside


def cells_of(client, group, **query):
    response = client.get(PAGE, {"on": ON.isoformat()} | query)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    for row in page.select(".group-matrix tbody tr"):
        if group in row.th.get_text():
            return [cell.get_text(strip=True) for cell in row.select("td")]
    return None


def test_the_matrix_tells_who_is_served_where(
    station, hexi, taocheng_officer, hedong_officer, client_of, hedong
):
    name = make_target_group("DIBAO").name
    make_station(hexi, operating_on=date(2022, 3, 1))
    make_record(station, groups=["DIBAO"], person_count=3, attendance_count=3)

    assert cells_of(in_english(client_of(taocheng_officer)), name) == ["none", "<5"]
    assert cells_of(in_english(client_of(hedong_officer)), name) == ["3"]


def test_the_file_of_the_matrix_tells_no_more_than_the_page(station, taocheng_officer, client_of):
    make_record(station, groups=["DIBAO"], person_count=3, attendance_count=3)

    answer = client_of(taocheng_officer).get(PAGE, {"on": ON.isoformat(), "export": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert "<5" in text
    assert ",3" not in text


def test_the_page_warns_of_special_groups_nobody_served(station, taocheng_officer, client_of):
    make_record(station, groups=["DIBAO"])

    page = client_of(taocheng_officer).get(PAGE, {"on": ON.isoformat()}).content.decode()
    alert = BeautifulSoup(page, "html.parser").select_one(".alert-warning").get_text()

    assert make_target_group("DISABLED").name in alert
    assert make_target_group("DIBAO").name not in alert


def test_the_monthly_form_adds_up_the_station(station, taocheng, taocheng_officer, client_of):
    make_milestone(station, achieved_on=date(2022, 1, 4))
    make_case(station, opened_on=date(2022, 6, 2))
    make_case(station, opened_on=date(2022, 4, 2), closed_on=date(2022, 6, 3), phase="closure")
    june = {"served_on": date(2022, 6, 10)}
    make_record(station, method="community", person_count=20, attendance_count=25, **june)
    make_record(station, satisfaction=90, resources_yuan=Decimal(20000), **june)
    make_record(station, served_on=date(2022, 5, 1), attendance_count=7)

    response = client_of(taocheng_officer).get(
        reverse("reports:official-form", args=["services"]), {"on": ON.isoformat()}
    )

    table = BeautifulSoup(response.content, "html.parser").select_one("table.official-form")
    row = [cell.get_text(strip=True) for cell in table.select("tbody tr")[0].select("th, td")]
    assert row[3:6] == ["1", "1", "1"]
    assert row[9:12] == ["1", "25", "1"]
    assert row[14] == "2.00"
    assert row[16] == "90.00"
    assert row[17:19] == ["26", "33"]


def kinds(user, on=ON):
    return [task.kind for task in ToDo(user=user, on=on).tasks]


def test_a_new_need_awaits_the_township(station, hedong, hedong_officer, zaoqiang_officer):
    make_plan(station)
    make_need(hedong)

    assert kinds(hedong_officer) == [NEED_TO_ASSESS]
    assert kinds(zaoqiang_officer) == []


def test_a_submitted_plan_awaits_the_county_and_not_who_submitted_it(
    station, taocheng_officer, hedong_officer
):
    plan = make_plan(station, status="submitted", submitted_on=ON, submitted_by=account("submitter"))
    assert kinds(taocheng_officer) == [PLAN_TO_APPROVE]
    assert kinds(hedong_officer) == []

    plan.submitted_by = taocheng_officer
    plan.save()
    assert kinds(taocheng_officer) == []


def test_a_missing_plan_is_asked_for_from_the_end_of_january_on(station, hedong_officer):
    assert kinds(hedong_officer, date(2023, 1, 30)) == []
    assert kinds(hedong_officer, date(2023, 1, 31)) == [PLAN_MISSING]

    make_plan(station, year=2023)

    assert kinds(hedong_officer, date(2023, 1, 31)) == []
