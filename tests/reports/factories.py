"""Published figures and monthly returns for tests."""

from datetime import date
from decimal import Decimal

from reports import actions
from reports.models import MonthlyReturn, PublishedFigure, ReturnRule


def make_published_figure(region, **overrides) -> PublishedFigure:
    """49 completed stations as of mid-2022, as the study says."""
    values = {
        "indicator": "stations_completed",
        "region": region,
        "value": Decimal(49),
        "as_of": date(2022, 6, 30),
        "source": "《衡水市社会工作服务站建设路径研究》",
    }
    figure = PublishedFigure(**values | overrides)
    figure.full_clean()
    figure.save()
    return figure


ANSWERS = {"problems": "无", "next_month": "完成剩余站点装修"}


def make_rule(from_month=date(2022, 1, 1), **overrides) -> ReturnRule:
    """Returns are asked for since 2022, by the fifth; the rule that the migration made stays behind it."""
    rule = ReturnRule.objects.filter(from_month=from_month).first() or ReturnRule(from_month=from_month)
    for name, value in ({"due_day": 5} | overrides).items():
        setattr(rule, name, value)
    rule.full_clean()
    rule.save()
    return rule


def make_return(region, *, by, month=date(2022, 6, 1), on=None, **overrides) -> MonthlyReturn:
    """A draft for June 2022 with the required answers; ``overrides`` are answers, and ``comment``."""
    make_rule()
    record = actions.open_return(region, month=month, on=on or month, by=by)
    comment = overrides.pop("comment", "")
    return actions.save_answers(record, answers=ANSWERS | overrides, comment=comment, by=by)


def make_submitted(region, *, by, on=date(2022, 7, 3), **overrides) -> MonthlyReturn:
    """A return that was submitted on time."""
    return actions.submit_return(make_return(region, by=by, **overrides), on=on, by=by)
