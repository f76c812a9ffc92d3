"""What the database itself refuses about people, beside its constraints.

Two full-time postings of a person share no day: an exclusion constraint on PostgreSQL (migration
0003), triggers on SQLite, which has none. Entries of the access log are never changed or deleted.
The triggers are put on after every migration, because SQLite drops them with a table it makes anew.
"""

from django.db import transaction

OVERLAP = "personnel_posting_full_time_overlap"
LOG = "personnel_personaldataaccess"
REFUSAL = "an entry of the access log is never changed or deleted"
NAMES = (f"{OVERLAP}_new", f"{OVERLAP}_changed", f"{LOG}_keep_update", f"{LOG}_keep_delete")


def install(connection) -> None:
    """Put the triggers on the tables that exist, anew where they stand; all or none."""
    tables = set(connection.introspection.table_names())
    with transaction.atomic(using=connection.alias):
        drop(connection)
        if LOG in tables:
            _run(connection, STATEMENTS[connection.vendor]())


def drop(connection) -> None:
    """Take the triggers away, those that are there."""
    _run(connection, DROPS[connection.vendor])


def _run(connection, statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _overlap(name, moment) -> str:
    return f"""
    CREATE TRIGGER {name} AFTER {moment} ON personnel_posting
    WHEN NEW.employment_type = 'full_time' AND EXISTS (
      SELECT 1 FROM personnel_posting AS other
       WHERE other.worker_id = NEW.worker_id AND other.id <> NEW.id
         AND other.employment_type = 'full_time'
         AND (other.ended_on IS NULL OR other.ended_on >= NEW.started_on)
         AND (NEW.ended_on IS NULL OR other.started_on <= NEW.ended_on))
    BEGIN SELECT RAISE(ABORT, 'EXCLUDE constraint failed: {OVERLAP}'); END
    """  # noqa: S608 -- names of our own


def sqlite_statements() -> list[str]:
    return [
        _overlap(f"{OVERLAP}_new", "INSERT"),
        _overlap(f"{OVERLAP}_changed", "UPDATE OF worker_id, employment_type, started_on, ended_on"),
        *(
            f"CREATE TRIGGER {LOG}_keep_{moment.lower()} BEFORE {moment} ON {LOG} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for moment in ("UPDATE", "DELETE")
        ),
    ]


def postgresql_statements() -> list[str]:
    return [
        f"""
        CREATE FUNCTION {LOG}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';
        END $$
        """,
        f"""
        CREATE TRIGGER {LOG}_keep BEFORE UPDATE OR DELETE ON {LOG}
        FOR EACH ROW EXECUTE FUNCTION {LOG}_keep()
        """,
    ]


STATEMENTS = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}
DROPS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {name}" for name in NAMES],
    "postgresql": [f"DROP FUNCTION IF EXISTS {LOG}_keep() CASCADE"],
}
