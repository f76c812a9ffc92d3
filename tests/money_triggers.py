"""Emptying the database between tests although entries of money refuse to be deleted."""

import pytest
from django.db import connection

from funding.triggers import ledger as triggers
from personnel import triggers as people_triggers

TRANSACTIONAL = {
    "transactional_db",
    "live_server",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
}


def _commits(request) -> bool:
    """Whether the test writes for good, so that its rows are flushed afterwards."""
    marker = request.node.get_closest_marker("django_db")
    asked = marker is not None and marker.kwargs.get("transaction", False)
    return asked or not TRANSACTIONAL.isdisjoint(request.fixturenames)


@pytest.fixture(autouse=True)
def entries_of_money_can_be_flushed(request):
    """Take the triggers away before a transactional test's rows are flushed.

    SQLite flushes by DELETE, which the triggers refuse; PostgreSQL truncates. The flush itself ends
    with ``post_migrate``, which puts them back.
    """
    if not _commits(request):
        yield
        return
    # Asked for here so that this fixture is torn down before the database is flushed.
    request.getfixturevalue("transactional_db")
    yield
    if connection.vendor == "sqlite":
        triggers.drop(connection)
        people_triggers.drop(connection)
