"""Services in the admin: verbs call the actions, terms are the city's, nothing leaves the scope."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from services.models import Need, ServiceCase, ServicePlan, ServiceRecord, TargetGroup
from tests.accounts.factories import make_user
from tests.services.factories import (
    make_assessed_need,
    make_case,
    make_field,
    make_item,
    make_plan,
    make_record,
    make_target_group,
)
from tests.stations.factories import account

pytestmark = pytest.mark.django_db


def page(model, name="changelist", *args):
    return reverse(f"admin:services_{model._meta.model_name}_{name}", args=args)


def verb(client, model, action, records, **asked):
    data = {"action": action, "_selected_action": [record.pk for record in records], **asked}
    return client.post(page(model), data, follow=True)


@pytest.fixture
def of_city(city_admin, client_of):
    return client_of(city_admin)


@pytest.fixture
def of_clerk(taocheng, client_of):
    return client_of(make_user("clerk", Role.COUNTY_OFFICER, taocheng, is_staff=True))


def test_a_record_is_withdrawn_with_its_reason(station, of_city):
    record = make_record(station)

    verb(of_city, ServiceRecord, "withdraw", [record], day="2022-06-01", comment="重复录入")

    record.refresh_from_db()
    assert (record.withdrawn_on, record.withdrawn_reason) == (date(2022, 6, 1), "重复录入")
    assert record.history.first().history_user.username == "city"


def test_a_record_of_the_admin_does_what_one_of_a_page_does(station, of_city, city_admin):
    item, case = make_item(make_plan(station), method="case"), make_case(station)
    entered = {"station": station.pk, "served_on": "2022-05-18", "method": "case", "phase": "closure"}
    entered |= {"nature": "professional", "field": make_field().pk, "hours": 1, "sessions": 1}
    entered |= {"person_count": 1, "attendance_count": 1, "case": case.pk}

    assert of_city.post(page(ServiceRecord, "add"), entered).status_code == 302

    record, case = ServiceRecord.objects.get(), ServiceCase.objects.get()
    assert (record.entered_by, record.plan_item) == (city_admin, item)
    assert (case.phase, case.closed_on) == ("closure", record.served_on)


def test_a_plan_is_approved_in_the_list_but_not_by_who_submitted_it(station, of_city, city_admin):
    plan = make_plan(station)
    make_item(plan)
    verb(of_city, ServicePlan, "submit", [plan], day="2022-01-10")
    verb(of_city, ServicePlan, "approve", [plan], day="2022-01-20")
    plan.refresh_from_db()
    assert (plan.status, plan.submitted_by) == ("submitted", city_admin)

    ServicePlan.objects.update(submitted_by=account("submitter"))
    verb(of_city, ServicePlan, "approve", [plan], day="2022-01-20", comment="同意")

    plan.refresh_from_db()
    assert (plan.status, plan.approved_by, plan.comment) == ("approved", city_admin, "同意")


def test_a_need_is_closed_in_the_list(station, of_city):
    need = make_assessed_need(station.township)

    verb(of_city, Need, "reject", [need], day="2022-06-01", comment="重复登记")

    need.refresh_from_db()
    assert (need.status, need.reason) == ("rejected", "重复登记")


def test_terms_are_added_by_the_city_alone(station, of_city, of_clerk):
    form = {"code": "NEW_GROUP", "name": "新就业群体", "order": 50}
    assert of_clerk.get(page(TargetGroup)).status_code == 200
    assert of_clerk.post(page(TargetGroup, "add"), form).status_code == 403
    assert of_city.post(page(TargetGroup, "add"), form).status_code == 302
    assert TargetGroup.objects.get(code="NEW_GROUP").history.get().history_user.username == "city"


def test_a_term_is_ended_and_never_deleted(station, of_city):
    group = make_target_group("VETERAN")
    assert of_city.post(page(TargetGroup, "delete", group.pk), {"post": "yes"}).status_code == 403

    form = {"name": group.name, "order": 1, "ended_on": "2022-06-30"}
    assert of_city.post(page(TargetGroup, "change", group.pk), form).status_code == 302

    assert group in TargetGroup.objects.on(date(2022, 6, 30))
    assert group not in TargetGroup.objects.on(date(2022, 7, 1))


def test_records_of_other_counties_are_not_in_the_list(station, other_station, of_clerk):
    own, foreign = make_record(station), make_record(other_station)

    listed = of_clerk.get(page(ServiceRecord)).content.decode()

    assert own.code in listed
    assert foreign.code not in listed
