"""A database from before the migrations were made anew goes on, loses nothing and ends like a new one.

``tests/data/before.<database>.sql.xz`` is one of commit 37da64e, made by its code: the divisions of Hengshui,
the demonstration data, and the world of the tests for the tables which that leaves empty. No table is empty,
of each noun one record was changed, and of the rules that migrations brought some as well. It was dumped by
``sqlite3.Connection.iterdump`` and ``pg_dump --inserts``. See decision 16.
"""

import lzma
import os
import re
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from tests.server import address_of_the_database

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
# What Django keeps of models, permissions and migrations, and the feed, which lists what was written without
# versions once its triggers are put anew: more may come, nothing may go or change.
# Rules that were there to be switched on are in force now, and others came.
RENEWED = {"stations_gaterule"}
GROWING = {"auth_permission", "django_content_type", "django_migrations", "exchange_change"}
COMMANDS = """
import sys
import django
from django.core.management import call_command
django.setup()
for command in sys.argv[1:]:
    call_command(*command.split())
"""
SHAPES = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
    "postgresql": """
        SELECT 'column', table_name || '.' || column_name,
               concat_ws(' ', data_type, character_maximum_length, numeric_precision, numeric_scale,
                         is_nullable, column_default, is_identity, identity_generation)
          FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL
        SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL
        SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL
        SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
          FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL
        SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """,
}
# Where the next column or constraint begins in what SQLite keeps of a table.
NEXT_PIECE = re.compile(r', (?="\w+" |CONSTRAINT )')
# How PostgreSQL words a list in a condition differs between one that was given and one that was dumped.
CASTS = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]")


class Table(NamedTuple):
    """What a table holds: rows in no order, each as text."""

    columns: list[str]
    rows: list[str]


def contents(database, columns) -> dict[str, Table]:
    """Every table, in all its columns or in those it had before."""
    found = {}
    with database.cursor() as cursor:
        for name in database.introspection.table_names(cursor):
            asked = ", ".join(map(database.ops.quote_name, columns[name]) if name in columns else "*")
            cursor.execute(f"SELECT {asked} FROM {name}")  # noqa: S608 -- the names of our own tables
            names = [column[0] for column in cursor.description]
            found[name] = Table(names, sorted(map(repr, cursor.fetchall())))
    return found


def shape(database) -> dict[tuple[str, str], list[str]]:
    """Tables, indexes, constraints, triggers and functions by name, whatever the order of columns."""
    with database.cursor() as cursor:
        cursor.execute(SHAPES[database.vendor])
        return {(kind, name): pieces(kind, text) for kind, name, text in cursor.fetchall()}


def pieces(kind, text) -> list[str]:
    if kind == "table":
        return sorted(NEXT_PIECE.split(text.removesuffix(")")))
    return [CASTS.sub("", text) if kind in {"constraint", "index"} else text]


def manage(database, *commands) -> None:
    """Run management commands on the database in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, *commands],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": address_of_the_database(database)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def on_server(names, statement) -> None:
    who = {"user": names["USER"], "password": names["PASSWORD"], "host": names["HOST"], "port": names["PORT"]}
    with closing(psycopg2.connect(dbname="postgres", **who)) as server:
        server.autocommit = True
        server.cursor().execute(statement)


@contextmanager
def other_database(directory):
    """An empty database beside that of the tests, gone afterwards."""
    database = connection.copy()
    names = database.settings_dict
    if database.vendor == "sqlite":
        names["NAME"] = str(directory / "before.sqlite3")
        with closing(database):
            yield database
    else:
        names["NAME"] = f"before_{os.getpid()}"
        on_server(names, f"CREATE DATABASE {names['NAME']}")
        try:
            with closing(database):
                yield database
        finally:
            on_server(names, f"DROP DATABASE {names['NAME']}")


def load(database) -> None:
    statements = lzma.decompress((DATA / f"before.{database.vendor}.sql.xz").read_bytes()).decode()
    with database.cursor() as cursor:
        if database.vendor == "sqlite":
            # Tables come by name, so that rows come before what they refer to.
            cursor.executescript(f"PRAGMA foreign_keys = OFF; {statements}")
        else:
            cursor.execute(statements)
    # What was set for the loading ends with the connection.
    database.close()


class Migrated(NamedTuple):
    """The old database after ``migrate``, and what it held before."""

    database: object
    before: dict[str, Table]


@pytest.fixture(scope="module")
def migrated(django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), other_database(tmp_path_factory.mktemp("before")) as database:
        load(database)
        before = contents(database, columns={})
        manage(database, "migrate")
        yield Migrated(database, before)


@pytest.fixture(scope="module")
def after(migrated):
    """What the old database holds after ``migrate``, in the columns it had before."""
    return contents(migrated.database, {name: table.columns for name, table in migrated.before.items()})


def test_every_table_of_before_holds_something(migrated):
    assert len(migrated.before) > 150
    assert [name for name, table in migrated.before.items() if not table.rows] == []


def test_every_table_keeps_every_row_in_every_column(migrated, after):
    before = {name: table for name, table in migrated.before.items() if name not in GROWING | RENEWED}
    assert [name for name, table in before.items() if after[name] != table] == []


def test_content_types_permissions_records_of_migrations_and_the_feed_stay_as_they_are(migrated, after):
    lost = {name: set(migrated.before[name].rows) - set(after[name].rows) for name in GROWING}
    assert lost == {name: set() for name in GROWING}


def test_the_new_migrations_count_as_applied(migrated):
    files = settings.BASE_DIR.glob("*/migrations/0*_tables.py")
    with migrated.database.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations WHERE name LIKE '%_tables'")
        assert set(cursor.fetchall()) == {(file.parts[-3], file.stem) for file in files}


def test_it_ends_like_a_new_database(migrated):
    old, new = shape(migrated.database), shape(connection)
    assert len(new) > 900
    differing = [one for one in {**old, **new} if old.get(one) != new.get(one)]
    assert differing == []


def test_totals_and_feed_are_proven_and_no_migration_is_lacking(migrated):
    manage(
        migrated.database, "reconcile", "check_feed", "migrate --check", "makemigrations --check --dry-run"
    )
