"""The triggers that keep the running totals: no door to the database can overdraw.

AFTER INSERT adds an entry's amount to its parent's total, where a CHECK constraint bounds it, and
marks the entry that a reversal takes back. On PostgreSQL the update locks the parent's row, so of
two entries at once the second is judged by what the first has left. UPDATE of what an entry says
and DELETE are refused. See docs/decisions/0004-money-totals-by-triggers.md.
"""

# ruff: noqa: S608
# The names in the statements come from our own models, nothing from outside.

from dataclasses import dataclass
from textwrap import dedent

from django.db import transaction

from funding.chain import LINKS

APP = "funding"
REFUSAL = "entries are corrected by reversal, never changed or deleted"
BAD_REVERSAL = "a reversal takes back the whole of one unused entry of the same parent"
PARTS = ("post", "new", "keep_update", "keep_delete")


@dataclass(frozen=True)
class Ledger:
    """One kind of entry in the words of the database: its table, its parent's and their columns."""

    table: str
    parent_table: str
    parent_column: str
    parent_total: str
    parent_room: str
    own_total: str
    said: tuple[str, ...]
    unique: tuple[str, ...]

    @property
    def said_columns(self) -> str:
        """What an entry says, as a list for UPDATE OF."""
        return ", ".join(self.said)

    def changed(self, differs: str) -> str:
        """The condition that an update alters what the entry says; saving it unchanged is harmless."""
        return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in self.said)


def ledger(model, link) -> Ledger:
    """The ledger of a model as the migrations know it now."""
    meta = model._meta
    parent = meta.get_field(link.parent)
    kept = {link.own_total, "reversed_yuan"}
    parent_columns = {field.column for field in parent.related_model._meta.concrete_fields}
    return Ledger(
        table=meta.db_table,
        parent_table=parent.related_model._meta.db_table,
        parent_column=parent.column,
        parent_total=link.parent_total,
        parent_room="amount_yuan - reversed_yuan" if "reversed_yuan" in parent_columns else "amount_yuan",
        own_total=link.own_total,
        said=tuple(field.column for field in meta.concrete_fields if field.name not in kept),
        unique=tuple(field.column for field in meta.concrete_fields if field.unique),
    )


def install(connection, apps) -> None:
    """Put the triggers on the ledgers that exist, anew where they stand; all or none."""
    tables = set(connection.introspection.table_names())
    models = apps.all_models[APP]
    ledgers = [ledger(models[link.entry.lower()], link) for link in LINKS if link.entry.lower() in models]
    with transaction.atomic(using=connection.alias):
        drop(connection)
        for one in ledgers:
            if one.table in tables:
                _run(connection, STATEMENTS[connection.vendor](one))


def drop(connection) -> None:
    """Take the triggers away, those that are there."""
    tables = [f"{APP}_{link.entry.lower()}" for link in LINKS]
    _run(connection, DROPS[connection.vendor](tables))


def missing(connection) -> list[str]:
    """Names of the triggers that ought to be there and are not."""
    expected = {
        f"{APP}_{link.entry.lower()}_{part}" for link in LINKS for part in EXPECTED_PARTS[connection.vendor]
    }
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        return sorted(expected - {name for (name,) in cursor.fetchall()})


def _run(connection, statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def sqlite_statements(one: Ledger) -> list[str]:
    """SQLite keeps decimals as floats, so sums are rounded to the cent.

    RAISE stands beside the CHECK constraints because INSERT OR IGNORE reaches into triggers and
    skips an update that a constraint refuses, but not a RAISE. INSERT OR REPLACE deletes rows
    without asking the DELETE trigger, so an entry is not inserted over another.
    """
    unused = f"AND {one.own_total} = 0" if one.own_total else ""
    taken = " OR ".join(f"{column} = NEW.{column}" for column in one.unique)
    total = f"ROUND({one.parent_total} + NEW.amount_yuan, 2)"
    refuse = f"SELECT RAISE(ABORT, '{one.table}: {REFUSAL}');"
    return [
        f"""
        CREATE TRIGGER {one.table}_new BEFORE INSERT ON {one.table}
        WHEN EXISTS (SELECT 1 FROM {one.table} WHERE {taken})
        BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {one.table}'); END
        """,
        f"""
        CREATE TRIGGER {one.table}_post AFTER INSERT ON {one.table}
        BEGIN
          SELECT RAISE(ABORT, 'CHECK constraint failed: {one.parent_table}_within')
            FROM {one.parent_table}
           WHERE id = NEW.{one.parent_column} AND NOT ({total} BETWEEN 0 AND {one.parent_room});
          UPDATE {one.parent_table} SET {one.parent_total} = {total} WHERE id = NEW.{one.parent_column};
          SELECT RAISE(ABORT, '{one.table}: {BAD_REVERSAL}')
           WHERE NEW.reverses_id IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM {one.table}
              WHERE id = NEW.reverses_id AND {one.parent_column} = NEW.{one.parent_column}
                AND amount_yuan = -NEW.amount_yuan AND reversed_yuan = 0 {unused});
          UPDATE {one.table} SET reversed_yuan = amount_yuan WHERE id = NEW.reverses_id;
        END
        """,
        f"""
        CREATE TRIGGER {one.table}_keep_update BEFORE UPDATE OF {one.said_columns} ON {one.table}
        WHEN {one.changed("IS NOT")}
        BEGIN {refuse} END
        """,
        f"""
        CREATE TRIGGER {one.table}_keep_delete BEFORE DELETE ON {one.table}
        BEGIN {refuse} END
        """,
    ]


def postgresql_statements(one: Ledger) -> list[str]:
    """One function a ledger for what is posted, one for all that refuses."""
    return [
        dedent(f"""
        CREATE OR REPLACE FUNCTION {APP}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '%: {REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$
        """),
        dedent(f"""
        CREATE FUNCTION {one.table}_post() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE {one.parent_table} SET {one.parent_total} = {one.parent_total} + NEW.amount_yuan
           WHERE id = NEW.{one.parent_column};
          IF NEW.reverses_id IS NOT NULL THEN
            UPDATE {one.table} SET reversed_yuan = amount_yuan
             WHERE id = NEW.reverses_id AND {one.parent_column} = NEW.{one.parent_column}
               AND amount_yuan = -NEW.amount_yuan AND reversed_yuan = 0;
            IF NOT FOUND THEN
              RAISE EXCEPTION '{one.table}: {BAD_REVERSAL}' USING ERRCODE = 'check_violation';
            END IF;
          END IF;
          RETURN NULL;
        END $$
        """),
        f"""
        CREATE TRIGGER {one.table}_post AFTER INSERT ON {one.table}
        FOR EACH ROW EXECUTE FUNCTION {one.table}_post()
        """,
        f"""
        CREATE TRIGGER {one.table}_keep_update BEFORE UPDATE OF {one.said_columns} ON {one.table}
        FOR EACH ROW WHEN ({one.changed("IS DISTINCT FROM")}) EXECUTE FUNCTION {APP}_keep()
        """,
        f"""
        CREATE TRIGGER {one.table}_keep_delete BEFORE DELETE ON {one.table}
        FOR EACH ROW EXECUTE FUNCTION {APP}_keep()
        """,
    ]


def sqlite_drops(tables: list[str]) -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {table}_{part}" for table in tables for part in PARTS]


def postgresql_drops(tables: list[str]) -> list[str]:
    """Dropping a function takes its triggers along, whether or not their tables are there."""
    functions = [*(f"{table}_post" for table in tables), f"{APP}_keep"]
    return [f"DROP FUNCTION IF EXISTS {function}() CASCADE" for function in functions]


STATEMENTS = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}
DROPS = {"sqlite": sqlite_drops, "postgresql": postgresql_drops}
EXPECTED_PARTS = {"sqlite": PARTS, "postgresql": ("post", "keep_update", "keep_delete")}
NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
