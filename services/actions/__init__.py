"""The verbs of services, by noun."""

from services.actions.need import assess_need, collect_need, plan_need, refer_need, reject_need, resolve_need
from services.actions.plan import approve_plan, draft_plan, keep_item, return_plan, submit_plan
from services.actions.record import (
    complete,
    correct_record,
    enter_record,
    is_towards,
    item_for,
    items_for,
    withdraw_record,
)
from services.actions.unit import close_case, end_group

__all__ = [
    "approve_plan",
    "assess_need",
    "close_case",
    "collect_need",
    "complete",
    "correct_record",
    "draft_plan",
    "end_group",
    "enter_record",
    "is_towards",
    "item_for",
    "items_for",
    "keep_item",
    "plan_need",
    "refer_need",
    "reject_need",
    "resolve_need",
    "return_plan",
    "submit_plan",
    "withdraw_record",
]
