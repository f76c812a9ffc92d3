"""A ledger of a thousand entries a year beside one of a million: a page has to open as quickly.

    DATABASE_URL=… python -m benchmarks.ledger [entries]

fills an empty, migrated database and prints what the pages cost; fails where a page of the long year takes
more than ``LIMIT`` times what it takes of the short one.
"""

import os
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from http import HTTPStatus

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengshui_portal.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import RoleAssignment, User  # noqa: E402
from accounts.roles import Role  # noqa: E402
from funding.models import Allocation, Budget, Disbursement, Expenditure, PaymentRequest  # noqa: E402
from funding.rules.reconciliation import differences  # noqa: E402
from regions.models import Region  # noqa: E402

FEW, MANY = 1_000, 1_000_000
FEW_YEAR, MANY_YEAR = 2023, 2024
ALLOCATIONS, BLOCK, DAYS = 100, 10_000, 300
LIMIT = 3
TIMES = 5
PAGES = (
    "/funding/ledger/?year={year}",
    "/funding/ledger/?year={year}&quarter=3",
    "/funding/ledger/?on={year}-08-17",
    "/funding/ledger/?year={year}&after={year}-06-15.3.0",
)


def fill(year: int, number: int, city: Region, people: list[User]) -> None:
    """A budget, a hundred allocations and ``number`` expenditures of one yuan over the year."""
    room = Decimal(number)
    first = date(year, 1, 1)
    budget = Budget.objects.create(
        code=f"B-{year}",
        year=year,
        region=city,
        source="general_budget",
        name="x",
        amount_yuan=room,
        approved_on=first,
    )
    asker, approver, payer = people
    each = room / ALLOCATIONS
    allocations = Allocation.objects.bulk_create(
        Allocation(
            code=f"A-{year}-{n}",
            budget=budget,
            region=city,
            category="labour",
            purpose="x",
            amount_yuan=each,
            posted_on=first,
        )
        for n in range(ALLOCATIONS)
    )
    requests = PaymentRequest.objects.bulk_create(
        PaymentRequest(
            code=f"Q-{year}-{n}",
            allocation=allocation,
            amount_yuan=each,
            payee="x",
            purpose="x",
            status="paid",
            requested_by=asker,
            requested_on=first,
            decided_by=approver,
            decided_on=first,
            paid_by=payer,
            paid_on=first,
        )
        for n, allocation in enumerate(allocations)
    )
    paid = Disbursement.objects.bulk_create(
        Disbursement(
            code=f"D-{year}-{n}",
            allocation=one.allocation,
            request=one,
            payee="x",
            amount_yuan=each,
            posted_on=first,
        )
        for n, one in enumerate(requests)
    )
    for start in range(0, number, BLOCK):
        with transaction.atomic():
            Expenditure.objects.bulk_create(
                Expenditure(
                    code=f"E-{year}-{n}",
                    disbursement=paid[n % ALLOCATIONS],
                    voucher_number=f"V-{year}-{n}",
                    payer="x",
                    payee="x",
                    purpose="x",
                    amount_yuan=Decimal(1),
                    posted_on=first + timedelta(days=n * DAYS // number),
                )
                for n in range(start, min(start + BLOCK, number))
            )


def cost(client: Client, path: str) -> float:
    """Seconds of the quickest of a few tries."""
    tries = []
    for _time in range(TIMES):
        began = time.perf_counter()
        answer = client.get(path, HTTP_HOST="localhost")
        tries.append(time.perf_counter() - began)
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{path} answered {answer.status_code}")
    return min(tries)


def main() -> int:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    city = Region.objects.create(code="131100", name="衡水市", level="city", kind="市")
    people = [User.objects.create(username=f"bench-{n}") for n in range(3)]
    auditor = User.objects.create(username="bench-auditor")
    RoleAssignment.objects.create(user=auditor, role=Role.AUDITOR, region=city)
    for year, number in ((FEW_YEAR, FEW), (MANY_YEAR, many)):
        began = time.perf_counter()
        fill(year, number, city, people)
        print(f"{number:>9,} entries written in {time.perf_counter() - began:.1f} s")
    if found := list(differences()):
        raise SystemExit(f"The totals differ from the entries: {found[:3]}")
    client = Client()
    client.force_login(auditor)
    worst = 0.0
    for path in PAGES:
        few, long = (cost(client, path.format(year=year)) for year in (FEW_YEAR, MANY_YEAR))
        worst = max(worst, long / few)
        print(f"{path:<50} {few * 1000:7.0f} ms {long * 1000:7.0f} ms  ratio {long / few:.1f}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
