"""The nouns of oversight."""

from datetime import date

from funding.models import Expenditure
from oversight.models import (
    Draw,
    DrawItem,
    Finding,
    Inspection,
    Judgement,
    PatternRule,
    Rectification,
    RectificationFile,
)
from oversight.patterns.pattern import item_of
from tests.nouns import stock
from tests.nouns.noun import CHANGED, CITY, OVERSEERS, READ, Noun, Routes, changed
from tests.oversight.factories import (
    make_draw,
    make_finding,
    make_inspection,
    make_judgement,
    make_purse,
    make_rectification,
    spend,
)

PATTERN = "round-sums"


def make_unusual(world) -> Expenditure:
    """A round sum in the last days of a year."""
    purse = make_purse(world.township, name=world.called("年底预算"))
    return spend(purse, "5000.00", date(2022, 12, 20), payee=world.called("百货"))


def unusual(world) -> list[str]:
    """The pattern and what it lists."""
    return [PATTERN, item_of(PATTERN, [world.unusual], "").fingerprint]


NOUNS = (
    Noun(
        name="inspection",
        model=Inspection,
        make=lambda world: make_inspection(world.county, name=world.called("检查").strip()),
        is_closed_to_viewers=True,
        keeper=OVERSEERS,
        api="inspections",
        routes=Routes(
            pages=("oversight:inspection-list", "oversight:inspection-detail"),
            verbs=(
                "oversight:inspection-create",
                "oversight:inspection-edit",
                "oversight:inspection-start",
                "oversight:inspection-conclude",
            ),
            city=(
                "oversight:inspection-create",
                "oversight:inspection-edit",
                "oversight:inspection-start",
                "oversight:inspection-conclude",
            ),
        ),
        new=lambda n: {
            "name": f"检查{n}",
            "region": stock.COUNTY,
            "subject": "经费",
            "starts_on": "2022-01-01",
            "ends_on": stock.day(n),
            "inspectors": "检查组",
            "document": f"{n}号",
        },
    ),
    Noun(
        name="finding",
        model=Finding,
        make=lambda world: make_finding(
            world.township,
            inspection=world.inspection,
            station=world.station,
            name=world.called("问题").strip(),
            text=world.called("事实").strip(),
        ),
        is_closed_to_viewers=True,
        keeper=OVERSEERS,
        api="findings",
        routes=Routes(
            pages=("oversight:finding-list", "oversight:finding-detail"),
            verbs=(
                "oversight:finding-create",
                "oversight:finding-edit",
                "oversight:finding-verify",
                "oversight:finding-return",
            ),
            city=(
                "oversight:finding-create",
                "oversight:finding-edit",
                "oversight:finding-verify",
                "oversight:finding-return",
            ),
        ),
        new=lambda n: {
            "name": f"问题{n}",
            "inspection": stock.INSPECTION,
            "region": stock.TOWNSHIP,
            "station": stock.station(n),
            "text": "无验收单",
            "rule": "应附验收单",
            "document": "办法",
            "found_on": stock.day(n),
            "owner_level": "township",
            "owner_unit": "河东街道",
            "due_on": "2024-01-01",
        },
    ),
    Noun(
        name="rectification",
        model=Rectification,
        make=lambda world: make_rectification(world.finding, by=world.clerk, title=world.called("整改")),
        is_closed_to_viewers=True,
        routes=Routes(
            verbs=("oversight:finding-rectify",),
            at={"oversight:finding-rectify": lambda world: [world.finding.code]},
        ),
    ),
    Noun(
        name="rectification_file",
        model=RectificationFile,
        make=lambda world: world.rectification.files.get(),
        page=lambda file: file.rectification.get_absolute_url(),
        is_closed_to_viewers=True,
        routes=Routes(
            files=(
                "oversight:rectification-file",
                "oversight:rectification-thumbnail",
                "findings-file",
                "findings-thumbnail",
            ),
            at=dict.fromkeys(
                ["findings-file", "findings-thumbnail"],
                lambda world: [world.finding.code, world.rectification_file.code],
            ),
        ),
        asked_as={"file": "files"},
    ),
    Noun(
        name="pattern_rule",
        model=PatternRule,
        make=lambda world: PatternRule.objects.get(code=PATTERN),
        is_shared=True,
        is_closed_to_viewers=True,
        keeper=CITY,
        api="pattern-rules",
        over_api=CHANGED,
        routes=Routes(
            pages=("oversight:rule-list",),
            verbs=("oversight:rule-edit",),
            city=("oversight:rule-edit",),
        ),
    ),
    Noun(
        name="judgement",
        model=Judgement,
        make=lambda world: make_judgement(world.township, reason=world.called("已核")),
        is_closed_to_viewers=True,
        keeper=OVERSEERS,
        routes=Routes(
            verbs=(
                "oversight:pattern-fine",
                "oversight:pattern-finding",
                "oversight:judgement-withdraw",
            ),
            city=(
                "oversight:pattern-fine",
                "oversight:pattern-finding",
                "oversight:judgement-withdraw",
            ),
            at={
                "oversight:pattern-fine": unusual,
                "oversight:pattern-finding": unusual,
                "oversight:judgement-withdraw": lambda world: [PATTERN, world.judgement.fingerprint],
            },
            # What is listed in the year of the examples' money.
            query=dict.fromkeys(
                ["oversight:pattern-fine", "oversight:pattern-finding"], "?first=2022-01-01&last=2022-12-31"
            ),
        ),
        further=(lambda world: changed(world.judgement, verdict="finding", finding=world.finding),),
    ),
    Noun(
        name="draw",
        model=Draw,
        make=lambda world: make_draw(world.county, world.deliverable),
        is_closed_to_viewers=True,
        keeper=OVERSEERS,
        api="draws",
        over_api=READ,
        routes=Routes(
            pages=("oversight:draw-list", "oversight:draw-detail"),
            forms=("oversight:draw-create",),
            verbs=("oversight:draw-close",),
            city=("oversight:draw-create", "oversight:draw-close"),
        ),
        further=(lambda world: changed(world.draw, number=2, reason=world.called("补抽")),),
    ),
    Noun(
        name="draw_item",
        model=DrawItem,
        make=lambda world: world.draw.items.get(),
        page=lambda item: item.draw.get_absolute_url(),
        is_closed_to_viewers=True,
        routes=Routes(
            verbs=("oversight:draw-visit",),
            city=("oversight:draw-visit",),
            at={"oversight:draw-visit": lambda world: [world.draw.code, world.draw_item.code]},
        ),
    ),
)
