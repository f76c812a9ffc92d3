"""The verbs of checks, findings and patterns, by noun."""

from oversight.actions.draw import close_draw, draw_sample, plan_visit, population_of
from oversight.actions.finding import (
    keep_finding,
    report_rectification,
    return_rectification,
    verify_rectification,
)
from oversight.actions.inspection import conclude_inspection, keep_inspection, start_inspection
from oversight.actions.pattern import judge_fine, keep_rule, make_finding, region_of, withdraw_judgement

__all__ = [
    "close_draw",
    "conclude_inspection",
    "draw_sample",
    "judge_fine",
    "keep_finding",
    "keep_inspection",
    "keep_rule",
    "make_finding",
    "plan_visit",
    "population_of",
    "region_of",
    "report_rectification",
    "return_rectification",
    "start_inspection",
    "verify_rectification",
    "withdraw_judgement",
]
