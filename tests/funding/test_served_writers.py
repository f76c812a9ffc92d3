"""Fifty people post at the same moment into two processes of the real server; and it is killed meanwhile."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPException
from threading import Barrier

import pytest
from django.urls import reverse

from funding import actions
from funding.models import Allocation, Disbursement, Expenditure, PaymentRequest
from funding.rules.reconciliation import differences, unpaired
from tests.funding.factories import DISBURSED_ON, SPENT_ON, make_allocation, make_request
from tests.server import cookies_of, serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.heavy]

EACH = 10
DRAWN, WAITING, SPENT = Decimal("5000.00"), Decimal("1000.00"), Decimal("10000.00")
ACCEPTED, REFUSED = 302, 200
KILLED_AFTER = 25
KILLERS = 8


@dataclass
class Attempt:
    """One form that somebody sends, and what the server said."""

    kind: str
    path: str
    cookies: str
    fields: dict
    status: int = 0

    def send(self, server) -> None:
        self.status = server.post(self.path, self.cookies, **self.fields)


def path_of(record, verb: str) -> str:
    return reverse(f"funding:{record._meta.model_name}-{verb}", args=[record.code])


@pytest.fixture
def attempts(budget, allocation, disbursement, hedong, city_admin, taocheng_officer, hedong_officer):
    """Ten of each kind, all against one allocation: far more than it has, in any order."""
    other = make_allocation(budget, hedong)
    city, county = cookies_of(city_admin), cookies_of(taocheng_officer)
    made = []
    for number in range(EACH):
        told = {"on": SPENT_ON, "reason": f"写手{number}"}
        waiting = make_request(allocation, hedong_officer, amount_yuan=WAITING)
        waiting = actions.approve_request(waiting, by=taocheng_officer, on=DISBURSED_ON)
        allocation.refresh_from_db()
        asked = make_request(allocation, hedong_officer, amount_yuan=DRAWN)
        voucher = {"voucher_number": f"记-{number}", "payee": "文具店", "purpose": "物资"}
        back, moved = {"amount_yuan": DRAWN}, {"amount_yuan": DRAWN, "to": other.code}
        made += [
            Attempt("pay", path_of(waiting, "pay"), city, {"on": SPENT_ON}),
            Attempt("approve", path_of(asked, "approve"), county, {"on": SPENT_ON}),
            Attempt("refund", path_of(allocation, "refund"), city, told | back),
            Attempt("transfer", path_of(allocation, "transfer"), city, told | moved),
            Attempt("spend", path_of(disbursement, "spend"), city, told | voucher | {"amount_yuan": SPENT}),
        ]
    return random.Random(50).sample(made, len(made))  # noqa: S311


def test_fifty_writers_never_draw_more_than_there_is(attempts, allocation, disbursement):
    allocation.refresh_from_db()
    room = allocation.remaining_yuan
    start = Barrier(len(attempts))

    with serving() as server, ThreadPoolExecutor(len(attempts)) as pool:

        def send(attempt):
            start.wait()
            attempt.send(server)

        list(pool.map(send, attempts))

    assert {attempt.status for attempt in attempts} == {ACCEPTED, REFUSED}
    accepted = [attempt.kind for attempt in attempts if attempt.status == ACCEPTED]
    # What was reserved is paid; of the rest as many are accepted as there is money for, and not one more.
    assert accepted.count("pay") == EACH
    assert accepted.count("spend") == disbursement.amount_yuan // SPENT
    drawing = [kind for kind in accepted if kind in ("approve", "refund", "transfer")]
    assert len(drawing) == room // DRAWN
    allocation.refresh_from_db()
    assert allocation.remaining_yuan == 0
    # Every accepted entry is there, and no refused one.
    adjusting = Allocation.objects.filter(adjusts=allocation)
    assert PaymentRequest.objects.filter(status="approved").count() == accepted.count("approve")
    assert Disbursement.objects.count() == 1 + EACH
    assert adjusting.filter(kind="refund").count() == accepted.count("refund")
    assert adjusting.filter(kind="transfer").count() == accepted.count("transfer")
    assert Expenditure.objects.count() == accepted.count("spend")
    assert [*differences(), *unpaired()] == []


def test_what_was_acknowledged_is_there_after_the_server_is_killed(allocation, disbursement, city_admin):
    """Nothing that was answered is lost, and nothing half done stays."""
    city, path = cookies_of(city_admin), path_of(disbursement, "spend")
    acknowledged, sent = set(), set()

    def write(writer):
        for number in range(1000):
            voucher = f"记-{writer}-{number}"
            sent.add(voucher)
            fields = {"voucher_number": voucher, "payee": "文具店", "purpose": "物资", "on": SPENT_ON}
            try:
                status = server.post(path, city, amount_yuan="0.01", **fields)
            except (OSError, HTTPException):
                return
            assert status == ACCEPTED
            acknowledged.add(voucher)
            if len(acknowledged) >= KILLED_AFTER:
                server.kill()

    with serving() as server, ThreadPoolExecutor(KILLERS) as pool:
        list(pool.map(write, range(KILLERS)))

    kept = set(Expenditure.objects.values_list("voucher_number", flat=True))
    assert len(acknowledged) >= KILLED_AFTER
    assert acknowledged <= kept <= sent
    disbursement.refresh_from_db()
    assert disbursement.spent_yuan == len(kept) * Decimal("0.01")
    assert [*differences(), *unpaired()] == []
    assert not Expenditure.history.exclude(voucher_number__in=kept).exists()
    assert Expenditure.history.count() == len(kept)
