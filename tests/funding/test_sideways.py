"""Refunds, transfers and carry-overs: entries of their own, under the same bounds."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Refused
from funding import actions
from funding.models import Allocation, Budget, CarryOver, Disbursement
from funding.models.amounts import split
from funding.rules.reconciliation import differences, unpaired
from tests.funding.factories import make_allocation, make_budget, make_disbursement, make_expenditure
from tests.funding.test_reconcile import reconcile

ON = date(2022, 6, 1)


def again(record):
    return type(record).objects.get(pk=record.pk)


def refund(entry, amount, by):
    return actions.refund(entry, amount_yuan=Decimal(amount), by=by, on=ON, reason="结余退回")


def test_a_refund_gives_money_back_and_the_entry_stays(disbursement, allocation, city_admin):
    back = refund(disbursement, "10000.00", city_admin)
    assert (back.kind, back.amount_yuan, back.state) == ("refund", Decimal("-10000.00"), "refund")
    assert back.code == f"{disbursement.code}-R-01"
    assert (disbursement.state, disbursement.remaining_yuan) == ("posted", Decimal("50000.00"))
    assert again(allocation).remaining_yuan == Decimal("50000.00")
    assert Disbursement.objects.totals()["amount"] == Decimal("50000.00")
    assert not list(differences())


def test_no_more_is_refunded_than_is_left(disbursement, city_admin):
    make_expenditure(disbursement, amount_yuan="59999.00")
    with pytest.raises(Refused, match=r"1\.00"):
        refund(disbursement, "1.01", city_admin)
    raw = disbursement.counter_entry(
        kind="refund",
        code="X-1",
        amount_yuan=Decimal("-1.01"),
        posted_on=ON,
        adjusts=disbursement,
        reason="退",
    )
    with pytest.raises(IntegrityError, match="within"), transaction.atomic():
        raw.save()


def test_a_seller_pays_back_at_most_what_was_spent(expenditure, disbursement, city_admin):
    refund(expenditure, "12345.67", city_admin)
    assert again(disbursement).spent_yuan == 0
    with pytest.raises(Refused, match=r"0\.00"):
        refund(again(expenditure), "0.01", city_admin)


def test_a_refund_entered_by_mistake_is_reversed(disbursement, city_admin):
    back = refund(disbursement, "100.00", city_admin)
    reversal = actions.reverse(back, by=city_admin, on=ON, reason="误录")
    assert reversal.amount_yuan == Decimal("100.00")
    assert again(disbursement).remaining_yuan == Decimal("60000.00")
    assert not list(differences())


def test_what_was_refunded_in_part_is_not_reversed(disbursement, city_admin):
    refund(disbursement, "1.00", city_admin)
    with pytest.raises(Refused, match="refunded"):
        actions.reverse(again(disbursement), by=city_admin, on=ON, reason="错")


@pytest.fixture
def other(budget, hedong):
    return make_allocation(budget, hedong, category="training", purpose="培训", amount_yuan="500.00")


def move(source, to, amount, by):
    return actions.transfer(source, to=to, amount_yuan=Decimal(amount), by=by, on=ON, reason="调剂")


def test_a_transfer_moves_money_and_keeps_the_budget_s_total(allocation, other, budget, city_admin):
    before = again(budget).allocated_yuan
    given_entry, taken = move(allocation, other, "250.05", city_admin)
    assert taken.counterpart == given_entry
    assert (again(allocation).remaining_yuan, again(other).remaining_yuan) == (
        Decimal("99749.95"),
        Decimal("750.05"),
    )
    assert again(budget).allocated_yuan == before
    rows = {one: Allocation.objects.filter(category=one) for one in ("labour", "training")}
    by_use = {one: found.totals()["amount"] for one, found in rows.items()}
    assert by_use == {"labour": Decimal("99749.95"), "training": Decimal("750.05")}
    assert not list(differences())
    assert not list(unpaired())


def test_a_transfer_beyond_what_is_left_leaves_nothing_behind(allocation, other, city_admin):
    make_disbursement(allocation, amount_yuan="99999.00")
    with pytest.raises(Refused, match=r"1\.00"):
        move(allocation, other, "1.01", city_admin)
    assert not Allocation.objects.filter(kind="transfer").exists()


def test_a_transfer_stays_inside_one_budget(allocation, city, hedong, city_admin):
    elsewhere = make_allocation(make_budget(city), hedong)
    with pytest.raises(Refused, match=allocation.code):
        move(allocation, elsewhere, "1.00", city_admin)


def test_the_bringing_half_names_the_giving_half(allocation, other):
    half = other.counter_entry(
        kind="transfer", code="X-1", amount_yuan=Decimal("1.00"), posted_on=ON, adjusts=other, reason="调"
    )
    with pytest.raises(IntegrityError, match="transfer_paired"), transaction.atomic():
        half.save()


def test_half_a_transfer_is_named_by_reconcile(allocation):
    allocation.counter_entry(
        kind="transfer",
        code="X-HALF",
        amount_yuan=Decimal("-1.00"),
        posted_on=ON,
        adjusts=allocation,
        reason="调",
    ).save()
    status, printed = reconcile()
    assert status == 1
    assert "X-HALF" in printed


@pytest.fixture
def next_year(city):
    return make_budget(city, year=2023, approved_on=date(2023, 1, 10), amount_yuan="1000.00")


def carry(budget, to, by):
    return actions.carry_over(budget, to=to, by=by, on=date(2023, 1, 15))


def test_the_rest_of_a_budget_goes_into_the_next_year_once(allocation, budget, next_year, city_admin):
    entry = carry(budget, next_year, city_admin)
    assert entry.amount_yuan == Decimal("200000.00")
    assert again(budget).remaining_yuan == 0
    assert again(next_year).remaining_yuan == Decimal("201000.00")
    assert not list(differences())
    with pytest.raises(Refused):
        carry(budget, next_year, city_admin)
    assert CarryOver.objects.count() == 1
    assert Budget.objects.totals()["remaining"] == Decimal("201000.00")


def test_a_carry_over_is_reversed_unless_it_is_used(budget, next_year, city_admin, hedong):
    entry = carry(budget, next_year, city_admin)
    used = make_allocation(again(next_year), hedong, amount_yuan="1000.01", posted_on=date(2023, 2, 1))
    with pytest.raises((Refused, IntegrityError)), transaction.atomic():
        actions.reverse(entry, by=city_admin, on=date(2023, 3, 1), reason="错")
    actions.reverse(used, by=city_admin, on=date(2023, 3, 1), reason="错")
    actions.reverse(entry, by=city_admin, on=date(2023, 3, 1), reason="错")
    assert again(budget).remaining_yuan == budget.amount_yuan
    carry(again(budget), again(next_year), city_admin)


def test_money_is_carried_over_into_the_same_source_of_the_next_year(budget, city, city_admin):
    for overrides in ({"year": 2022}, {"year": 2023, "source": "donation"}):
        with pytest.raises(Refused, match="2023"):
            carry(budget, make_budget(city, **overrides), city_admin)


def test_balances_of_a_past_day_come_from_the_entries(disbursement, allocation, budget, city_admin):
    make_expenditure(disbursement, amount_yuan="0.10", posted_on=date(2022, 4, 1))
    refund(disbursement, "10000.00", city_admin)
    [then] = Allocation.objects.filter(pk=allocation.pk).as_of(date(2022, 5, 31))
    [now] = Allocation.objects.filter(pk=allocation.pk).as_of(ON)
    assert (then.used_then, then.remaining_then) == (Decimal("60000.00"), Decimal("40000.00"))
    assert (now.used_then, now.remaining_then) == (Decimal("50000.00"), Decimal("50000.00"))
    [early] = Budget.objects.as_of(date(2022, 1, 31))
    assert (early.allocated_then, early.remaining_then) == (0, Decimal("300000.00"))
    [late] = Budget.objects.as_of(ON)
    assert (late.disbursed_then, late.spent_then) == (Decimal("50000.00"), Decimal("0.10"))


amounts = st.decimals(min_value="0.01", max_value="99999999.99", places=2)
percents = st.lists(st.integers(min_value=1, max_value=9_999), min_size=1, max_size=8)


@given(amount=amounts, shares=percents)
def test_parts_add_up_to_the_amount_to_the_cent(amount, shares):
    parts = split(amount, [Decimal(share).scaleb(-2) for share in shares])
    assert sum(parts) == amount
    assert all(isinstance(part, Decimal) and part == round(part, 2) and part >= 0 for part in parts)
    exact = [amount * share / sum(shares) for share in shares]
    assert all(abs(part - one) < Decimal("0.010001") for part, one in zip(parts, exact, strict=True))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.booleans(), amounts), max_size=4))
def test_transfers_keep_the_sums_whatever_is_moved(allocation, other, budget, city_admin, moves):
    total = again(budget).allocated_yuan
    for is_there, amount in moves:
        source, to = (allocation, other) if is_there else (other, allocation)
        before = again(source).remaining_yuan
        if amount > before:
            with pytest.raises(Refused):
                move(again(source), again(to), amount, city_admin)
        else:
            move(again(source), again(to), amount, city_admin)
            assert again(source).remaining_yuan == before - amount
    assert again(allocation).remaining_yuan + again(other).remaining_yuan == total
    assert again(budget).allocated_yuan == total
    assert not list(differences())
