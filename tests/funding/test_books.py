"""Closed years, rules of spending, shares of levels, vouchers, and what deserves a look."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Refused
from funding import actions
from funding.models import Allocation, Budget, FiscalYearClose, SpendingRule
from funding.rules.warnings import behind_calendar, below_last_year, elapsed_share
from tests.funding.factories import (
    make_allocation,
    make_budget,
    make_closing,
    make_disbursement,
    make_expenditure,
    make_rule,
    new_allocation,
    new_budget,
    new_disbursement,
    new_expenditure,
)
from tests.funding.test_rules import errors_of

CLOSED_ON = date(2023, 1, 20)


def refused_as_closed():
    return pytest.raises(IntegrityError, match="the year is closed")


def test_a_closed_year_refuses_every_entry_from_every_door(
    city, taocheng, allocation, disbursement, budget, hedong, city_admin
):
    closing = actions.close_year(taocheng, year=2022, by=city_admin, on=CLOSED_ON)
    for entry in (
        new_allocation(budget, hedong, code="X-1"),
        new_disbursement(allocation, code="X-2"),
        new_expenditure(disbursement, code="X-3"),
    ):
        with pytest.raises(ValidationError, match=closing.code):
            entry.full_clean()
        with refused_as_closed(), transaction.atomic():
            entry.save()
        with refused_as_closed(), transaction.atomic():
            type(entry).objects.bulk_create([entry])


def test_the_refusal_names_who_can_lift_it(taocheng, hedong, allocation, city_admin):
    actions.close_year(taocheng, year=2022, by=city_admin, on=CLOSED_ON)
    with pytest.raises(Refused, match="municipal administrator"):
        actions.reverse(allocation, by=city_admin, on=date(2022, 12, 31), reason="错")
    assert actions.reverse(allocation, by=city_admin, on=date(2023, 1, 2), reason="错").is_reversal


def test_a_closing_locks_its_own_region_only(taocheng, zaoqiang, city, city_admin):
    budget = make_budget(zaoqiang)
    make_closing(taocheng, 2022)
    make_allocation(budget, zaoqiang)
    make_closing(city, 2022)
    with refused_as_closed(), transaction.atomic():
        new_allocation(budget, zaoqiang, code="X-1").save()


def test_a_budget_of_a_closed_year_is_not_added_or_changed_but_renamed(city, budget):
    make_closing(city, 2022)
    assert errors_of(new_budget(city)) == {"year"}
    with refused_as_closed(), transaction.atomic():
        new_budget(city, code="X-1").save()
    budget.amount_yuan += 1
    assert errors_of(budget) == {"year"}
    with refused_as_closed(), transaction.atomic():
        Budget.objects.filter(pk=budget.pk).update(amount_yuan=1)
    budget.refresh_from_db()
    budget.name = "更名"
    budget.full_clean()
    budget.save()


def test_reopening_is_recorded_with_its_reason_and_opens_the_year(taocheng, budget, hedong, city_admin):
    closing = actions.close_year(taocheng, year=2022, by=city_admin, on=CLOSED_ON)
    with pytest.raises(Refused, match="reason"):
        actions.reopen_year(closing, by=city_admin, on=CLOSED_ON, reason=" ")
    opened = actions.reopen_year(closing, by=city_admin, on=CLOSED_ON, reason="漏记凭证")
    assert (opened.reopened_by, opened.history.first().history_change_reason) == (city_admin, "漏记凭证")
    make_allocation(budget, hedong)
    again = actions.close_year(taocheng, year=2022, by=city_admin, on=CLOSED_ON)
    assert again.code.endswith("-2")


def test_a_year_is_closed_once_and_after_its_end(taocheng, city_admin):
    with pytest.raises(Refused, match="last day"):
        actions.close_year(taocheng, year=2022, by=city_admin, on=date(2022, 12, 31))
    actions.close_year(taocheng, year=2022, by=city_admin, on=CLOSED_ON)
    with pytest.raises(Refused, match="closed already"):
        actions.close_year(taocheng, year=2022, by=city_admin, on=CLOSED_ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        FiscalYearClose(code="X", region=taocheng, year=2022, closed_on=CLOSED_ON).save()


def test_a_closing_lists_what_is_open(city, disbursement, city_admin):
    closing = actions.close_year(city, year=2022, by=city_admin, on=CLOSED_ON)
    assert "200,000.00" in closing.still_open
    assert "40,000.00" in closing.still_open


def test_books_that_do_not_agree_are_not_closed(city, budget, city_admin):
    Budget.objects.update(allocated_yuan=1)
    with pytest.raises(Refused, match=budget.code):
        actions.close_year(city, year=2022, by=city_admin, on=CLOSED_ON)


def test_a_county_closes_its_year_and_only_the_city_reopens(
    client_of, taocheng_officer, taocheng, city_admin
):
    client = client_of(taocheng_officer)
    form = {"region": taocheng.code, "year": "2022", "on": "2023-01-20"}
    assert client.post(reverse("funding:year-close"), form).status_code == 302
    closing = FiscalYearClose.objects.get()
    url = reverse("funding:year-reopen", args=[closing.code])
    said = {"on": "2023-01-21", "reason": "漏记"}
    assert client.post(url, said).status_code == 403
    assert client_of(city_admin).post(url, said).status_code == 302


@pytest.fixture
def lottery(city):
    return make_budget(city, source="lottery_fund")


def test_lottery_money_does_not_pay_for_the_running_of_offices(lottery, hedong, city_admin):
    make_rule(category="admin", effect="block", code="LOTTERY-X", valid_from=date(2019, 1, 1))
    entry = new_allocation(lottery, hedong, category="admin")
    with pytest.raises(ValidationError, match="LOTTERY") as refusal:
        entry.full_clean()
    assert list(refusal.value.message_dict) == ["category"]


def test_the_rules_of_the_lottery_fund_are_there_from_the_start(db):
    rules = SpendingRule.objects.on(date(2022, 1, 1)).filter(source="lottery_fund")
    assert ("admin", "block") in rules.values_list("category", "effect")


def test_what_a_rule_said_before_it_was_changed_is_told(city_admin, client_of):
    rule = SpendingRule.objects.get(code="LOTTERY-ADMIN")
    before, rule.document = rule.document, "冀财社〔2026〕1号"
    actions.save_rule(rule, by=city_admin)

    client = client_of(city_admin)
    listed = BeautifulSoup(client.get(reverse("funding:rule-list")).text, "html.parser")
    told = client.get(listed.find("a", string=rule.code)["href"]).text

    assert "冀财社〔2026〕1号" in told
    assert before in told


def test_a_rule_binds_from_its_first_to_its_last_day(lottery, hedong):
    make_rule(category="other", effect="block", valid_from=date(2022, 2, 2), valid_to=date(2022, 2, 10))
    for day, is_bound in ((1, False), (2, True), (10, True), (11, False)):
        entry = new_allocation(lottery, hedong, category="other", posted_on=date(2022, 2, day))
        if is_bound:
            assert errors_of(entry) == {"category"}
        else:
            entry.full_clean()


def test_a_warning_is_kept_with_its_confirmation(lottery, hedong, city_admin):
    make_rule(category="other")
    words = {
        "region": hedong,
        "category": "other",
        "purpose": "其他",
        "amount_yuan": Decimal("5.00"),
        "on": date(2022, 2, 1),
        "by": city_admin,
    }
    with pytest.raises(Refused, match="楼堂馆所") as refusal:
        actions.allocate(lottery, **words)
    assert list(refusal.value.message_dict) == ["confirmation"]
    entry = actions.allocate(lottery, confirmation="仅用于设备", **words)
    entry.refresh_from_db()
    assert "楼堂馆所" in entry.warned_of
    assert entry.confirmation == "仅用于设备"
    with pytest.raises(IntegrityError, match="confirmed"), transaction.atomic():
        new_allocation(lottery, hedong, code="X-1", warned_of="规则").save()


def test_a_rule_made_later_stops_what_is_spent_from_then_on(lottery, hedong, city_admin):
    disbursement = make_disbursement(make_allocation(lottery, hedong, category="other"))
    make_rule(category="other", effect="block", valid_from=date(2022, 4, 1))
    assert errors_of(new_expenditure(disbursement)) == {"disbursement"}
    new_expenditure(disbursement, posted_on=date(2022, 3, 31)).full_clean()


def test_a_voucher_is_entered_once_per_payer(disbursement, allocation, city_admin):
    entry = make_expenditure(disbursement, voucher_number="记-7")
    same = new_expenditure(disbursement, voucher_number="记-7", code="X-1")
    with pytest.raises(ValidationError, match=entry.code):
        same.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        same.save()
    other = make_disbursement(allocation, payee="别的机构")
    make_expenditure(other, voucher_number="记-7")
    actions.reverse(entry, by=city_admin, on=date(2022, 5, 1), reason="错")
    make_expenditure(disbursement, voucher_number="记-7")


def test_an_expenditure_names_its_payer(disbursement):
    entry = new_expenditure(disbursement, payer="", code="X-1")
    with pytest.raises(IntegrityError, match="payer_named"), transaction.atomic():
        entry.save()
    entry.full_clean()
    assert entry.payer == disbursement.payee


@pytest.mark.parametrize(
    ("shares", "is_whole"),
    [
        ((None, None, None, None), True),
        ((50, 30, 20, 0), True),
        (("33.33", "33.33", "33.34", 0), True),
        # As binary fractions they leave a little of the hundred.
        (("70.1", "19.9", "10", 0), True),
        ((50, 30, 19, 0), False),
        ((100, None, None, None), False),
        ((120, -20, 0, 0), False),
    ],
)
def test_the_shares_of_the_levels_add_up(city, shares, is_whole):
    names = ("province_percent", "city_percent", "county_percent", "township_percent")
    values = [None if share is None else Decimal(share) for share in shares]
    budget = new_budget(city, code="X-1", **dict(zip(names, values, strict=True)))
    if is_whole:
        budget.full_clean()
        budget.save()
        assert sum(amount for _label, _share, amount in budget.shares) in (0, budget.amount_yuan)
        return
    assert errors_of(budget)
    with pytest.raises(IntegrityError, match="shares_whole"), transaction.atomic():
        budget.save()


def test_a_budget_below_last_year_s_is_told(city, taocheng):
    make_budget(city, year=2021, approved_on=date(2021, 1, 10), amount_yuan="100.00")
    make_budget(taocheng, year=2021, approved_on=date(2021, 1, 10), amount_yuan="100.00")
    make_budget(city, amount_yuan="99.99")
    make_budget(taocheng, amount_yuan="100.00")
    [one] = below_last_year(Budget.objects.all(), date(2022, 12, 31))
    assert (one.region_code, one.before_yuan, one.granted_yuan) == (
        city.code,
        Decimal("100.00"),
        Decimal("99.99"),
    )


def test_execution_more_than_20_points_behind_the_calendar_is_told(city, hedong):
    """The study's vector: 165,000 of 300,000 by 30 June (49.6 % of the year) is as it should be."""
    assert round(elapsed_share(date(2022, 6, 30)), 3) == Decimal("0.496")
    budget = make_budget(city)
    disbursement = make_disbursement(
        make_allocation(budget, hedong, amount_yuan="300000.00"), amount_yuan="300000.00"
    )
    make_expenditure(disbursement, amount_yuan="88700.00")
    assert list(behind_calendar(Budget.objects.all(), date(2022, 6, 30))) == [budget]
    make_expenditure(disbursement, amount_yuan="76300.00")
    assert not behind_calendar(Budget.objects.all(), date(2022, 6, 30)).exists()
    assert behind_calendar(Budget.objects.all(), date(2022, 12, 31)).exists()


def test_money_goes_down_the_chain_on_pages(client_of, city_admin, city, hedong, zaoqiang):
    client = client_of(city_admin)
    form = {
        "year": "2022",
        "region": city.code,
        "source": "general_budget",
        "name": "社工站经费",
        "amount_yuan": "1000.00",
        "approved_on": "2022-01-10",
    }
    assert client.post(reverse("funding:budget-new"), form).status_code == 302
    budget = Budget.objects.get()
    url = reverse("funding:budget-allocate", args=[budget.code])
    assert url in client.get(budget.get_absolute_url()).content.decode()
    said = {
        "region": hedong.code,
        "category": "labour",
        "purpose": "薪酬",
        "amount_yuan": "1000.01",
        "on": "2022-02-01",
    }
    assert "1,000.00" in client.post(url, said).content.decode()
    assert client.post(url, said | {"amount_yuan": "600.00"}).status_code == 302
    allocation = Allocation.objects.get()
    assert allocation.history.get().history_user == city_admin
    spent = make_disbursement(allocation, amount_yuan="600.00")
    voucher = {
        "voucher_number": "记-1",
        "payee": "店",
        "purpose": "物资",
        "amount_yuan": "5.00",
        "on": "2022-04-01",
    }
    spending = reverse("funding:disbursement-spend", args=[spent.code])
    assert client.post(spending, voucher).status_code == 302
    entry = spent.expenditures.get()
    back = {"on": "2022-05-01", "reason": "退货", "amount_yuan": "2.00"}
    assert client.post(reverse("funding:expenditure-refund", args=[entry.code]), back).status_code == 302
    spent.refresh_from_db()
    assert spent.spent_yuan == Decimal("3.00")
    reversal = reverse("funding:disbursement-reverse", args=[spent.code])
    assert "3.00" in client.post(reversal, back).content.decode()


def test_the_page_of_warnings_shows_all_three(client_of, auditor, city):
    make_budget(city, year=2021, approved_on=date(2021, 1, 10), amount_yuan="900000.00")
    budget = make_budget(city)
    page = client_of(auditor).get(reverse("funding:warnings"), {"on": "2022-12-31"}).content.decode()
    assert budget.code in page
    assert "900,000.00" in page
