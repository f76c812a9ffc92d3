"""The verbs of returns, and the digest."""

from reports.actions.digest import send_digests
from reports.actions.monthly_return import (
    approve_return,
    open_return,
    reopen_return,
    save_answers,
    send_back,
    submit_return,
)

__all__ = [
    "approve_return",
    "open_return",
    "reopen_return",
    "save_answers",
    "send_back",
    "send_digests",
    "submit_return",
]
