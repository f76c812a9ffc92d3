"""Tables with the triggers of money on them can still be migrated."""

from copy import copy

import pytest
from django.db import DatabaseError, connection

from funding.apps import drop_triggers, install_triggers
from funding.models import Budget
from funding.triggers import ledger as triggers

pytestmark = pytest.mark.django_db(transaction=True)


def test_tables_can_be_altered_once_the_triggers_are_away():
    if connection.vendor == "sqlite":
        with pytest.raises(DatabaseError, match="error in trigger"):
            remake_budgets()
    drop_triggers("default", plan=["something to apply"])
    remake_budgets()
    install_triggers("default")
    assert triggers.missing(connection) == []


def remake_budgets():
    """Alter a column in a way for which SQLite makes the table anew."""
    old = Budget._meta.get_field("name")
    new = copy(old)
    new.null = True
    with connection.schema_editor() as editor:
        editor.alter_field(Budget, old, new)
    with connection.schema_editor() as editor:
        editor.alter_field(Budget, new, old)
