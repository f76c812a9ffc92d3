"""The verbs of accounts, by noun."""

from accounts.actions.api_token import issue_token, revoke_token
from accounts.actions.deputy import end_deputy, name_deputy
from accounts.actions.saved_filter import known, list_of, remove_filter, save_filter

__all__ = [
    "end_deputy",
    "issue_token",
    "known",
    "list_of",
    "name_deputy",
    "remove_filter",
    "revoke_token",
    "save_filter",
]
