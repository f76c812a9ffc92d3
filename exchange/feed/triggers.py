"""The triggers that list every version in the order of commits, whatever door wrote it.

On SQLite one transaction writes at a time, so the order of writing is that of the commits. On
PostgreSQL a place is given at the very end of a transaction, under a lock that is held until its
commit is seen: no later reader finds a place filled in before one it has passed. The lock is taken
after the transaction's other deferred checks, which may wait for others. See
docs/decisions/0011-change-feed.md.
"""

# ruff: noqa: S608
# The names in the statements come from our own models, nothing from outside.

from collections.abc import Iterable
from textwrap import dedent

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from exchange.changes.chronicle import versioned_models

CHANGES = "exchange_change"
ENDING = "_feed"
PLACE = f"{CHANGES}_place"
# Any number that no other advisory lock of this database uses.
LOCK = 1311_0008
COLUMNS = "noun, history_id, object_id, kind, at, request_key"
NEEDED = ("history_id", "history_type", "history_date", "request_key", "id")


def install(connection: BaseDatabaseWrapper, apps: Apps) -> None:
    """Put those triggers there that are missing, and list what was written while they were away."""
    tables = _tables(apps)
    if tables and missing(connection, tables):
        _put(connection, tables)


def restore(connection: BaseDatabaseWrapper) -> None:
    """Put all triggers there anew and list what is not listed."""
    _put(connection, _tables(current_apps))


def _put(connection: BaseDatabaseWrapper, tables: dict[str, str]) -> None:
    with transaction.atomic(using=connection.alias):
        drop(connection)
        _run(connection, STATEMENTS[connection.vendor](tables))
        catch_up(connection, tables)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, those that are there."""
    if connection.vendor == "postgresql":
        functions = (f"{CHANGES}_record", PLACE)
        _run(connection, [f"DROP FUNCTION IF EXISTS {name}() CASCADE" for name in functions])
    else:
        _run(connection, [f"DROP TRIGGER {name}" for name in _standing(connection) if name.endswith(ENDING)])


def missing(connection: BaseDatabaseWrapper, tables: dict[str, str] | None = None) -> list[str]:
    """Names of the triggers that ought to be there and are not."""
    tables = _tables(current_apps) if tables is None else tables
    expected = {f"{table}{ENDING}" for table in tables}
    if connection.vendor == "postgresql":
        expected.add(PLACE)
    return sorted(expected - _standing(connection))


def unlisted(connection: BaseDatabaseWrapper) -> int:
    """How many versions the list lacks."""
    return sum(_count(connection, "history_id IS NOT NULL").values())


def unversioned(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """How many records of which nouns were written without a version, so that the list lacks them."""
    return _count(connection, "history_id IS NULL")


def _count(connection: BaseDatabaseWrapper, condition: str) -> dict[str, int]:
    lacking = _lacking(_tables(current_apps))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT noun, COUNT(*) FROM ({lacking}) AS lacking WHERE {condition} GROUP BY noun ORDER BY noun"
        )
        return dict(cursor.fetchall())


def catch_up(connection: BaseDatabaseWrapper, tables: dict[str, str]) -> None:
    """List what is not: records that were never versioned, then versions by their moment.

    The order of their commits is not known any more.
    """
    order = "history_id IS NOT NULL, at, history_id, noun, object_id"
    if connection.vendor == "postgresql":
        place = f"nextval(pg_get_serial_sequence('{CHANGES}', 'id'))"
        _run(connection, [f"SELECT pg_advisory_xact_lock({LOCK})"])
    else:
        place = f"(SELECT COALESCE(MAX(position), 0) FROM {CHANGES}) + ROW_NUMBER() OVER (ORDER BY {order})"
    _run(
        connection,
        [
            f"INSERT INTO {CHANGES} (position, {COLUMNS}) SELECT {place}, {COLUMNS} "
            f"FROM (SELECT * FROM ({_lacking(tables)}) AS lacking ORDER BY {order}) AS sorted"
        ],
    )


def _lacking(tables: dict[str, str]) -> str:
    """What the list lacks: versions, and records that migrations wrote without any."""
    listed = f"SELECT 1 FROM {CHANGES} AS c WHERE c.noun ="
    versions = [
        f"SELECT '{noun}' AS noun, history_id, id AS object_id, history_type AS kind, history_date AS at, "
        f"request_key FROM {table} AS h WHERE NOT EXISTS ({listed} '{noun}' AND c.history_id = h.history_id)"
        for table, noun in tables.items()
    ]
    records = [
        f"SELECT '{noun}', NULL, id, '+', CURRENT_TIMESTAMP, NULL FROM {_table(noun)} AS r "
        f"WHERE NOT EXISTS (SELECT 1 FROM {table} AS h WHERE h.id = r.id) "
        f"AND NOT EXISTS ({listed} '{noun}' AND c.object_id = r.id)"
        for table, noun in tables.items()
    ]
    return " UNION ALL ".join(versions + records)


def _table(noun: str) -> str:
    return str(current_apps.get_model(noun)._meta.db_table)


def _tables(apps: Apps) -> dict[str, str]:
    """The tables of versions as the migrations know them now, with the noun of each."""
    if "change" not in apps.all_models["exchange"]:
        return {}
    found = {}
    for model in versioned_models():
        meta = model._meta
        versions = apps.all_models[meta.app_label].get(f"historical{meta.model_name}")
        if versions is not None and _has_all(versions):
            found[versions._meta.db_table] = meta.label_lower
    return found


def _has_all(versions: type[Model]) -> bool:
    """Whether the versions can be listed; those of tokens, which have no number, cannot."""
    try:
        return all(versions._meta.get_field(name) for name in NEEDED)
    except FieldDoesNotExist:
        return False


def _standing(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def sqlite_statements(tables: dict[str, str]) -> list[str]:
    """One trigger a table of versions: the next place, at once."""
    return [
        f"""
        CREATE TRIGGER {table}{ENDING} AFTER INSERT ON {table}
        BEGIN
          INSERT INTO {CHANGES} (position, {COLUMNS})
          VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM {CHANGES}), '{noun}', NEW.history_id, NEW.id,
                  NEW.history_type, NEW.history_date, NEW.request_key);
        END
        """
        for table, noun in tables.items()
    ]


def postgresql_statements(tables: dict[str, str]) -> list[str]:
    """What the versions' triggers list at the commit, another one places after all other checks.

    A deferred trigger that another one sets off waits until all those of the first round are done.
    """
    return [
        dedent(f"""
        CREATE FUNCTION {CHANGES}_record() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO {CHANGES} ({COLUMNS})
          VALUES (TG_ARGV[0], NEW.history_id, NEW.id, NEW.history_type, NEW.history_date, NEW.request_key);
          RETURN NULL;
        END $$
        """),
        dedent(f"""
        CREATE FUNCTION {PLACE}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock({LOCK});
          UPDATE {CHANGES} SET position = nextval(pg_get_serial_sequence('{CHANGES}', 'id'))
           WHERE id = NEW.id;
          RETURN NULL;
        END $$
        """),
        f"""
        CREATE CONSTRAINT TRIGGER {PLACE} AFTER INSERT ON {CHANGES} DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.position IS NULL) EXECUTE FUNCTION {PLACE}()
        """,
        *(
            f"""
            CREATE CONSTRAINT TRIGGER {table}{ENDING} AFTER INSERT ON {table}
            DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION {CHANGES}_record('{noun}')
            """
            for table, noun in tables.items()
        ),
    ]


STATEMENTS = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}
NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
