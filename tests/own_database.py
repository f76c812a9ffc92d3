"""The database that a worker's tests are asked on, a copy of the template, and its way back."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations import Migration
from django.test import TransactionTestCase

from tests import template_database


class OwnFile:
    """A worker's SQLite database. A file, not memory: servers work on it from other threads."""

    def __init__(self, worker: str) -> None:
        directory = Path(settings.DATABASES["default"]["NAME"]).parent
        self.start, self.own = directory / f"start-{worker}.sqlite3", directory / f"test-{worker}.sqlite3"

    def make(self) -> None:
        template_database.copy_file(self.start)
        use(str(self.start))
        bring_up_to_date()
        self.restore()
        use(str(self.own))

    def restore(self) -> None:
        let_go()
        with closing(sqlite3.connect(self.start)) as start, closing(sqlite3.connect(self.own)) as own:
            # Page by page within one transaction, whoever else has the file open.
            start.backup(own)


class OwnOnServer:
    """A worker's database on the run's PostgreSQL server."""

    def __init__(self, worker: str) -> None:
        self.start, self.own = f"start_{worker}", f"test_{worker}"

    def make(self) -> None:
        self._copy(template_database.NAME, self.start)
        use(self.start)
        bring_up_to_date()
        self.restore()
        use(self.own)

    def restore(self) -> None:
        let_go()
        self._copy(self.start, self.own)

    def _copy(self, source: str, target: str) -> None:
        with template_database.server_of(os.environ["DATABASE_URL"]) as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {target} TEMPLATE {source}")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In the place of pytest-django's, which migrates: a copy of the template for each worker.

    A test that commits leaves the copy as it was, with what migrations have written, instead of flushing
    it. Nothing is removed at the end: the directory, or the server, goes with the run.
    """
    kinds = {"sqlite": OwnFile, "postgresql": OwnOnServer}
    database = kinds[connection.vendor](os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    with django_db_blocker.unblock():
        database.make()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: database.restore())
        yield database


def use(name: str) -> None:
    """Turn Django's connection to another database."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def let_go() -> None:
    """Close Django's connection, over which nothing may be kept in an open transaction."""
    if connection.in_atomic_block:
        raise RuntimeError("A test commits in a module that keeps data in a transaction: kept_for_module")
    connection.close()


def bring_up_to_date() -> None:
    """Put triggers, content types and permissions there as the code has them now."""
    # Triggers are taken away only where a migration is to come.
    plan = [(Migration("to_come", "core"), False)]
    emit_pre_migrate_signal(0, False, connection.alias, apps=apps, plan=plan)
    emit_post_migrate_signal(0, False, connection.alias)
    connection.close()
