"""Money for tests, written like any other: cleaned, saved, and with its parent's total read again."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from accounts.models import User
from funding import actions
from funding.models import (
    Allocation,
    Budget,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
    SpendingRule,
    UnitCost,
)
from tests.accounts.factories import make_user

APPROVED_ON = date(2022, 1, 10)
ALLOCATED_ON = date(2022, 2, 1)
DISBURSED_ON = date(2022, 3, 1)
SPENT_ON = date(2022, 4, 1)
REVERSED_ON = date(2022, 5, 1)
STAGES = ((Decimal("40"), "signed"), (Decimal("40"), "mid_passed"), (Decimal("20"), "final_passed"))


def new_budget(region, amount_yuan="300000.00", **overrides) -> Budget:
    """A budget of the general public budget for 2022, not yet saved."""
    values = {
        "region": region,
        "year": 2022,
        "source": Budget.Source.GENERAL_BUDGET,
        "name": "社工站建设经费",
        "document_number": "衡财社〔2022〕5号",
        "amount_yuan": Decimal(amount_yuan),
        "approved_on": APPROVED_ON,
    }
    return Budget(**values | overrides)


def new_allocation(budget, region, amount_yuan="10000.00", **overrides) -> Allocation:
    """An allocation for staff, not yet saved."""
    values = {
        "budget": budget,
        "region": region,
        "category": Allocation.Category.LABOUR,
        "purpose": "驻站社工薪酬",
        "amount_yuan": Decimal(amount_yuan),
        "posted_on": ALLOCATED_ON,
    }
    return Allocation(**values | overrides)


def new_disbursement(allocation, amount_yuan="1000.00", **overrides) -> Disbursement:
    """A disbursement to an agency known by name only, not yet saved; the request it carries out is."""
    values = {
        "allocation": allocation,
        "payee": "测试社工机构",
        "amount_yuan": Decimal(amount_yuan),
        "posted_on": DISBURSED_ON,
    } | overrides
    if "request" not in values and values["amount_yuan"] > 0:
        values["request"] = paid_request(allocation, values["amount_yuan"], stage=values.get("stage"))
    return Disbursement(**values)


def paid_request(allocation, amount_yuan, **overrides) -> PaymentRequest:
    """A request that three people have brought to its payment; no disbursement carries it out yet."""
    people = paying_people()
    values = {
        "code": f"Q-X-{uuid4().hex[:12].upper()}",
        "allocation": allocation,
        "amount_yuan": Decimal(amount_yuan),
        "payee": "测试社工机构",
        "purpose": "第一季度经费",
        "status": PaymentRequest.Status.PAID,
        "requested_by": people[0],
        "requested_on": DISBURSED_ON,
        "decided_by": people[1],
        "decided_on": DISBURSED_ON,
        "paid_by": people[2],
        "paid_on": DISBURSED_ON,
    }
    request = PaymentRequest(**values | overrides)
    request.save()
    return request


def paying_people() -> list[User]:
    """Who requests, approves and pays; made before threads that would make them at once."""
    names = ("asker", "approver", "payer")
    return [User.objects.filter(username=name).first() or make_user(name) for name in names]


def new_expenditure(disbursement, amount_yuan="100.00", **overrides) -> Expenditure:
    """An expenditure by a voucher, not yet saved."""
    values = {
        "disbursement": disbursement,
        "voucher_number": f"记-{Expenditure.objects.count() + 1:04d}",
        "payer": disbursement.payee,
        "payee": "测试文具店",
        "purpose": "活动物资",
        "amount_yuan": Decimal(amount_yuan),
        "posted_on": SPENT_ON,
    }
    return Expenditure(**values | overrides)


def make_budget(region, **overrides) -> Budget:
    return _saved(new_budget(region, **overrides))


def make_allocation(budget, region, **overrides) -> Allocation:
    return _saved(new_allocation(budget, region, **overrides), budget)


def make_disbursement(allocation, **overrides) -> Disbursement:
    return _saved(new_disbursement(allocation, **overrides), allocation)


def make_expenditure(disbursement, **overrides) -> Expenditure:
    return _saved(new_expenditure(disbursement, **overrides), disbursement)


def make_request(allocation, by, **overrides) -> PaymentRequest:
    """A request for 1,000.00 to an agency known by name only."""
    values = {
        "amount_yuan": Decimal("1000.00"),
        "on": DISBURSED_ON,
        "payee": "测试社工机构",
        "purpose": "第一季度经费",
    }
    return actions.request_payment(allocation, by=by, **values | overrides)


def make_contract(region, agency, by, *, stages=STAGES, allocations=(), stations=(), **overrides) -> Contract:
    """A contract for 90,000.01 over one year, in three stages."""
    values = {
        "name": "社工服务项目",
        "region": region,
        "buyer": Contract.Buyer.CIVIL_AFFAIRS,
        "mode": Contract.Mode.OPEN_TENDER,
        "agency": agency,
        "amount_yuan": Decimal("90000.01"),
        "signed_on": date(2022, 2, 20),
        "starts_on": date(2022, 3, 1),
        "ends_on": date(2023, 2, 28),
    }
    return actions.sign_contract(
        Contract(**values | overrides), stages=stages, allocations=allocations, stations=stations, by=by
    )


def make_rule(**overrides) -> SpendingRule:
    """Lottery money may not pay for premises: a warning."""
    values = {
        "code": f"R-{SpendingRule.objects.count() + 1}",
        "source": Budget.Source.LOTTERY_FUND,
        "category": Allocation.Category.VENUE,
        "effect": SpendingRule.Effect.WARN,
        "text": "彩票公益金不得用于建设楼堂馆所",
        "document": "彩票公益金管理办法",
        "valid_from": date(2020, 1, 1),
    }
    return _saved(SpendingRule(**values | overrides))


def make_cost(component, **overrides) -> UnitCost:
    """One unit costs 1,000.00 once, for equipment."""
    values = {
        "component": component,
        "category": Allocation.Category.EQUIPMENT,
        "per": UnitCost.Per.ONCE,
        "amount_yuan": Decimal("1000.00"),
        "valid_from": date(2020, 1, 1),
        "document": "测试估价",
    }
    return _saved(UnitCost(**values | overrides))


def make_closing(region, year=2021, **overrides) -> FiscalYearClose:
    """The books of a year, closed in the January after it."""
    values = {
        "region": region,
        "year": year,
        "closed_on": date(year + 1, 1, 20),
        "closed_by": make_user(f"closer-{region.code}-{year}"),
    }
    return _saved(FiscalYearClose(**values | overrides))


def _saved(record, parent=None):
    record.full_clean()
    record.save()
    if parent:
        parent.refresh_from_db()
        setattr(record, record.link.parent, parent)
    return record


def coded(entries):
    """Entries for bulk_create, which skips clean() and so gives no codes."""
    for number, entry in enumerate(entries, start=1):
        entry.code = f"X-{number:04d}"
    return entries


def grow(records, hedong):
    """Forty-nine more of each kind, with two entries below each disbursement of the allocation."""
    budgets = [new_budget(records["budget"].region, code=f"B-X-{number}") for number in range(49)]
    Budget.objects.bulk_create(budgets)
    allocations = [
        new_allocation(
            records["budget"], hedong, "1.00", code=f"A-X-{number}", station=records["allocation"].station
        )
        for number in range(49)
    ]
    Allocation.objects.bulk_create(allocations)
    disbursements = [
        new_disbursement(records["allocation"], "1.00", code=f"D-X-{number}") for number in range(49)
    ]
    Disbursement.objects.bulk_create(disbursements)
    expenditures = [
        new_expenditure(disbursement, "0.50", code=f"E-X-{number}", voucher_number=f"增-{number}")
        for number, disbursement in enumerate([*disbursements, *[records["disbursement"]] * 49])
    ]
    Expenditure.objects.bulk_create(expenditures)
