"""Eight people write at the same moment; the money is there for three of them."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from core.errors import Refused
from exchange.importing.entering import enter
from funding import actions
from funding.models import Allocation, Disbursement, Expenditure, PaymentRequest
from funding.resources.entry import AllocationResource, ExpenditureResource
from funding.rules.reconciliation import differences
from tests.funding.factories import (
    ALLOCATED_ON,
    DISBURSED_ON,
    REVERSED_ON,
    SPENT_ON,
    make_budget,
    make_disbursement,
    new_disbursement,
    paid_request,
)

WRITERS = 8
AMOUNT = Decimal("30000.00")

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(write):
    """Run ``write(number)`` in as many threads as there are writers; returns what each came to."""
    start = Barrier(WRITERS)

    def writer(number):
        start.wait()
        try:
            write(number)
        except (Refused, IntegrityError) as refusal:
            return type(refusal)
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(writer, range(WRITERS)))


def by_action(allocation, user):
    asked = [paid_request(allocation, AMOUNT) for _number in range(WRITERS)]

    def write(number):
        mine = PaymentRequest.objects.select_related("allocation").get(pk=asked[number].pk)
        actions.disburse(mine, on=DISBURSED_ON, by=user)

    return write


def past_clean(allocation, user):
    entries = [new_disbursement(allocation, AMOUNT, code=f"X-{number}") for number in range(WRITERS)]

    def write(number):
        entries[number].save()

    return write


@pytest.mark.parametrize(("door", "refusal"), [(by_action, Refused), (past_clean, IntegrityError)])
def test_eight_writers_never_draw_more_than_there_is(allocation, city_admin, door, refusal):
    results = at_once(door(allocation, city_admin))
    allocation.refresh_from_db()
    assert sorted(map(str, results)) == sorted(map(str, ["written"] * 3 + [refusal] * 5))
    assert allocation.disbursed_yuan == Decimal("90000.00")
    assert Disbursement.objects.totals()["amount"] == Decimal("90000.00")


def test_one_entry_is_reversed_by_one_of_eight(allocation, city_admin):
    entry = make_disbursement(allocation, amount_yuan=AMOUNT)

    def write(number):
        mine = Disbursement.objects.get(pk=entry.pk)
        actions.reverse(mine, by=city_admin, on=REVERSED_ON, reason=f"第{number}人")

    results = at_once(write)
    allocation.refresh_from_db()
    assert results.count("written") == 1
    assert results.count(Refused) == WRITERS - 1
    assert allocation.disbursed_yuan == 0


def test_an_entry_is_used_or_reversed_but_not_both(allocation, city_admin):
    draw = by_action(allocation, city_admin)

    def write(number):
        if number % 2:
            mine = Allocation.objects.get(pk=allocation.pk)
            actions.reverse(mine, by=city_admin, on=REVERSED_ON, reason="撤回")
        else:
            draw(number)

    at_once(write)
    allocation.refresh_from_db()
    assert bool(allocation.disbursed_yuan) != bool(allocation.reversed_yuan)


def entered_from_both_ends(resource, rows, user):
    """Everybody enters ``rows(number)`` in one go, every second one from the last to the first."""

    def write(number):
        mine = rows(number)
        enter(resource(), mine if number % 2 else mine[::-1], by=user)

    return at_once(write)


def test_many_expenditures_at_once_in_any_order_wait_for_each_other(allocation, city_admin):
    paid = [make_disbursement(allocation, amount_yuan="1000.00") for _number in range(6)]

    def rows(number):
        return [
            {
                "code": f"E-X-{place}-{number}",
                "disbursement": one.code,
                "voucher_number": f"{place}/{number}",
                "payee": "测试文具店",
                "purpose": "物资",
                "amount_yuan": "1.25",
                "posted_on": SPENT_ON.isoformat(),
            }
            for place, one in enumerate(paid)
        ]

    assert entered_from_both_ends(ExpenditureResource, rows, city_admin) == ["written"] * WRITERS
    assert Expenditure.objects.totals()["amount"] == Decimal("1.25") * len(paid) * WRITERS
    assert not list(differences())


def test_many_allocations_at_once_in_any_order_wait_for_each_other(city, hedong, city_admin):
    budgets = [make_budget(city) for _number in range(6)]

    def rows(number):
        return [
            {
                "code": f"A-X-{budget.code}-{number}",
                "budget": budget.code,
                "region": hedong.code,
                "category": "labour",
                "purpose": "驻站社工薪酬",
                "amount_yuan": "1.25",
                "posted_on": ALLOCATED_ON.isoformat(),
            }
            for budget in budgets
        ]

    assert entered_from_both_ends(AllocationResource, rows, city_admin) == ["written"] * WRITERS
    assert Allocation.objects.totals()["amount"] == Decimal("1.25") * len(budgets) * WRITERS
    assert not list(differences())
