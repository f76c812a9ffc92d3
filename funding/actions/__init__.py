"""The verbs of money, by noun."""

from funding.actions.budget import save_budget
from funding.actions.contract import complete_contract, release_stage, sign_contract, terminate_contract
from funding.actions.entry import allocate, carry_over, disburse, refund, reverse, spend, transfer
from funding.actions.payment_request import (
    approve_request,
    pay,
    refuse_request,
    request_payment,
    withdraw_request,
)
from funding.actions.spending_rule import save_rule
from funding.actions.unit_cost import save_cost
from funding.actions.year_close import close_year, open_items, reopen_year

__all__ = [
    "allocate",
    "approve_request",
    "carry_over",
    "close_year",
    "complete_contract",
    "disburse",
    "open_items",
    "pay",
    "refund",
    "refuse_request",
    "release_stage",
    "reopen_year",
    "request_payment",
    "reverse",
    "save_budget",
    "save_cost",
    "save_rule",
    "sign_contract",
    "spend",
    "terminate_contract",
    "transfer",
    "withdraw_request",
]
