"""An invented construction standard, and what some stations answer to it.

The real one is for the city to write; this one only shows how it works, and says so in its name.
"""

from demo.accounts import Accounts
from demo.days import FULL_COVERAGE, LAST_DAY
from demo.pattern import hits, pick, scatter
from demo.stations.stations import Site
from stations.models import ConstructionStandard, StandardAnswer, StandardItem
from stations.rules.standard import NO, YES

KINDS = StandardItem.Kind
VENUES = ("专用", "合用", "无")
# Code, text, kind, and what else there is to say.
ITEMS = (
    ("sign", "统一标识牌已悬挂", KINDS.YES_NO, {}),
    ("area", "场地使用面积", KINDS.NUMBER, {"unit": "m²", "minimum": 100}),
    ("case-room", "个案工作室", KINDS.CHOICE, {"choices": "\n".join(VENUES), "fulfilling": "专用\n合用"}),
    ("group-room", "小组活动室", KINDS.CHOICE, {"choices": "\n".join(VENUES), "fulfilling": "专用\n合用"}),
    ("rules", "工作制度上墙", KINDS.YES_NO, {}),
    ("staff", "驻站社工", KINDS.NUMBER, {"unit": "人", "minimum": 2}),
    ("files", "服务档案柜", KINDS.YES_NO, {}),
    ("hours", "每周开放时间", KINDS.NUMBER, {"unit": "小时", "minimum": 40}),
    ("access", "无障碍出入口", KINDS.YES_NO, {"is_mandatory": False}),
    ("books", "图书阅览角", KINDS.YES_NO, {"is_mandatory": False}),
)
NUMBERS = {"area": (80, 90), "staff": (1, 4), "hours": (36, 20)}
EVERY = 3


def make_standard() -> tuple[ConstructionStandard, list[StandardItem]]:
    """The standard with its items, unsaved."""
    standard = ConstructionStandard(
        code="DEMO-BZ-1", name="示例建设标准（虚构）", version=1, valid_from=FULL_COVERAGE, is_current=True
    )
    items = [
        StandardItem(standard=standard, order=order, code=code, text=text, kind=kind, **more)
        for order, (code, text, kind, more) in enumerate(ITEMS, start=1)
    ]
    return standard, items


def make_answers(sites: list[Site], items: list[StandardItem], accounts: Accounts) -> list[StandardAnswer]:
    """河东街道 fulfils everything; every third of the others has answered most of it."""
    answers = []
    for site in sites:
        if not site.is_hedong and not hits(site.number, EVERY, at=0):
            continue
        for item in items:
            seed = site.number * 100 + item.order
            if site.is_hedong or not hits(seed, 9, at=0):
                answers.append(_answer(site, item, seed, accounts))
    return answers


def _answer(site: Site, item: StandardItem, seed: int, accounts: Accounts) -> StandardAnswer:
    return StandardAnswer(
        station=site.station,
        item=item,
        value=_best(item) if site.is_hedong else _some(item, seed),
        answered_on=LAST_DAY,
        answered_by=accounts.reporter(site.township.code),
    )


def _best(item: StandardItem) -> str:
    if item.kind == KINDS.NUMBER:
        return str(item.minimum + item.minimum // 5)
    return YES if item.kind == KINDS.YES_NO else VENUES[0]


def _some(item: StandardItem, seed: int) -> str:
    if item.kind == KINDS.NUMBER:
        least, spread = NUMBERS[item.code]
        return str(least + scatter(seed, spread))
    if item.kind == KINDS.YES_NO:
        return NO if hits(seed, 7, at=2) else YES
    return pick(VENUES, seed)
