"""The verbs of imports and webhooks, by noun."""

from exchange.actions.import_batch import (
    begin,
    can_begin,
    check_batch,
    commit_batch,
    content_of,
    fail_batch,
    receive_file,
    row_of,
    stop_batch,
    undo_batch,
)
from exchange.actions.webhook import check_owner, give_up, pause, renew_secret, resume, subscribe

__all__ = [
    "begin",
    "can_begin",
    "check_batch",
    "check_owner",
    "commit_batch",
    "content_of",
    "fail_batch",
    "give_up",
    "pause",
    "receive_file",
    "renew_secret",
    "resume",
    "row_of",
    "stop_batch",
    "subscribe",
    "undo_batch",
]
