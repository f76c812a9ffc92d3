"""The nouns of the floor of money."""

from datetime import date
from decimal import Decimal

from funding import actions
from funding.models import (
    Allocation,
    Budget,
    CarryOver,
    Contract,
    Disbursement,
    Expenditure,
    FiscalYearClose,
    PaymentRequest,
    PaymentStage,
    SpendingRule,
    UnitCost,
)
from tests.funding.factories import (
    make_allocation,
    make_budget,
    make_closing,
    make_contract,
    make_cost,
    make_disbursement,
    make_expenditure,
    make_request,
    new_allocation,
    new_disbursement,
    new_expenditure,
)
from tests.nouns import stock
from tests.nouns.noun import CITY, READ, Noun, Routes, changed


def make_costs(world) -> UnitCost:
    """What a project and a room cost."""
    if not UnitCost.objects.exists():
        for code, amount in [("CORE_PROJECT", 5000), ("COMMUNITY_ROOM", 2000)]:
            make_cost(world.service_model.components.get(code=code), amount_yuan=amount)
    return UnitCost.objects.get(code="UC-0001")


def make_carry_over(world) -> CarryOver:
    """What was left of the year before, in another pair of budgets."""
    words = {"name": world.called("结转"), "source": "donation"}
    origin = make_budget(world.county, year=2021, approved_on=date(2021, 2, 1), **words)
    target = make_budget(world.county, **words)
    return actions.carry_over(origin, to=target, by=world.clerk, on=date(2022, 1, 20))


def warned(entry):
    """The entry as posted although a rule warned of it; who may post it is no matter here."""
    entry.code, entry.warned_of, entry.confirmation = "X-0001", "超出规定", "已核"
    entry.save()
    return entry


def released(world) -> PaymentStage:
    """The first stage of the contract, whose condition is met."""
    met = {"released_on": date(2022, 3, 1), "released_by": world.clerk, "evidence": "验收单"}
    return changed(world.payment_stage, **met)


NOUNS = (
    Noun(
        name="unit_cost",
        model=UnitCost,
        make=make_costs,
        is_shared=True,
        is_closed_to_viewers=True,
        keeper=CITY,
        api="unit-costs",
        routes=Routes(
            pages=("funding:unitcost-list",),
            forms=("funding:unitcost-new",),
            verbs=("funding:unitcost-edit",),
            city=("funding:unitcost-new", "funding:unitcost-edit"),
        ),
        new=lambda n: {
            "code": f"UC-01{n - 1:02d}",
            "component": "CORE_PROJECT",
            "category": ["equipment", "venue", "labour", "service", "training"][n - 1],
            "per": "once",
            "amount_yuan": "5000.00",
            "valid_from": "2023-01-01",
            "document": "估价",
        },
        change={"amount_yuan": "6000.00"},
    ),
    Noun(
        name="spending_rule",
        model=SpendingRule,
        make=lambda world: SpendingRule.objects.get(code="LOTTERY-ADMIN"),
        is_shared=True,
        is_closed_to_viewers=True,
        keeper=CITY,
        api="spending-rules",
        routes=Routes(
            pages=("funding:rule-list",),
            verbs=("funding:rule-new", "funding:rule-edit"),
            city=("funding:rule-new", "funding:rule-edit"),
        ),
        new=lambda n: {
            "code": f"R-2023-{n:02d}",
            "source": "lottery_fund",
            "category": "venue",
            "effect": "warn",
            "text": "彩票公益金不得用于建设楼堂馆所",
            "document": "示例办法",
            "valid_from": f"2023-{n:02d}-01",
        },
        change={"valid_to": "2023-12-31"},
    ),
    Noun(
        name="budget",
        model=Budget,
        make=lambda world: make_budget(
            world.county, name=world.called("预算"), amount_yuan=Decimal("999999.99")
        ),
        is_closed_to_viewers=True,
        api="budgets",
        routes=Routes(
            pages=("funding:budget-list", "funding:budget-detail"),
            forms=("funding:budget-new",),
            verbs=("funding:budget-edit",),
        ),
        new=lambda n: {
            "year": 2022,
            "region": stock.COUNTY,
            "source": "general_budget",
            "name": f"经费{n}",
            "amount_yuan": f"{1000 + n}.00",
            "approved_on": stock.day(n),
        },
        change={"document_number": "示例〔2022〕1号"},
        elsewhere={"region": stock.FAR_COUNTY},
        further=(
            lambda world: changed(
                world.budget,
                province_percent=11,
                city_percent=22,
                county_percent=33,
                township_percent=34,
            ),
        ),
    ),
    Noun(
        name="allocation",
        model=Allocation,
        make=lambda world: make_allocation(
            world.budget, world.township, station=world.station, purpose=world.called("站点经费")
        ),
        is_closed_to_viewers=True,
        api="allocations",
        routes=Routes(
            pages=("funding:allocation-list", "funding:allocation-detail"),
            forms=("funding:budget-allocate",),
            verbs=(
                "funding:allocation-transfer",
                "funding:allocation-refund",
                "funding:allocation-reverse",
            ),
            at={"funding:budget-allocate": lambda world: [world.budget.code]},
        ),
        new=lambda n: {
            "budget": stock.BUDGET,
            "region": stock.TOWNSHIP,
            "category": "labour",
            "purpose": f"人员经费{n}",
            "amount_yuan": "100.00",
            "posted_on": "2022-05-01",
        },
        elsewhere={"region": stock.FAR_TOWNSHIP},
        further=(
            lambda world: make_allocation(world.budget, world.township, deliverable=world.deliverable),
            lambda world: make_allocation(world.budget, world.township, agency=world.agency),
            lambda world: make_allocation(
                world.budget, world.county, course=world.course, category="training"
            ),
            lambda world: warned(new_allocation(world.budget, world.township)),
        ),
        asked_as={"posted_on": "on"},
    ),
    Noun(
        name="disbursement",
        model=Disbursement,
        make=lambda world: make_disbursement(world.allocation, payee=world.called("收款单位")),
        is_closed_to_viewers=True,
        api="disbursements",
        over_api=READ,
        routes=Routes(
            pages=("funding:disbursement-list", "funding:disbursement-detail"),
            verbs=(
                "funding:paymentrequest-pay",
                "funding:disbursement-refund",
                "funding:disbursement-reverse",
            ),
            at={"funding:paymentrequest-pay": lambda world: [world.payment_request.code]},
        ),
        further=(
            lambda world: make_disbursement(world.allocation, agency=world.agency, payee=world.agency.name),
            lambda world: warned(new_disbursement(world.allocation)),
        ),
        asked_as={"posted_on": "on"},
    ),
    Noun(
        name="expenditure",
        model=Expenditure,
        make=lambda world: make_expenditure(world.disbursement, payee=world.called("商店")),
        is_closed_to_viewers=True,
        api="expenditures",
        routes=Routes(
            pages=("funding:expenditure-list", "funding:expenditure-detail"),
            verbs=(
                "funding:disbursement-spend",
                "funding:expenditure-refund",
                "funding:expenditure-reverse",
            ),
            at={"funding:disbursement-spend": lambda world: [world.disbursement.code]},
        ),
        further=(lambda world: warned(new_expenditure(world.disbursement)),),
        asked_as={"posted_on": "on"},
    ),
    Noun(
        name="contract",
        model=Contract,
        make=lambda world: make_contract(
            world.county,
            world.agency,
            world.clerk,
            name=world.called("合同"),
            allocations=[world.allocation],
        ),
        is_closed_to_viewers=True,
        api="contracts",
        routes=Routes(
            pages=("funding:contract-list", "funding:contract-detail"),
            forms=("funding:contract-new",),
            verbs=("funding:contract-complete", "funding:contract-terminate"),
        ),
    ),
    Noun(
        name="payment_stage",
        model=PaymentStage,
        make=lambda world: world.contract.stages.get(order=1),
        is_closed_to_viewers=True,
        routes=Routes(
            verbs=("funding:stage-release",),
            at={"funding:stage-release": lambda world: [world.contract.code, 1]},
        ),
    ),
    Noun(
        name="payment_request",
        model=PaymentRequest,
        make=lambda world: make_request(world.allocation, world.clerk, purpose=world.called("用款")),
        is_closed_to_viewers=True,
        api="payment-requests",
        routes=Routes(
            pages=("funding:paymentrequest-list", "funding:paymentrequest-detail"),
            forms=("funding:allocation-request",),
            verbs=(
                "funding:paymentrequest-approve",
                "funding:paymentrequest-refuse",
                "funding:paymentrequest-withdraw",
            ),
            at={"funding:allocation-request": lambda world: [world.allocation.code]},
        ),
        further=(
            lambda world: make_request(world.allocation, world.clerk, payee="", agency=world.agency),
            lambda world: make_request(world.allocation, world.clerk, stage=released(world)),
        ),
        asked_as={"requested_on": "on"},
    ),
    Noun(
        name="closing",
        model=FiscalYearClose,
        make=lambda world: make_closing(world.county, year=2020),
        is_closed_to_viewers=True,
        api="year-closes",
        routes=Routes(
            pages=("funding:year-list", "funding:year-detail"),
            verbs=("funding:year-close", "funding:year-reopen"),
            city=("funding:year-reopen",),
        ),
        further=(
            lambda world: changed(
                world.closing,
                still_open=False,
                reopened_on=date(2022, 12, 1),
                reopened_by=world.closing.closed_by,
                reopen_reason="补录",
            ),
        ),
        asked_as={"closed_on": "on", "reopened_on": "on", "reopen_reason": "reason"},
    ),
    Noun(
        name="carry_over",
        model=CarryOver,
        make=make_carry_over,
        is_closed_to_viewers=True,
        api="carry-overs",
        routes=Routes(
            verbs=("funding:budget-carry-over",),
            at={"funding:budget-carry-over": lambda world: [world.budget.code]},
        ),
        asked_as={"posted_on": "on", "target": "to"},
    ),
)
