"""Every step that waits says who can take it, and that the level above can."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.rules.hands import hands_of
from accounts.rules.who_can import who_can
from funding.actions.payment_request import approve_request
from services.actions.plan import submit_plan
from stations.actions.deliverable import report_deliverable
from tests.accounts.factories import make_deputy, make_token, make_user
from tests.funding.factories import make_allocation, make_budget, make_request
from tests.oversight.factories import make_finding, make_rectification
from tests.personnel.factories import make_worker
from tests.personnel.training import make_credit
from tests.reports.factories import make_return, make_rule
from tests.services.factories import make_item, make_plan
from tests.stations.factories import make_deliverable, make_station

pytestmark = pytest.mark.django_db

ACCEPT = "stations.accept_deliverable"


def note_on(client, address) -> str:
    page = BeautifulSoup(client.get(address, headers={"accept-language": "en"}).content, "html.parser")
    return " ".join(" ".join(one.get_text(" ").split()) for one in page.select(".who-can"))


def names(actors) -> list[str]:
    return [str(one.account) for one in actors]


@pytest.fixture
def li(taocheng):
    return make_user("li", Role.COUNTY_OFFICER, taocheng, full_name="李四", email="li@example.org")


@pytest.fixture
def wang(taocheng):
    return make_user("wang", Role.COUNTY_OFFICER, taocheng, full_name="王五")


def test_a_reported_deliverable_names_who_accepts_it_and_the_level_above(
    hedong, hedong_officer, li, wang, city_admin, zaoqiang_officer, client_of
):
    deliverable = make_deliverable(make_station(hedong))
    assert note_on(client_of(hedong_officer), deliverable.get_absolute_url()) == ""
    report_deliverable(deliverable, on=timezone.localdate(), by=hedong_officer)

    note = note_on(client_of(hedong_officer), deliverable.get_absolute_url())

    assert note == (
        "Waits for acceptance at the county level: 李四 (county officer, 桃城区) , "
        "王五 (county officer, 桃城区) ; the city level may do it too"
    )
    assert "example.org" not in note


def test_whoever_took_the_step_before_is_not_named_and_the_level_above_is(hedong, li, city_admin, client_of):
    deliverable = make_deliverable(make_station(hedong))
    report_deliverable(deliverable, on=timezone.localdate(), by=li)

    note = note_on(client_of(li), deliverable.get_absolute_url())

    assert (
        "Nobody at the county level can do it now; the city level can: city (municipal administrator" in note
    )


def test_deputies_are_named_with_whom_they_stand_in_for(hedong, taocheng, li, wang, city_admin):
    zhao = make_user("zhao", Role.VIEWER, taocheng, full_name="赵六")
    make_deputy(li, zhao)

    waiting = who_can(ACCEPT, hedong)
    assert [(str(one.account), one.principal) for one in waiting.actors] == [
        ("李四", ""),
        ("赵六", "李四"),
        ("王五", ""),
    ]
    # Who stands in for the reporter is one hand with them.
    assert names(who_can(ACCEPT, hedong, without=hands_of([li.pk], None)).actors) == ["王五"]


def test_closed_accounts_and_those_of_other_systems_are_not_named(hedong, taocheng, li, wang, city_admin):
    User.objects.filter(pk=li.pk).update(is_active=False)
    machine = make_user("machine", Role.COUNTY_OFFICER, taocheng)
    make_token(machine)

    assert names(who_can(ACCEPT, hedong).actors) == ["王五"]


def test_where_nobody_can_the_page_says_who_gives_somebody_the_role(hedong, hedong_officer, client_of):
    deliverable = make_deliverable(make_station(hedong))
    report_deliverable(deliverable, on=timezone.localdate(), by=hedong_officer)

    note = note_on(client_of(hedong_officer), deliverable.get_absolute_url())

    assert "No account can do it now" in note


def test_only_a_few_are_named_and_the_queries_do_not_grow(
    hedong, taocheng, city_admin, django_assert_num_queries
):
    for number in range(5):
        make_user(f"officer-{number}", Role.COUNTY_OFFICER, taocheng)

    with django_assert_num_queries(2):
        waiting = who_can(ACCEPT, hedong)
        assert (len(waiting.named), waiting.more) == (3, 2)


def test_findings_payments_plans_and_returns_say_whose_turn_it_is(
    hedong, taocheng, hedong_officer, li, wang, auditor, city_admin, client_of
):
    client = client_of(city_admin)
    finding = make_finding(hedong)
    make_rectification(finding, by=hedong_officer)
    assert "Waits for verification at the city level: auditor (auditor, 衡水市)" in note_on(
        client, finding.get_absolute_url()
    )

    request = make_request(make_allocation(make_budget(taocheng), taocheng), li)
    assert "approval at the county level: 王五 (county officer" in note_on(client, request.get_absolute_url())
    approve_request(request, by=wang, on=date(2022, 12, 1))
    paid = note_on(client, request.get_absolute_url())
    assert "Waits for payment. Nobody at the county level can do it now; the city level can: city" in paid

    plan = make_plan(make_station(hedong))
    make_item(plan)
    submit_plan(plan, on=date(2022, 1, 10), by=li)
    assert "approval at the county level: 王五 (county officer, 桃城区)" in note_on(
        client, plan.get_absolute_url()
    )

    make_rule()
    record = make_return(taocheng, by=li)
    assert "submission at the county level: 李四" in note_on(client, record.get_absolute_url())


def test_hours_that_wait_name_who_decides_in_constant_queries(
    hedong, taocheng, li, wang, city_admin, client_of, count_queries
):
    address = reverse("personnel:credit-list")
    make_credit(make_worker(hedong), approved=False, entered_by=li)
    client = client_of(wang)
    page = client.get(address, headers={"accept-language": "en"})
    row = BeautifulSoup(page.content, "html.parser").select_one("tbody tr").get_text(" ")
    assert "王五" in row
    assert "the city level may do it too" in row
    one = count_queries(client, address)
    for _number in range(3):
        make_credit(make_worker(hedong), approved=False, entered_by=wang)
    assert count_queries(client, address) == one
