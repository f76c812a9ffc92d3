"""The money chain in the admin: added, read and reversed, never changed."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.roles import Role
from funding.models import Allocation, Budget, Disbursement
from tests.accounts.factories import make_user
from tests.funding.factories import make_allocation, make_budget, make_disbursement, make_expenditure

NOUNS = ["budget", "allocation", "disbursement", "expenditure"]


@pytest.fixture
def staff_officer(taocheng):
    """A county officer who may enter the admin."""
    return make_user("staff", Role.COUNTY_OFFICER, taocheng, is_staff=True)


def page(noun, name, *args):
    return reverse(f"admin:funding_{noun}_{name}", args=args)


def allocation_form(budget, region, amount, **overrides):
    values = {
        "code": "",
        "budget": budget.pk,
        "region": region.pk,
        "station": "",
        "category": "labour",
        "purpose": "薪酬",
        "amount_yuan": amount,
        "posted_on": "2022-02-01",
    }
    return values | overrides


def errors_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


def test_an_allocation_can_be_added(client_of, city_admin, budget, hedong):
    response = client_of(city_admin).post(
        page("allocation", "add"), allocation_form(budget, hedong, "300000.00")
    )
    assert response.status_code == 302
    entry = Allocation.objects.get()
    assert entry.code == "A-2022-0001-001"
    assert entry.history.get().history_user == city_admin
    budget.refresh_from_db()
    assert budget.remaining_yuan == 0


def test_adding_too_much_is_refused_with_the_remaining_amount(client_of, city_admin, budget, hedong):
    response = client_of(city_admin).post(
        page("allocation", "add"), allocation_form(budget, hedong, "300000.01")
    )
    assert response.status_code == 200
    assert "300,000.00" in errors_of(response)
    assert not Allocation.objects.exists()


def test_a_disbursement_is_posted_by_paying_a_request_and_not_here(client_of, city_admin, allocation):
    assert client_of(city_admin).get(page("disbursement", "add")).status_code == 403


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_has_its_pages(client_of, city_admin, disbursement, noun):
    make_expenditure(disbursement)
    client = client_of(city_admin)
    record = {
        "budget": disbursement.allocation.budget,
        "allocation": disbursement.allocation,
        "disbursement": disbursement,
        "expenditure": disbursement.expenditures.first(),
    }[noun]
    assert client.get(page(noun, "add")).status_code == (403 if noun == "disbursement" else 200)
    for url in (
        page(noun, "changelist"),
        page(noun, "change", record.pk),
        page(noun, "history", record.pk),
    ):
        assert client.get(url).status_code == 200, url
    assert client.get(page(noun, "delete", record.pk)).status_code == 403


@pytest.mark.parametrize("noun", NOUNS[1:])
def test_an_entry_cannot_be_changed(client_of, city_admin, disbursement, noun):
    make_expenditure(disbursement)
    record = {
        "allocation": disbursement.allocation,
        "disbursement": disbursement,
        "expenditure": disbursement.expenditures.first(),
    }[noun]
    assert client_of(city_admin).post(page(noun, "change", record.pk), {"amount_yuan": 1}).status_code == 403


def test_a_budget_can_be_changed_but_not_cut_below_what_is_allocated(
    client_of, city_admin, allocation, budget
):
    client = client_of(city_admin)
    form = {
        "region": budget.region_id,
        "source": budget.source,
        "name": "新名称",
        "document_number": "",
        "approved_on": "2022-01-10",
        "amount_yuan": "99999.99",
    }
    response = client.post(page("budget", "change", budget.pk), form)
    assert "100,000.00" in errors_of(response)
    assert (
        client.post(page("budget", "change", budget.pk), form | {"amount_yuan": "100000"}).status_code == 302
    )
    budget.refresh_from_db()
    assert (budget.name, budget.remaining_yuan) == ("新名称", 0)


def test_an_entry_is_reversed_with_day_and_reason(client_of, city_admin, disbursement):
    client = client_of(city_admin)
    url = reverse_url(disbursement)
    entry_page = client.get(page("disbursement", "change", disbursement.pk))
    assert url in entry_page.content.decode()
    assert disbursement.code in client.get(url).content.decode()
    assert not disbursement.is_reversed
    response = client.post(url, {"on": "2022-05-01", "reason": "录入错误"})
    assert response.status_code == 302
    reversal = Disbursement.objects.get(reverses=disbursement)
    assert (reversal.reason, reversal.history.get().history_user) == ("录入错误", city_admin)
    assert url not in client.get(page("disbursement", "change", disbursement.pk)).content.decode()


def reverse_url(entry):
    noun = entry._meta.model_name
    return reverse(f"admin:funding_{noun}_reverse_entry", args=[entry.pk])


def test_a_reversal_without_a_reason_is_refused(client_of, city_admin, disbursement):
    response = client_of(city_admin).post(reverse_url(disbursement), {"on": "2022-05-01", "reason": " "})
    assert response.status_code == 200
    assert Disbursement.objects.count() == 1


def test_reversing_a_used_entry_is_refused_with_what_is_used(client_of, city_admin, disbursement):
    make_expenditure(disbursement)
    client = client_of(city_admin)
    response = client.post(reverse_url(disbursement), {"on": "2022-05-01", "reason": "录入错误"})
    assert "100.00" in errors_of(response)
    assert Disbursement.objects.count() == 1


def test_a_county_officer_writes_in_the_own_county_only(
    client_of, staff_officer, taocheng, zaoqiang, hedong, city
):
    client = client_of(staff_officer)
    own, other, above = make_budget(taocheng), make_budget(zaoqiang), make_budget(city)
    for budget, region in ((other, hedong), (above, hedong), (own, zaoqiang)):
        assert client.post(page("allocation", "add"), allocation_form(budget, region, "1")).status_code == 200
    assert not Allocation.objects.exists()
    assert client.post(page("allocation", "add"), allocation_form(own, hedong, "1")).status_code == 302


def test_reading_a_region_is_not_enough_to_write_there(client_of, staff_officer, zaoqiang, hedong):
    staff_officer.role_assignments.create(role=Role.AUDITOR, region=zaoqiang)
    budget = make_budget(zaoqiang)
    entry = make_disbursement(make_allocation(budget, zaoqiang))
    client = client_of(staff_officer)
    assert client.get(page("budget", "change", budget.pk)).status_code == 200
    assert client.post(page("allocation", "add"), allocation_form(budget, zaoqiang, "1")).status_code == 200
    assert client.post(reverse_url(entry), {"on": "2022-05-01", "reason": "错"}).status_code == 403
    assert reverse_url(entry) not in client.get(page("disbursement", "change", entry.pk)).content.decode()
    assert Allocation.objects.count() == Disbursement.objects.count() == 1


def test_the_other_county_s_entries_are_not_there(client_of, staff_officer, zaoqiang):
    entry = make_disbursement(make_allocation(make_budget(zaoqiang), zaoqiang, purpose="枣强专项"))
    client = client_of(staff_officer)
    assert client.get(reverse_url(entry)).status_code == 404
    assert client.get(page("disbursement", "change", entry.pk)).status_code == 302
    for noun in NOUNS[:3]:
        assert "枣强" not in client.get(page(noun, "changelist")).content.decode()
    chosen = {"app_label": "funding", "model_name": "allocation", "field_name": "budget", "term": "B-"}
    assert client.get(reverse("admin:autocomplete"), chosen).json()["results"] == []


def test_a_new_budget_takes_the_next_number(client_of, city_admin, city):
    form = {
        "code": "",
        "year": "2023",
        "region": city.pk,
        "source": "lottery_fund",
        "name": "福彩公益金项目",
        "document_number": "",
        "approved_on": "2023-01-05",
        "amount_yuan": "100000",
    }
    assert client_of(city_admin).post(page("budget", "add"), form).status_code == 302
    assert Budget.objects.get().code == "B-2023-0001"
