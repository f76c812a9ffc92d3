"""Oversight, step by step through the actions: checks, findings in every state, a judged pattern, a draw.

Everything happens in 2025, so that no day lies ahead of whoever loads it.
"""

from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile

from demo.accounts import Accounts
from demo.counties import HEDONG_CODE
from demo.places import Places
from demo.stations.evidence import picture
from oversight import actions
from oversight.models import Draw, Finding, Inspection, PatternRule
from oversight.patterns.pattern import Books
from oversight.rules.listing import Listing
from regions.models import Region

YEAR = 2025
KINDS, LEVELS, SEVERITIES = Inspection.Kind, Finding.Level, Finding.Severity
DRAWN = 15
RULE, DOCUMENT = "支出应附合同、验收单和发票", "示例财务管理办法（演示）"
# In short, severity, yuan, found on, due on: what the check of 桃城区 found in 河东街道.
FOUND = (
    ("活动物资支出缺少验收单", SEVERITIES.MINOR, "860.00", (5, 14), (6, 15)),
    ("补贴发放表签字不全", SEVERITIES.MINOR, "1200.00", (5, 15), (6, 20)),
    ("设备购置未办理固定资产登记", SEVERITIES.SERIOUS, "4300.00", (5, 15), (6, 30)),
)


def take_oversight_steps(accounts: Accounts, places: Places) -> None:
    """Check, find, mend, verify; the records of the money are written already."""
    city, auditor, township = (accounts.users[name] for name in ("city", "auditor", "hedong"))
    done = _inspection(places.regions["131102"], KINDS.SPECIAL, "桃城区社工站经费专项检查", 5, by=city)
    actions.start_inspection(done, on=date(YEAR, 5, 12), by=city)
    hedong = Region.objects.get(code=HEDONG_CODE)
    done = Inspection.objects.get(pk=done.pk)
    first, second, third = (_finding(hedong, done, *one, by=auditor) for one in FOUND)
    for number, finding in enumerate((first, second, third)):
        _mend(finding, number, by=township)
    actions.verify_rectification(first, on=date(YEAR, 6, 20), by=auditor, comment="资料已补齐（演示）")
    actions.return_rectification(second, on=date(YEAR, 6, 20), by=auditor, reason="仍缺两人签字（演示）")
    summary = "发现问题3个，均已交办整改（演示）"
    actions.conclude_inspection(done, on=date(YEAR, 5, 30), summary=summary, by=city)
    zaoqiang = places.regions["131121"]
    audit = _inspection(zaoqiang, KINDS.AUDIT, "枣强县社工站经费审计", 9, by=city)
    audit = actions.start_inspection(audit, on=date(YEAR, 9, 10), by=city)
    late = ("培训支出占比偏高，未提供论证材料", SEVERITIES.SERIOUS, None, (9, 18), (10, 31))
    _finding(zaoqiang, audit, *late, level=LEVELS.COUNTY, unit="枣强县民政局", by=auditor)
    _inspection(places.city, KINDS.ROUTINE, "全市社工站年度例行检查", 11, by=city)
    _judge(places, city)
    _draw(places, city)


def _inspection(region, kind, name, month, *, by) -> Inspection:
    return actions.keep_inspection(
        Inspection(
            name=f"{YEAR}年{name}",
            region=region,
            kind=kind,
            subject=f"{YEAR - 1}年度社工站经费使用情况",
            starts_on=date(YEAR, month, 10),
            ends_on=date(YEAR, month, 28),
            inspectors="示例检查组",
            document=f"演示〔{YEAR}〕{month}号",
        ),
        by=by,
    )


def _finding(  # noqa: PLR0913  one line of the table above
    region, inspection, name, severity, yuan, found, due, *, by, level=LEVELS.TOWNSHIP, unit="河东街道办事处"
) -> Finding:
    finding = Finding(
        name=name,
        region=region,
        inspection=inspection,
        severity=severity,
        text=f"检查中发现：{name}（演示）。",
        rule=RULE,
        document=DOCUMENT,
        amount_yuan=Decimal(yuan) if yuan else None,
        found_on=date(YEAR, *found),
        owner_level=level,
        owner_unit=unit,
        due_on=date(YEAR, *due),
    )
    return actions.keep_finding(finding, by=by)


def _mend(finding: Finding, number: int, *, by) -> None:
    actions.report_rectification(
        finding,
        done_on=date(YEAR, 6, 10),
        text="已按要求补齐资料并完善登记（演示）。",
        files=[ContentFile(picture(90 + number), name="整改照片.png")],
        on=date(YEAR, 6, 12),
        by=by,
    )


def _judge(places: Places, by) -> None:
    """Of what the portal lists for the year, the largest shared payee was looked at."""
    rule = PatternRule.objects.get(code="shared-payee")
    books = Books(by, places.city, date(YEAR, 1, 1), date(YEAR, 12, 31))
    for item in Listing(rule, books).items[:1]:
        reason = "由全市统一代发，程序齐全（演示）"
        actions.judge_fine(item, rule=rule, reason=reason, on=date(YEAR + 1, 1, 15), by=by)


def _draw(places: Places, by) -> None:
    """Of what was accepted in the third quarter some are drawn, and nobody has looked at them yet."""
    draw = Draw(region=places.city, year=YEAR, quarter=3, source="deliverables", size=DRAWN)
    actions.draw_sample(draw, by=by, seed=f"demo-{YEAR}-3")
