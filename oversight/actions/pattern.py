"""What people do with unusual patterns: judge what is listed, and set from what on it is listed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import Refused
from core.history import keep
from oversight.actions.finding import keep_finding
from oversight.models import Finding, Judgement, PatternRule
from oversight.patterns.pattern import Item
from regions.models import Region

VERDICTS = Judgement.Verdict
LONGEST = 500


@transaction.atomic
def judge_fine(item: Item, *, rule: PatternRule, reason: str, on: date, by: User) -> Judgement:
    """Nothing is wrong, because …: the rows are not listed again unless they change."""
    return _judge(item, rule, verdict=VERDICTS.FINE, reason=reason, on=on, by=by)


@transaction.atomic
def make_finding(item: Item, finding: Finding, *, rule: PatternRule, on: date, by: User) -> Finding:
    """Enter the finding that the item became."""
    finding = keep_finding(finding, by=by)
    _judge(item, rule, verdict=VERDICTS.FINDING, finding=finding, on=on, by=by)
    return finding


@transaction.atomic
def withdraw_judgement(judgement: Judgement, *, reason: str, on: date, by: User) -> Judgement:
    """Look again: what was judged as nothing wrong is listed once more; ``reason`` says why."""
    judgement = Judgement.objects.select_for_update().get(pk=judgement.pk)
    if judgement.withdrawn_on:
        raise Refused(_("This judgement is withdrawn already."))
    judgement.withdrawn_on = on
    return keep(judgement, by, ["withdrawn_on"], reason)


@transaction.atomic
def keep_rule(rule: PatternRule, *, by: User) -> PatternRule:
    """Set from what on the pattern is listed; what was judged stays judged."""
    return keep(rule, by)


def _judge(item: Item, rule: PatternRule, *, on: date, by: User, **values: Any) -> Judgement:
    judgement = Judgement(
        rule=rule,
        fingerprint=item.fingerprint,
        region=region_of(item),
        listed=str(item.reason)[:LONGEST],
        judged_on=on,
        judged_by=by,
        **values,
    )
    return keep(judgement, by)


def region_of(item: Item) -> Region:
    """The smallest region that holds all rows of the item."""
    return Region.objects.get(path=item.path)
