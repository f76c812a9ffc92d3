"""What people do with the money, step by step through the actions: contract, request, transfer, year's end.

Everything happens in 2025 and before, so that no day lies ahead of whoever loads it, and with small
amounts out of what the year's budgets have left.
"""

from datetime import date
from decimal import Decimal

from demo.accounts import Accounts
from demo.counties import HEDONG_CODE
from demo.places import Places
from funding import actions
from funding.models import Allocation, Budget, Contract, PaymentStage
from regions.models import Region
from stations.models import Agency

YEAR, CLOSED = 2025, 2021
CATEGORY, SOURCE, CONDITION = Allocation.Category, Budget.Source, PaymentStage.Condition
STAGES = (
    (Decimal(40), CONDITION.SIGNED),
    (Decimal(40), CONDITION.MID_PASSED),
    (Decimal(20), CONDITION.FINAL_PASSED),
)
CONTRACT_YUAN, MOVED_YUAN, WARNED_YUAN = Decimal("6000.00"), Decimal("350.00"), Decimal("500.00")
GROUNDS = "仅用于已有服务用房的小型修缮，不涉及楼堂馆所（演示）"


def take_money_steps(accounts: Accounts, places: Places) -> None:
    """Post everything; the records of the chain are written already."""
    city = accounts.users["city"]
    _carry_over(places, city)
    general = _budget(places, SOURCE.GENERAL_BUDGET)
    paid_from, other = (
        _allocate(general, places, use, city) for use in (CATEGORY.SERVICE, CATEGORY.VOLUNTEER)
    )
    actions.transfer(
        other,
        to=paid_from,
        amount_yuan=MOVED_YUAN,
        on=date(YEAR, 6, 10),
        by=city,
        reason="项目经费调剂（演示）",
    )
    actions.allocate(
        _budget(places, SOURCE.LOTTERY_FUND),
        region=places.regions["131102"],
        category=CATEGORY.VENUE,
        purpose=f"{YEAR}年服务用房小型修缮",
        amount_yuan=WARNED_YUAN,
        on=date(YEAR, 6, 12),
        by=city,
        confirmation=GROUNDS,
    )
    _buy(accounts, places, paid_from)
    actions.close_year(places.city, year=CLOSED, by=city, on=date(CLOSED + 1, 1, 25))


def _budget(places: Places, source: str, year: int = YEAR) -> Budget:
    return Budget.objects.in_year(year).from_source(source).get(region=places.city)


def _carry_over(places: Places, by) -> None:
    origin = _budget(places, SOURCE.LOTTERY_FUND, YEAR - 1)
    actions.carry_over(origin, to=_budget(places, SOURCE.LOTTERY_FUND), by=by, on=date(YEAR, 3, 20))


def _allocate(budget: Budget, places: Places, category: str, by) -> Allocation:
    return actions.allocate(
        budget,
        region=Region.objects.current().get(code=HEDONG_CODE),
        category=category,
        purpose=f"{YEAR}年示例社工服务项目",
        amount_yuan=CONTRACT_YUAN,
        on=date(YEAR, 4, 1),
        by=by,
    )


def _buy(accounts: Accounts, places: Places, allocation: Allocation) -> None:
    """A contract whose first stage is paid, whose second waits to be paid, and a request to be approved."""
    city, county, township = (accounts.users[name] for name in ("city", "taocheng", "hedong"))
    agency = Agency.objects.filter(home_region__code="131102", name__contains="示例").order_by("code").first()
    contract = actions.sign_contract(
        Contract(
            name=f"{YEAR}年示例社工服务购买合同",
            region=places.regions["131102"],
            buyer=Contract.Buyer.CIVIL_AFFAIRS,
            mode=Contract.Mode.NEGOTIATION,
            agency=agency,
            amount_yuan=CONTRACT_YUAN,
            signed_on=date(YEAR, 4, 10),
            starts_on=date(YEAR, 4, 15),
            ends_on=date(YEAR + 1, 4, 14),
        ),
        stages=STAGES,
        allocations=[allocation],
        by=county,
    )
    for order, day, shown in ((1, date(YEAR, 4, 16), "合同文本"), (2, date(YEAR, 10, 20), "中期评估报告")):
        stage = contract.stages.get(order=order)
        stage = actions.release_stage(stage, by=county, on=day, evidence=f"{shown}（演示）")
        asked = actions.request_payment(
            Allocation.objects.get(pk=allocation.pk),
            amount_yuan=stage.amount_yuan,
            on=day,
            by=township,
            purpose=f"合同第{order}期款",
            agency=agency,
            stage=stage,
        )
        asked = actions.approve_request(asked, by=county, on=day)
        if order == 1:
            actions.pay(asked, by=city, on=day)
    actions.request_payment(
        Allocation.objects.get(pk=allocation.pk),
        amount_yuan=Decimal("200.00"),
        on=date(YEAR, 11, 3),
        by=township,
        purpose="活动物资",
        payee="示例文体用品店",
    )
