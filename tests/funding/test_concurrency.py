"""Eight people write at the same moment; the money is there for three of them."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection

from core.errors import Refused
from funding import actions
from funding.models import Allocation, Disbursement, PaymentRequest
from tests.funding.factories import (
    DISBURSED_ON,
    REVERSED_ON,
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
