"""A record's page as of a past day: what was posted by then, and nothing of what came later."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funding import actions
from funding.models import PaymentRequest
from tests.funding.factories import (
    ALLOCATED_ON,
    APPROVED_ON,
    DISBURSED_ON,
    REVERSED_ON,
    SPENT_ON,
    grow,
    make_allocation,
    make_budget,
    make_contract,
    make_disbursement,
    make_expenditure,
    make_request,
)
from tests.stations.factories import make_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client_of, city_admin):
    """The page of a record as of a day, as text and as soup."""

    def read(record, on="", status=200):
        response = client_of(city_admin).get(record.get_absolute_url(), {"on": str(on)})
        assert response.status_code == status
        return BeautifulSoup(response.content, "html.parser")

    return read


def said(page) -> dict:
    """The terms of the page with what stands under them."""
    return {
        item.find(class_="datagrid-title").get_text(strip=True): item.find(
            class_="datagrid-content"
        ).get_text(strip=True)
        for item in page.select(".datagrid-item")
    }


def row_of(page, code) -> list[str]:
    """The cells of the row of a table that begins with the code."""
    for row in page.select("table tbody tr"):
        cells = [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        if cells[0].split()[-1] == code:
            return cells
    return []


def amounts(page, *terms) -> tuple[str, ...]:
    found = said(page)
    return tuple(found[f"{term} (yuan)"] for term in terms)


def test_a_budget_stands_as_it_did_before_and_after_each_entry(page, budget, hedong, city_admin):
    first = make_allocation(budget, hedong, amount_yuan="100000.00", posted_on=date(2022, 2, 1))
    make_allocation(budget, hedong, amount_yuan="0.01", posted_on=date(2022, 3, 1))
    make_disbursement(first, amount_yuan="40000.00", posted_on=date(2022, 3, 1))
    actions.reverse(
        make_allocation(budget, hedong, amount_yuan="7.00", posted_on=date(2022, 2, 1)),
        by=city_admin,
        on=date(2022, 4, 1),
        reason="错",
    )
    held = {
        day: amounts(page(budget, day), "Allocated", "Remaining")
        for day in ("2022-01-31", "2022-02-01", "2022-03-01", "2022-04-01", "")
    }
    assert held == {
        "2022-01-31": ("0.00", "300,000.00"),
        "2022-02-01": ("100,007.00", "199,993.00"),
        "2022-03-01": ("100,007.01", "199,992.99"),
        "2022-04-01": ("100,000.01", "199,999.99"),
        "": ("100,000.01", "199,999.99"),
    }
    before, after = page(budget, "2022-02-28"), page(budget, "2022-03-01")
    assert row_of(before, first.code)[-4:] == ["100,000.00", "0.00", "100,000.00", "posted"]
    assert row_of(after, first.code)[-4:] == ["100,000.00", "40,000.00", "60,000.00", "posted"]
    assert not page(budget, "2022-01-31").select("table tbody a")
    assert before.select_one("table")["class"] == page(budget).select_one("table")["class"]


def test_what_a_budget_carried_over_later_was_still_its_own(page, budget, city, city_admin):
    later = make_budget(city, year=2023, approved_on=date(2023, 1, 10))
    actions.carry_over(budget, to=later, on=date(2023, 1, 20), by=city_admin)
    assert amounts(page(budget, "2023-01-19"), "Remaining") == ("300,000.00",)
    assert amounts(page(budget, "2023-01-20"), "Remaining") == ("0.00",)
    assert amounts(page(later, "2023-01-19"), "Remaining") == ("300,000.00",)
    assert amounts(page(later, "2023-01-20"), "Remaining") == ("600,000.00",)


def test_an_allocation_shows_the_chain_of_the_day(page, budget, allocation, disbursement, expenditure):
    early = page(allocation, ALLOCATED_ON)
    assert amounts(early, "Disbursed", "Remaining") == ("0.00", "100,000.00")
    assert not row_of(early, disbursement.code)
    paid = page(allocation, DISBURSED_ON)
    assert amounts(paid, "Disbursed", "Remaining") == ("60,000.00", "40,000.00")
    assert row_of(paid, disbursement.code)[3:6] == ["60,000.00", "0.00", "60,000.00"]
    assert not row_of(paid, expenditure.code)
    spent = page(allocation, SPENT_ON)
    assert row_of(spent, disbursement.code)[3:6] == ["60,000.00", "12,345.67", "47,654.33"]
    assert row_of(spent, expenditure.code)[3] == "12,345.67"
    assert "12,345.67" in spent.select_one(".money-bars").get_text()
    assert "12,345.67" not in paid.select_one(".money-bars").get_text()


def test_the_budget_above_stands_in_the_chain_as_it_did(page, budget, allocation, hedong):
    make_allocation(budget, hedong, amount_yuan="50000.00", posted_on=SPENT_ON)
    early, now = page(allocation, DISBURSED_ON), page(allocation)
    for soup, left in ((early, "200,000.00"), (now, "150,000.00")):
        top = soup.select_one("#chain-title").find_parent("section").select_one("tbody tr")
        assert left in top.get_text()


def test_what_was_reversed_later_stood_on_the_day(page, allocation, disbursement, expenditure, city_admin):
    actions.reverse(expenditure, by=city_admin, on=REVERSED_ON, reason="票据有误")
    before, after = page(allocation, SPENT_ON), page(allocation, REVERSED_ON)
    assert row_of(before, expenditure.code)[-1] == "posted"
    assert row_of(after, expenditure.code)[-1] == "reversed"
    assert row_of(before, disbursement.code)[4] == "12,345.67"
    assert row_of(after, disbursement.code)[4] == "0.00"
    notices = [page(expenditure, day).select_one(".alert-warning") for day in (SPENT_ON, REVERSED_ON)]
    assert notices[0] is None
    assert "票据有误" in notices[1].get_text()


def test_what_a_disbursement_held_is_as_of_the_day_too(page, disbursement, expenditure):
    assert amounts(page(disbursement, DISBURSED_ON), "Spent", "Remaining") == ("0.00", "60,000.00")
    assert amounts(page(disbursement, SPENT_ON), "Spent", "Remaining") == ("12,345.67", "47,654.33")


@pytest.mark.parametrize("end", ["pay", "withdraw", "refuse"])
def test_what_was_approved_is_reserved_from_the_approval_to_its_end(
    page, allocation, hedong_officer, taocheng_officer, city_admin, end
):
    asked = make_request(allocation, hedong_officer, on=date(2022, 3, 1))
    actions.approve_request(asked, by=taocheng_officer, on=date(2022, 3, 10))
    asked = PaymentRequest.objects.get(pk=asked.pk)
    on = date(2022, 3, 20)
    if end == "pay":
        actions.pay(asked, by=city_admin, on=on)
    elif end == "withdraw":
        actions.withdraw_request(asked, by=hedong_officer, on=on, reason="不需要了")
    else:
        actions.refuse_request(asked, by=city_admin, on=on, reason="暂缓")
    reserved = {
        day: amounts(page(allocation, day), "Approved and not yet paid", "Remaining")
        for day in ("2022-03-09", "2022-03-10", "2022-03-19", "2022-03-20")
    }
    left = "99,000.00" if end == "pay" else "100,000.00"
    assert reserved == {
        "2022-03-09": ("0.00", "100,000.00"),
        "2022-03-10": ("1,000.00", "99,000.00"),
        "2022-03-19": ("1,000.00", "99,000.00"),
        "2022-03-20": ("0.00", left),
    }


def test_what_was_refused_without_an_approval_was_never_reserved(
    page, allocation, hedong_officer, city_admin
):
    asked = make_request(allocation, hedong_officer, on=date(2022, 3, 1))
    actions.refuse_request(asked, by=city_admin, on=date(2022, 3, 20), reason="无此项目")
    assert amounts(page(allocation, "2022-03-10"), "Approved and not yet paid") == ("0.00",)


@pytest.fixture
def contract(taocheng, allocation, taocheng_officer, hedong_officer, city_admin):
    """Signed on 20 February; the first stage released on 2 March, paid on the 10th; broken off in May."""
    contract = make_contract(taocheng, make_agency(taocheng), taocheng_officer, allocations=[allocation])
    stage = actions.release_stage(
        contract.stages.get(order=1), by=taocheng_officer, on=date(2022, 3, 2), evidence="合同文本"
    )
    asked = make_request(allocation, hedong_officer, stage=stage, amount_yuan=Decimal("36000.00"))
    asked = actions.approve_request(asked, by=taocheng_officer, on=date(2022, 3, 3))
    actions.pay(asked, by=city_admin, on=date(2022, 3, 10))
    contract.refresh_from_db()
    return actions.terminate_contract(contract, by=taocheng_officer, on=date(2022, 5, 1), reason="机构注销")


def test_a_contract_shows_what_was_released_and_paid_by_the_day(page, contract):
    signed, released, paid = (page(contract, f"2022-{day}") for day in ("03-01", "03-02", "03-10"))
    assert amounts(signed, "Paid", "Still to be paid") == ("0.00", "90,000.01")
    assert row_of(signed, "1")[-1] == "—"
    assert "合同文本" in row_of(released, "1")[-1]
    assert row_of(released, "1")[3] == "0.00"
    assert amounts(paid, "Paid", "Still to be paid") == ("36,000.00", "54,000.01")
    assert row_of(paid, "1")[3] == "36,000.00"


def test_a_contract_broken_off_later_was_in_force_on_the_day(page, contract):
    for day, status, has_ended in (("2022-04-30", "in force", False), ("2022-05-01", "terminated", True)):
        soup = page(contract, day)
        assert status in soup.find("h1").get_text()
        assert bool(soup.select_one(".alert-warning")) is has_ended


def test_on_a_past_day_nothing_can_be_done(page, allocation, budget, disbursement):
    for record in (budget, allocation, disbursement):
        address = record.get_absolute_url()
        now, then = (page(record, day).select(f'main a.btn[href^="{address}"]') for day in ("", DISBURSED_ON))
        assert now
        assert not then


def test_links_of_the_chain_keep_the_day(page, allocation, disbursement):
    links = [one["href"] for one in page(allocation, DISBURSED_ON).select("main a[href]")]
    assert f"{disbursement.get_absolute_url()}?on=2022-03-01" in links
    assert f"{allocation.budget.get_absolute_url()}?on=2022-03-01" in links
    below = [one["href"] for one in page(allocation.budget, DISBURSED_ON).select("table tbody a")]
    assert f"{allocation.get_absolute_url()}?on=2022-03-01" in below


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2999-01-01", "has not come yet"),
        ("yesterday", "This is not a day"),
        (APPROVED_ON.replace(day=9), "2022-01-10"),
    ],
)
def test_a_day_that_makes_no_sense_is_told_beside_the_field(page, budget, on, sentence):
    soup = page(budget, on, status=400)
    assert sentence in soup.select_one(".alert-danger").get_text()
    assert not soup.select_one(".alert-info")


def test_warnings_tell_of_an_unclear_day(client_of, city_admin):
    response = client_of(city_admin).get(reverse("funding:warnings"), {"on": "2022-13-01"})
    assert response.status_code == 400
    assert "This is not a day" in response.content.decode()


def test_a_past_day_costs_the_same_for_many_rows(client_of, auditor, records, hedong):
    def queries(record):
        client = client_of(auditor)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(record.get_absolute_url(), {"on": "2022-04-01"}).status_code == 200
        return len(captured)

    few = {noun: queries(record) for noun, record in records.items()}
    grow(records, hedong)
    assert {noun: queries(record) for noun, record in records.items()} == few


def test_the_day_opens_nothing_out_of_scope(client_of, hedong_officer, allocation, elsewhere):
    make_expenditure(elsewhere["disbursement"], amount_yuan="1.00")
    client = client_of(hedong_officer)
    for record in elsewhere.values():
        assert client.get(record.get_absolute_url(), {"on": "2022-04-01"}).status_code == 404
    content = client.get(allocation.get_absolute_url(), {"on": "2022-04-01"}).content.decode()
    assert "300,000.00" not in content
