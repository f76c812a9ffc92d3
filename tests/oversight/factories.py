"""Checks, findings and rectifications, for tests."""

import hashlib
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from oversight import actions
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
from oversight.rules.sampling import digest_of
from tests.funding.factories import make_allocation, make_budget, make_disbursement, new_expenditure
from tests.stations import files
from tests.stations.factories import account

FOUND_ON, DUE_ON = date(2022, 5, 12), date(2022, 6, 12)
DONE_ON, REPORTED_ON = date(2022, 6, 1), date(2022, 6, 2)


def make_inspection(region, **overrides) -> Inspection:
    """A special check under way in May 2022."""
    values = {
        "name": "经费专项检查",
        "kind": "special",
        "subject": "2021年度社工站经费",
        "starts_on": date(2022, 5, 10),
        "ends_on": date(2022, 5, 20),
        "inspectors": "市民政局检查组",
        "document": "衡民字〔2022〕8号",
        "status": "running",
    }
    return _saved(Inspection(region=region, **values | overrides))


def new_finding(region, **overrides) -> Finding:
    """A serious finding that the township mends by 12 June 2022, not yet saved."""
    values = {
        "name": "无验收单列支",
        "severity": "serious",
        "text": "活动物资支出未附验收单。",
        "rule": "支出应附验收资料",
        "document": "财务管理办法",
        "found_on": FOUND_ON,
        "owner_level": "township",
        "owner_unit": "河东街道办事处",
        "due_on": DUE_ON,
    }
    return Finding(region=region, **values | overrides)


def make_finding(region, **overrides) -> Finding:
    return _saved(new_finding(region, **overrides))


def make_rectification(finding, *, by=None, text="已补齐验收单。", title="验收单") -> Rectification:
    """What was done on 1 June and reported the day after, with a picture."""
    by = by or account("mender")
    rectification = _saved(
        Rectification(finding=finding, done_on=DONE_ON, text=text, reported_on=REPORTED_ON, reported_by=by)
    )
    _saved(
        RectificationFile(
            rectification=rectification, title=title, file=files.upload(files.PNG), uploaded_by=by
        )
    )
    finding.status, finding.rectified_on = Finding.Status.REPORTED, DONE_ON
    return _saved(finding).rectifications.get(pk=rectification.pk)


def report(finding, *, by) -> Rectification:
    """The same through the action."""
    return actions.report_rectification(
        finding,
        done_on=DONE_ON,
        text="已补齐验收单。",
        files=[files.upload(files.PNG)],
        on=REPORTED_ON,
        by=by,
    )


def make_draw(region, deliverable, **overrides) -> Draw:
    """A draw of the second quarter of 2022 with one deliverable to draw from."""
    township = deliverable.station.township
    population = [[deliverable.code, township.parent.code, "same_day"]]
    values = {
        "year": 2022,
        "quarter": 2,
        "source": "deliverables",
        "size": 1,
        "seed": "2022",
        "population": population,
        "population_sha256": digest_of(population),
        "drawn_at": timezone.make_aware(datetime(2022, 7, 4, 9)),  # noqa: DTZ001
        "drawn_by": account("drawer"),
    }
    draw = _saved(Draw(region=region, **values | overrides))
    item = DrawItem(draw=draw, code=deliverable.code, name=deliverable.name, risks="same_day")
    item.region, item.county = township, township.parent
    _saved(item)
    return draw


def make_pattern_rule(code, **thresholds) -> PatternRule:
    """The rule the portal brings, with other thresholds."""
    rule = PatternRule.objects.get(code=code)
    rule.thresholds |= {name: str(value) for name, value in thresholds.items()}
    return _saved(rule)


def make_judgement(region, **overrides) -> Judgement:
    """Somebody looked at round sums and found nothing wrong."""
    values = {
        "rule": PatternRule.objects.get(code="round-sums"),
        "fingerprint": hashlib.sha256(region.code.encode()).hexdigest(),
        "listed": "12月向商店支付8,000.00元",
        "verdict": "fine",
        "reason": "合同款",
        "judged_on": REPORTED_ON,
    }
    judge = overrides.pop("judged_by", None) or account("judge")
    return _saved(Judgement(region=region, judged_by=judge, **values | overrides))


def make_purse(region, station=None, **overrides):
    """A disbursement of 500,000.00 at a place, to spend from."""
    budget = make_budget(region, amount_yuan="900000.00", approved_on=date(2022, 1, 10), **overrides)
    return pay_out(budget, region, station)


def pay_out(budget, region, station=None, category="service", payee="测试社工机构", **overrides):
    """100,000.00 of the budget at a place, to spend from."""
    allocation = make_allocation(
        budget, region, station=station, category=category, amount_yuan=Decimal("100000.00")
    )
    return make_disbursement(allocation, amount_yuan=Decimal("100000.00"), payee=payee, **overrides)


def spend(disbursement, amount_yuan, day, **overrides):
    """An expenditure of the day."""
    entry = new_expenditure(disbursement, amount_yuan, posted_on=day, **overrides)
    disbursement.refresh_from_db()
    entry.disbursement = disbursement
    return _saved(entry)


def _saved(record):
    record.full_clean()
    record.save()
    return record
