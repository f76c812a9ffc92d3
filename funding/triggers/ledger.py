"""The triggers that keep the running totals: no door to the database can overdraw.

AFTER INSERT adds an entry's amount to its parent's total, where a CHECK constraint bounds it, and to
the sum of its month, and marks the entry that a reversal takes back or a refund adjusts. On PostgreSQL
the update locks the parent's row, so of two entries at once the second is judged by what the first has
left. UPDATE of what an entry says and DELETE are refused, and nothing is posted into a closed year.
What requests reserve and stages add up to: ``funding/triggers/guards.py``. See docs/decisions/0004, 0010
and 0011.
"""

# ruff: noqa: S608
# The names in the statements come from our own models, nothing from outside.

from dataclasses import dataclass
from textwrap import dedent

from django.db import transaction

from funding.rules.chain import LINKS, Also
from funding.triggers import guards
from funding.triggers.sql import APP, REFUSAL, fits_after, locked_year, monthly_addition, run, table_of

BAD_REVERSAL = "a reversal takes back the whole of one unused entry of the same parent"
BAD_ADJUSTMENT = "a refund or transfer adjusts one standing entry of the same parent"
PARTS = ("post", "new", "keep_update", "keep_delete", "open")


@dataclass(frozen=True)
class Ledger:
    """One kind of entry in the words of the database: its table, its parent's and their columns."""

    entry: str
    table: str
    parent: str
    parent_column: str
    parent_total: str
    own_totals: tuple[str, ...]
    place: str
    monthly: str
    also: tuple[Also, ...]
    said: tuple[str, ...]
    unique: tuple[str, ...]

    @property
    def said_columns(self) -> str:
        """What an entry says, as a list for UPDATE OF."""
        return ", ".join(self.said)

    @property
    def unused(self) -> str:
        """The condition that nothing is drawn on an entry, reserved of it or adjusted."""
        return "".join(f" AND {total} = 0" for total in self.own_totals)

    def changed(self, differs: str) -> str:
        """The condition that an update alters what the entry says; saving it unchanged is harmless."""
        return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in self.said)

    @property
    def adds(self) -> list[tuple[str, str, str]]:
        """The totals the amount is added to: record, total, and the SQL of the record's id."""
        own = (self.parent, self.parent_total, f"NEW.{self.parent_column}")
        return [own, *((one.record, one.total, one.key) for one in self.also)]


def ledger(model, link) -> Ledger:
    """The ledger of a model as the code knows it now."""
    meta = model._meta
    parent = meta.get_field(link.parent)
    totals = [name for name in (link.own_total, "reserved_yuan", "adjusted_yuan") if _has(model, name)]
    kept = {*totals, "reversed_yuan"}
    return Ledger(
        entry=link.entry,
        table=meta.db_table,
        parent=parent.related_model.__name__,
        parent_column=parent.column,
        parent_total=link.parent_total,
        own_totals=tuple(totals),
        place=link.place,
        monthly=link.monthly,
        also=link.also,
        # Sorted: old and new migrations have the fields in orders of their own.
        said=tuple(sorted(field.column for field in meta.concrete_fields if field.name not in kept)),
        unique=tuple(field.column for field in meta.concrete_fields if field.unique),
    )


def _has(model, name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def install(connection, apps) -> None:
    """Put the triggers on the ledgers where they stand as the code knows them; all or none.

    After a partial run of migrations the tables are in an older state; then they get none, and
    ``reconcile`` says so.
    """
    models = apps.all_models[APP]
    is_current = "monthsum" in models and all(
        link.entry.lower() in models and _has(models[link.entry.lower()], "adjusts") for link in LINKS
    )
    tables = set(connection.introspection.table_names())
    with transaction.atomic(using=connection.alias):
        drop(connection)
        if not is_current or not {table_of(LINKS[-1].entry), table_of("MonthSum")} <= tables:
            return
        for link in LINKS:
            run(connection, STATEMENTS[connection.vendor](ledger(models[link.entry.lower()], link)))
        guards.install(connection)


def drop(connection) -> None:
    """Take the triggers away, those that are there."""
    run(connection, DROPS[connection.vendor]([table_of(link.entry) for link in LINKS]))
    guards.drop(connection)


def missing(connection) -> list[str]:
    """Names of the triggers that ought to be there and are not."""
    parts = EXPECTED_PARTS[connection.vendor]
    expected = {f"{table_of(link.entry)}_{part}" for link in LINKS for part in parts}
    expected |= set(guards.names(connection))
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        return sorted(expected - {name for (name,) in cursor.fetchall()})


def sqlite_statements(one: Ledger) -> list[str]:
    """SQLite keeps decimals as floats, so sums are rounded to the cent.

    RAISE stands beside the CHECK constraints because INSERT OR IGNORE reaches into triggers and
    skips an update that a constraint refuses, but not a RAISE. INSERT OR REPLACE deletes rows
    without asking the DELETE trigger, so an entry is not inserted over another.
    """
    taken = " OR ".join(f"{column} = NEW.{column}" for column in one.unique)
    refuse = f"SELECT RAISE(ABORT, '{one.table}: {REFUSAL}');"
    return [
        f"""
        CREATE TRIGGER {one.table}_new BEFORE INSERT ON {one.table}
        WHEN EXISTS (SELECT 1 FROM {one.table} WHERE {taken})
        BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {one.table}'); END
        """,
        f"""
        CREATE TRIGGER {one.table}_open BEFORE INSERT ON {one.table}
        WHEN {locked_year("sqlite", one.place, "CAST(substr(NEW.posted_on, 1, 4) AS INTEGER)")}
        BEGIN SELECT RAISE(ABORT, '{one.table}: the year is closed'); END
        """,
        f"""
        CREATE TRIGGER {one.table}_post AFTER INSERT ON {one.table}
        BEGIN
          {"".join(_sqlite_addition(*addition) for addition in one.adds)}
          {monthly_addition("sqlite", one.entry, one.monthly)}
          SELECT RAISE(ABORT, '{one.table}: {BAD_REVERSAL}')
           WHERE NEW.reverses_id IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM {one.table}
              WHERE id = NEW.reverses_id AND {one.parent_column} = NEW.{one.parent_column}
                AND adjusts_id IS NEW.adjusts_id
                AND amount_yuan = -NEW.amount_yuan AND reversed_yuan = 0{one.unused});
          UPDATE {one.table} SET reversed_yuan = amount_yuan WHERE id = NEW.reverses_id;
          SELECT RAISE(ABORT, '{one.table}: {BAD_ADJUSTMENT}, CHECK constraint failed: {one.table}_within')
           WHERE NEW.adjusts_id IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM {one.table}
              WHERE id = NEW.adjusts_id AND {one.parent_column} = NEW.{one.parent_column}
                AND kind = 'posting' AND reversed_yuan = 0
                AND {fits_after(one.entry, "adjusted_yuan", "NEW.amount_yuan")});
          UPDATE {one.table} SET adjusted_yuan = ROUND(adjusted_yuan + NEW.amount_yuan, 2)
           WHERE id = NEW.adjusts_id;
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


def _sqlite_addition(record: str, total: str, key: str) -> str:
    table = table_of(record)
    return f"""
          SELECT RAISE(ABORT, 'CHECK constraint failed: {table}_within')
            FROM {table} WHERE id = {key} AND NOT ({fits_after(record, total, "NEW.amount_yuan")});
          UPDATE {table} SET {total} = ROUND({total} + NEW.amount_yuan, 2) WHERE id = {key};"""


def postgresql_statements(one: Ledger) -> list[str]:
    """One function a ledger for what is posted, one for its year, one for all that refuses."""
    additions = "".join(
        f"""
          UPDATE {table_of(record)} SET {total} = {total} + NEW.amount_yuan WHERE id = {key};"""
        for record, total, key in one.adds
    )
    year = "EXTRACT(YEAR FROM NEW.posted_on)::int"
    return [
        dedent(f"""
        CREATE OR REPLACE FUNCTION {APP}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '%: {REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$
        """),
        dedent(f"""
        CREATE FUNCTION {one.table}_open() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock_shared({guards.YEAR_LOCK}, {year});
          IF {locked_year("postgresql", one.place, year)} THEN
            RAISE EXCEPTION '{one.table}: the year is closed' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END $$
        """),
        dedent(f"""
        CREATE FUNCTION {one.table}_post() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          {additions}
          {monthly_addition("postgresql", one.entry, one.monthly)}
          IF NEW.reverses_id IS NOT NULL THEN
            UPDATE {one.table} SET reversed_yuan = amount_yuan
             WHERE id = NEW.reverses_id AND {one.parent_column} = NEW.{one.parent_column}
               AND adjusts_id IS NOT DISTINCT FROM NEW.adjusts_id
               AND amount_yuan = -NEW.amount_yuan AND reversed_yuan = 0{one.unused};
            IF NOT FOUND THEN
              RAISE EXCEPTION '{one.table}: {BAD_REVERSAL}' USING ERRCODE = 'check_violation';
            END IF;
          END IF;
          IF NEW.adjusts_id IS NOT NULL THEN
            UPDATE {one.table} SET adjusted_yuan = adjusted_yuan + NEW.amount_yuan
             WHERE id = NEW.adjusts_id AND {one.parent_column} = NEW.{one.parent_column}
               AND kind = 'posting' AND reversed_yuan = 0;
            IF NOT FOUND THEN
              RAISE EXCEPTION '{one.table}: {BAD_ADJUSTMENT}' USING ERRCODE = 'check_violation';
            END IF;
          END IF;
          RETURN NULL;
        END $$
        """),
        f"""
        CREATE TRIGGER {one.table}_open BEFORE INSERT ON {one.table}
        FOR EACH ROW EXECUTE FUNCTION {one.table}_open()
        """,
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
    functions = [f"{table}_{part}" for table in tables for part in ("post", "open")]
    return [f"DROP FUNCTION IF EXISTS {function}() CASCADE" for function in [*functions, f"{APP}_keep"]]


STATEMENTS = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}
DROPS = {"sqlite": sqlite_drops, "postgresql": postgresql_drops}
EXPECTED_PARTS = {"sqlite": PARTS, "postgresql": ("post", "keep_update", "keep_delete", "open")}
NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
