"""Monthly returns of the invented city: mostly in time and approved, the latest month still under way.

The figures are those of the records, so the returns are made after everything else is written.
"""

from datetime import date, timedelta

from accounts.models import User
from core import months
from core.history import keep
from demo.accounts import Accounts
from demo.counties import COUNTIES
from demo.days import LAST_DAY
from demo.pattern import hits, pick, scatter
from personnel.models import Posting, SocialWorker
from regions.models import Region
from reports.models import MonthlyReturn, ReturnRule
from reports.models.monthly_return import code_of
from reports.monthly.figures import compute
from stations.models import Station

FIRST_MONTH, LAST_MONTH = date(2026, 8, 1), date(2026, 10, 1)
CORRECTED_COUNTY = "131125"
CORRECTED_ON = date(2026, 9, 15)
Status = MonthlyReturn.Status
# The latest month: all others are approved. A county without a return has not opened one.
UNDER_WAY = {
    "131121": Status.SUBMITTED,
    "131124": Status.SUBMITTED,
    "131126": Status.SUBMITTED,
    "131128": Status.RETURNED,
    "131182": Status.DRAFT,
    "131123": None,
}
LATE_LAST_MONTH = {"131124"}
PROBLEMS = (
    "个别站点专职人员不足，节假日值守困难。",
    "两处站点场地仍与便民服务站合用，个案室不独立。",
    "下半年经费拨付偏慢，部分小组活动推迟。",
    "无",
)
HELP = ("", "请市局协调卫健部门共享失能老人名单。", "", "请市局安排督导到站指导一次。")
PLANS = (
    "走访困难老人和留守儿童，完成需求评估更新。",
    "组织站点负责人业务培训，补齐服务档案。",
    "完成在建站点标识和功能室布置。",
)
REASON = "资金支出与凭证台账核对不一致，请核对后重新报送（示例）。"


def make_returns(accounts: Accounts, counties: dict[str, Region]) -> list[MonthlyReturn]:
    """The returns, unsaved, with the figures of what is written; sets since when they are asked for."""
    _ask_since_first_month(accounts.users["city"])
    returns = []
    month = FIRST_MONTH
    while month <= LAST_MONTH:
        for number, county in enumerate(COUNTIES):
            status = UNDER_WAY.get(county.code, Status.APPROVED) if month == LAST_MONTH else Status.APPROVED
            if status is not None:
                returns.append(_make(counties[county.code], month, status, number, accounts))
        month = months.after(month)
    return returns


def late_posting(counties: dict[str, Region]) -> Posting:
    """A posting that somebody records after its month was approved, so that a figure differs."""
    county = counties[CORRECTED_COUNTY]
    free = SocialWorker.objects.under(county).on_register(LAST_DAY).filter(postings__isnull=True)
    station = Station.objects.under(county).completed(LAST_DAY).order_by("code").first()
    return Posting(
        worker=free.order_by("code").first(),
        station=station,
        role=Posting.Role.ASSISTANT,
        employment_type=Posting.EmploymentType.PART_TIME,
        started_on=CORRECTED_ON,
    )


def _ask_since_first_month(city: User) -> None:
    rule = ReturnRule.objects.order_by("from_month").first() or ReturnRule()
    rule.from_month = FIRST_MONTH
    keep(rule, city)


def _make(region: Region, month: date, status: str, number: int, accounts: Accounts) -> MonthlyReturn:
    seed = number * 7 + month.month
    record = MonthlyReturn(
        code=code_of(region, month),
        region=region,
        month=month,
        status=status,
        due_on=months.after(month).replace(day=5),
        answers={
            "problems": pick(PROBLEMS, seed),
            "help_needed": pick(HELP, seed),
            "next_month": pick(PLANS, seed),
            "resources_yuan": f"{scatter(seed, 90) * 200}.00",
        },
    )
    if status != Status.DRAFT:
        _submit(record, seed, accounts)
    return record


def _submit(record: MonthlyReturn, seed: int, accounts: Accounts) -> None:
    """Submitted before the due day or, by few, after it; some were returned once before."""
    city, code = accounts.users["city"], record.region.code
    is_late = code in LATE_LAST_MONTH if record.month == LAST_MONTH else hits(seed, 9, at=4)
    record.submitted_on = record.due_on + timedelta(days=4 if is_late else -1 - scatter(seed, 4))
    record.first_submitted_on = record.submitted_on
    record.submitted_by = accounts.users.get({"131102": "taocheng", "131121": "zaoqiang"}.get(code, ""))
    record.submitted_by = record.submitted_by or accounts.clerk(code)
    record.figures_on = record.ends_on
    statement = compute(city, record.region, month=record.month, on=record.ends_on)
    record.figures = statement.as_json()
    if record.status == Status.RETURNED or (record.status == Status.APPROVED and hits(seed, 6, at=1)):
        record.times_returned, record.return_reason = 1, REASON
        record.returned_by, record.returned_on = city, record.submitted_on + timedelta(days=1)
    if record.status == Status.APPROVED:
        record.approved_by, record.approved_on = city, record.submitted_on + timedelta(days=3)
