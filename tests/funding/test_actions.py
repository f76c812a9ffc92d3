"""Money down the chain and back."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import Refused
from funding import actions
from funding.models import Allocation, Disbursement
from tests.funding.factories import (
    ALLOCATED_ON,
    DISBURSED_ON,
    REVERSED_ON,
    SPENT_ON,
    make_disbursement,
    make_expenditure,
    paid_request,
)
from tests.stations.factories import make_agency


@pytest.fixture
def reverse(city_admin):
    """Take an entry back on the usual day."""

    def reversed_by_the_city(entry, on=REVERSED_ON, reason="录入错误"):
        return actions.reverse(entry, by=city_admin, on=on, reason=reason)

    return reversed_by_the_city


def test_money_goes_down_the_chain(budget, hedong, station, taocheng, city_admin):
    allocation = actions.allocate(
        budget,
        region=hedong,
        station=station,
        amount_yuan=Decimal("1000.00"),
        on=ALLOCATED_ON,
        category=Allocation.Category.EXAM_TRAINING,
        purpose="考前培训",
        by=city_admin,
    )
    asked = paid_request(allocation, "600.00", agency=make_agency(taocheng))
    disbursement = actions.disburse(asked, on=DISBURSED_ON, by=city_admin)
    expenditure = actions.spend(
        disbursement,
        voucher_number="记-0001",
        payee="师资",
        purpose="课酬",
        amount_yuan=Decimal("100.00"),
        on=SPENT_ON,
        by=city_admin,
    )
    assert budget.remaining_yuan == Decimal("299000.00")
    assert allocation.remaining_yuan == Decimal("400.00")
    assert disbursement.remaining_yuan == Decimal("500.00")
    assert expenditure.disbursement.allocation.budget is budget


def test_the_history_names_who_posted(allocation, taocheng_officer):
    entry = actions.disburse(paid_request(allocation, "1.00"), on=DISBURSED_ON, by=taocheng_officer)
    assert [(one.history_user, one.history_type) for one in entry.history.all()] == [(taocheng_officer, "+")]


def test_a_reversal_gives_the_money_back_and_names_its_original(
    disbursement, allocation, reverse, city_admin
):
    reversal = reverse(disbursement)
    assert reversal.code == f"{disbursement.code}-R"
    assert reversal.amount_yuan == Decimal("-60000.00")
    assert (reversal.payee, reversal.reason) == (disbursement.payee, "录入错误")
    assert (reversal.state, disbursement.state) == ("reversal", "reversed")
    assert disbursement.reversed_by == reversal
    assert disbursement.remaining_yuan == reversal.remaining_yuan == 0
    allocation.refresh_from_db()
    assert allocation.remaining_yuan == Decimal("100000.00")
    change = reversal.history.get()
    assert (change.history_user, change.history_change_reason) == (city_admin, "录入错误")


def test_sums_simply_add_up_over_reversals(disbursement, allocation, reverse):
    make_disbursement(allocation, amount_yuan="5.00")
    reverse(disbursement)
    sums = Disbursement.objects.totals()
    assert sums == {"amount": Decimal("5.00"), "used": 0, "remaining": Decimal("5.00")}
    before = Disbursement.objects.posted_by(date(2022, 4, 30)).totals()
    assert before["amount"] == Decimal("60005.00")


def test_a_chain_is_taken_back_from_its_end(disbursement, allocation, budget, reverse):
    expenditure = make_expenditure(disbursement, amount_yuan="60000.00")
    with pytest.raises(Refused, match=r"60,000\.00"):
        reverse(allocation)
    with pytest.raises(Refused, match=r"60,000\.00"):
        reverse(disbursement)
    for entry in (expenditure, disbursement, allocation):
        reverse(entry)
    budget.refresh_from_db()
    assert budget.remaining_yuan == budget.amount_yuan


def test_an_entry_is_reversed_once(disbursement, reverse):
    reverse(disbursement)
    with pytest.raises(Refused, match=disbursement.code):
        reverse(disbursement)
    assert Disbursement.objects.count() == 2


def test_a_reversal_is_not_reversed(disbursement, reverse):
    reversal = reverse(disbursement)
    with pytest.raises(Refused, match=reversal.code):
        reverse(reversal)


def test_a_stale_copy_cannot_reverse_what_was_used_meanwhile(disbursement, reverse):
    stale = Disbursement.objects.get(pk=disbursement.pk)
    make_expenditure(disbursement)
    with pytest.raises(Refused, match=r"100\.00"):
        reverse(stale)


def test_a_reversal_is_not_dated_before_its_original_or_in_the_future(disbursement, reverse):
    for day in (date(2022, 2, 28), date(2099, 1, 1)):
        with pytest.raises(Refused):
            reverse(disbursement, on=day)


def test_a_reversal_states_its_reason(disbursement, reverse):
    with pytest.raises(Refused):
        reverse(disbursement, reason="  ")


def test_nothing_is_drawn_on_a_reversed_entry(disbursement, reverse, city_admin):
    reverse(disbursement)
    with pytest.raises(Refused, match=r"0\.00"):
        actions.spend(
            disbursement,
            voucher_number="记-1",
            payee="店",
            purpose="物资",
            amount_yuan=Decimal("0.01"),
            on=REVERSED_ON,
            by=city_admin,
        )


def test_freed_money_can_be_drawn_again(disbursement, allocation, reverse):
    reverse(disbursement)
    again = make_disbursement(allocation, amount_yuan="100000.00", posted_on=REVERSED_ON)
    assert again.code == "D-2022-0001-001-002"
