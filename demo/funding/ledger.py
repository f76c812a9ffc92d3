"""The money chain: budgets, what is allocated of them, paid out and spent, and what was taken back.

Entries come in rounds, because the database checks every entry against what it draws on: first the
ordinary ones, then the reversals of a few that were wrong, then those that were posted in their place.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.codes import numbered
from core.periods import holds_on
from demo.accounts import Accounts
from demo.counties import CITY_PEOPLE
from demo.days import LAST_DAY, after, end_of
from demo.funding.grants import Grant, amount_of
from demo.pattern import hits, pick, scatter
from demo.places import Places
from funding.models import Allocation, Budget, Disbursement, Expenditure, PaymentRequest
from personnel.models import TrainingCourse
from stations.models import Agency, Engagement

USES, SOURCES = Allocation.Category, Budget.Source
CENTS = 100
BUDGET_NAMES = {
    SOURCES.GENERAL_BUDGET: "社会工作服务站建设运行经费",
    SOURCES.SPECIAL_FUND: "社工站场地建设专项资金",
    SOURCES.LOTTERY_FUND: "福利彩票公益金支持社工服务项目",
    SOURCES.UPPER_GRANT: "上级补助社工人才培训资金",
    SOURCES.GOV_PURCHASE: "政府购买社会工作服务",
    SOURCES.DONATION: "示例慈善捐赠款",
}
PURPOSES = {
    USES.LABOUR: "社工站人员补贴",
    USES.VENUE: "社工站场地装修",
    USES.EQUIPMENT: "社工站设备购置",
    USES.SERVICE: "社工服务活动",
    USES.TRAINING: "社工业务培训",
    USES.EXAM_TRAINING: "社会工作者职业资格考前培训",
    USES.SUPERVISION: "社工督导",
    USES.ASSESSMENT: "社工站运行评估",
    USES.PUBLICITY: "社工宣传",
    USES.VOLUNTEER: "志愿者补贴和保险",
    USES.ADMIN: "办公费用",
}
PAYEES = {
    USES.LABOUR: ("示例社工补贴代发",),
    USES.VENUE: ("示例装饰工程队甲", "示例装饰工程队乙", "示例建材商行"),
    USES.EQUIPMENT: ("示例办公设备商行", "示例家具店"),
    USES.SERVICE: ("示例文体用品店", "示例印刷社", "示例粮油店"),
    USES.TRAINING: ("示例培训中心", "示例讲师甲", "示例讲师乙"),
    USES.EXAM_TRAINING: ("示例考前培训学校", "示例图书经销处"),
    USES.SUPERVISION: ("示例督导甲", "示例督导乙"),
    USES.ASSESSMENT: ("示例评估机构",),
    USES.PUBLICITY: ("示例广告社", "示例印刷社"),
    USES.VOLUNTEER: ("示例保险代办处", "示例志愿服务队"),
    USES.ADMIN: ("示例文具店",),
}
# Which share is paid out when, in per cent and days after the allocation; the rest is never paid out.
INSTALMENTS = {USES.LABOUR: ((50, 12), (46, 185))}
ONCE = ((97, 14),)
# Which share of an instalment is spent when.
VOUCHERS = {USES.LABOUR: ((100, 50),), USES.SERVICE: ((40, 40), (60, 190))}
IN_TWO = ((55, 30), (45, 170))
WRONG_PAYEE, WRONG_PURPOSE = "收款单位填写有误", "用途填写有误"
DAYS_TO_CORRECTION = 6
LAST_POSTING = (12, 18)


@dataclass
class Ledger:
    """All entries in the order in which they are written; budgets come first."""

    budgets: list[Budget] = field(default_factory=list)
    allocations: list[list[Allocation]] = field(default_factory=lambda: [[], [], []])
    requests: list[PaymentRequest] = field(default_factory=list)
    disbursements: list[list[Disbursement]] = field(default_factory=lambda: [[], [], []])
    expenditures: list[list[Expenditure]] = field(default_factory=lambda: [[], [], []])

    def post(self, rounds: list[list], entry, *, is_wrong: bool, reason: str):
        """Add an entry; where it is the wrong one, also its reversal and the one in its place.

        Returns the entry that stands, for others to draw on.
        """
        corrected_on = after(entry.posted_on, DAYS_TO_CORRECTION)
        rounds[0].append(entry)
        if not is_wrong or corrected_on > end_of(entry.posted_on.year):
            return entry
        rounds[1].append(_reversal(entry, corrected_on, reason))
        right = _like(entry, code=f"{entry.code}-C", posted_on=corrected_on)
        if isinstance(entry, Disbursement):
            asked = entry.request
            self.ask(right, (asked.requested_by, asked.decided_by, asked.paid_by))
        rounds[2].append(right)
        return right

    def ask(self, disbursement: Disbursement, people) -> None:
        """Add the request that ``people`` (who asks, who approves, who pays) brought to this payment."""
        asker, approver, payer = people
        day = disbursement.posted_on
        disbursement.request = PaymentRequest(
            code=disbursement.code.replace("D-", "Q-", 1),
            allocation=disbursement.allocation,
            amount_yuan=disbursement.amount_yuan,
            payee=disbursement.payee,
            agency=disbursement.agency,
            purpose=disbursement.allocation.purpose,
            status=PaymentRequest.Status.PAID,
            requested_by=asker,
            requested_on=day,
            decided_by=approver,
            decided_on=day,
            paid_by=payer,
            paid_on=day,
        )
        self.requests.append(disbursement.request)


def _reversal(entry, on: date, reason: str):
    """What ``entry.reversal`` gives, but of an entry that is not written yet."""
    other = {"request": None} if isinstance(entry, Disbursement) else {}
    reversal = _like(
        entry,
        **other,
        code=f"{entry.code}-R",
        kind=entry.Kind.REVERSAL,
        amount_yuan=-entry.amount_yuan,
        posted_on=on,
        reverses=entry,
        reason=reason,
    )
    reversal._change_reason = reason
    return reversal


def _like(entry, **other):
    """Another entry that says the same but for ``other``; records and not keys are handed on."""
    kept = {"id", "reversed_yuan", entry.link.own_total}
    said = {one.name: getattr(entry, one.name) for one in entry._meta.concrete_fields if one.name not in kept}
    return type(entry)(**said | other)


@dataclass(frozen=True)
class Around:
    """What the money is for and who handles it: operators by station, courses, accounts."""

    operators: dict[str, list[Engagement]]
    courses: list[TrainingCourse]
    accounts: Accounts

    def course_of(self, grant: Grant, posted_on: date) -> TrainingCourse | None:
        """The course that the receiver holds next, where the money is for training."""
        if grant.use not in (USES.TRAINING, USES.EXAM_TRAINING):
            return None
        ahead = (one for one in self.courses if one.region is grant.receiver and one.starts_on >= posted_on)
        return next((one for one in ahead if one.starts_on.year == grant.year), None)


def make_ledger(
    grants: list[Grant],
    places: Places,
    engagements: list[Engagement],
    courses: list[TrainingCourse],
    accounts: Accounts,
) -> Ledger:
    """The chain that carries out the grants, as far as it has come by the last day."""
    ledger = Ledger()
    around = Around(_operators(engagements), courses, accounts)
    groups = defaultdict(list)
    for grant in grants:
        groups[grant.key].append(grant)
    before: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    numbers: dict[int, int] = defaultdict(int)
    for (year, holder, source), group in groups.items():
        numbers[year] += 1
        amount = before[(holder, source)] = amount_of(group, before[(holder, source)])
        budget = _budget(year, numbers[year], source, amount, places.regions[holder])
        ledger.budgets.append(budget)
        for place, grant in enumerate(group, start=1):
            _allocate(ledger, budget, grant, place, around)
    return ledger


def _operators(engagements: list[Engagement]) -> dict[str, list[Engagement]]:
    """The operators of each station, by its code."""
    operators = defaultdict(list)
    for engagement in engagements:
        if engagement.role == Engagement.Role.OPERATOR:
            operators[engagement.station.code].append(engagement)
    return operators


def _budget(year: int, number: int, source: str, amount: Decimal, region) -> Budget:
    return numbered(
        Budget(
            year=year,
            region=region,
            source=source,
            name=f"{year}年{BUDGET_NAMES[source]}",
            document_number=f"示例社工〔{year}〕{number}号",
            amount_yuan=amount,
            approved_on=after(date(year, 1, 12), scatter(year * 100 + number, 40)),
        ),
        number,
    )


def _allocate(ledger: Ledger, budget: Budget, grant: Grant, place: int, around: Around) -> None:
    number = len(ledger.allocations[0])
    day = after(budget.approved_on, 8 + scatter(number, 45))
    day = _in_year(max(day, grant.not_before or day), budget.year)
    if day > LAST_DAY:
        return
    allocation = numbered(
        Allocation(
            budget=budget,
            region=grant.receiver,
            station=grant.station,
            course=around.course_of(grant, day),
            category=grant.use,
            purpose=f"{budget.year}年{PURPOSES[grant.use]}",
            amount_yuan=Decimal(grant.yuan),
            posted_on=day,
        ),
        place,
    )
    allocation = ledger.post(
        ledger.allocations, allocation, is_wrong=hits(number, 401, at=99), reason=WRONG_PURPOSE
    )
    for part, (percent, days) in enumerate(INSTALMENTS.get(grant.use, ONCE), start=1):
        paid_on = _in_year(after(allocation.posted_on, days + scatter(number, 20)), budget.year)
        if paid_on <= LAST_DAY:
            _disburse(ledger, allocation, grant, Part(part, grant.yuan * percent, paid_on), around)


@dataclass(frozen=True)
class Part:
    """An instalment of an allocation: its number, its amount in cents, and its day."""

    number: int
    cents: int
    day: date


def _in_year(day: date, year: int) -> date:
    """The day, or the last one before the books of the year are closed."""
    return min(day, date(year, *LAST_POSTING))


def _disburse(ledger: Ledger, allocation: Allocation, grant: Grant, part: Part, around: Around) -> None:
    number = len(ledger.disbursements[0])
    agency = _agency_on(around.operators, grant, part.day)
    disbursement = numbered(
        Disbursement(
            allocation=allocation,
            agency=agency,
            payee=agency.name if agency else f"示例专户{grant.receiver.code}",
            amount_yuan=Decimal(part.cents) / CENTS,
            posted_on=part.day,
        ),
        part.number,
    )
    ledger.ask(disbursement, around.accounts.paying(grant.county.code if grant.county else ""))
    disbursement = ledger.post(
        ledger.disbursements, disbursement, is_wrong=hits(number, 211, at=40), reason=WRONG_PAYEE
    )
    _spend(ledger, disbursement, grant, part)


def _agency_on(operators, grant: Grant, day: date) -> Agency | None:
    """The agency that runs the station on the day; wages and activities go through it."""
    if grant.station is None:
        return None
    for engagement in operators.get(grant.station.code, []):
        if holds_on(engagement, day):
            return engagement.agency
    return None


def _spend(ledger: Ledger, disbursement: Disbursement, grant: Grant, part: Part) -> None:
    number = len(ledger.expenditures[0])
    county = grant.county or CITY_PEOPLE
    rate = min(county.execution_percent - 4 + scatter(number, 9), 100)
    for place, (percent, days) in enumerate(VOUCHERS.get(grant.use, IN_TWO), start=1):
        seed = number + place
        day = after(disbursement.posted_on, days + scatter(seed, 25))
        day = min(day, date(grant.year, 12, 31))
        if day > LAST_DAY:
            continue
        # Amounts are not round: a few yuan and cents less than planned.
        cents = max(part.cents * rate * percent // 10_000 - scatter(seed, 9_000), CENTS)
        expenditure = numbered(
            Expenditure(
                disbursement=disbursement,
                voucher_number=f"示-{grant.year}-{seed:05d}",
                payer=disbursement.payee,
                payee=pick(PAYEES[grant.use], seed),
                purpose=PURPOSES[grant.use],
                amount_yuan=Decimal(cents) / CENTS,
                posted_on=day,
            ),
            place,
        )
        ledger.post(ledger.expenditures, expenditure, is_wrong=hits(seed, 331, at=57), reason=WRONG_PAYEE)
