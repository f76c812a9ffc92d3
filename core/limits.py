"""The limits of long texts, kept by the database itself: ``text`` columns have none of their own.

Triggers, not constraints: what was written before a limit may stay as it is, in every migration.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, TextField

ENDING = "_limit"
REFUSAL = "portal_text_too_long"
NAMES = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {REFUSAL}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is too long', TG_ARGV[0] USING ERRCODE = 'check_violation';
END $$
"""


def drop(using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """Take the triggers away while tables are altered; a run that alters nothing leaves them alone."""
    connection = connections[using]
    if plan:
        on_table = " ON {table}" if connection.vendor == "postgresql" else ""
        statements = [
            f"DROP TRIGGER {name}{on_table.format(table=table)}" for name, table in _standing(connection)
        ]
        _run(connection, statements)


def install(using: str, apps: Apps = current_apps, **kwargs: Any) -> None:
    """Put those there that are missing, on the tables as they are now."""
    connection = connections[using]
    standing = {name for name, _table in _standing(connection)}
    wanted = {name: sql for name, sql in _statements(connection, apps).items() if name not in standing}
    if wanted and connection.vendor == "postgresql":
        _run(connection, [FUNCTION])
    _run(connection, wanted.values())


def _statements(connection: BaseDatabaseWrapper, apps: Apps) -> dict[str, str]:
    """CREATE TRIGGER for each limit, by name: new texts, and old ones that are changed."""
    tables = set(connection.introspection.table_names())
    found = {}
    for table, column, limit in _limits(apps):
        if table not in tables:
            continue
        too_long = f"length(NEW.{column}) > {limit}"
        changed = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
        for event, condition in (
            ("INSERT", too_long),
            (f"UPDATE OF {column}", f"{too_long} AND NEW.{column} {changed} OLD.{column}"),
        ):
            name = f"{table}_{column}_{event[:3].lower()}{ENDING}"
            found[name] = _trigger(connection, name, f"BEFORE {event} ON {table}", condition)
    return found


def _trigger(connection: BaseDatabaseWrapper, name: str, when: str, condition: str) -> str:
    begin = f"CREATE TRIGGER {name} {when} FOR EACH ROW WHEN ({condition})"
    if connection.vendor == "postgresql":
        return f"{begin} EXECUTE FUNCTION {REFUSAL}('{name}')"
    return f"{begin} BEGIN SELECT RAISE(ABORT, '{name} is too long'); END"


def _limits(apps: Apps) -> list[tuple[str, str, int]]:
    """Table, column and limit of each long text of a noun that names one."""
    return [
        (model._meta.db_table, str(field.column), field.max_length)
        for model in apps.get_models()
        if (settings.BASE_DIR / model._meta.app_label).is_dir() and not _is_version(model)
        for field in model._meta.local_concrete_fields
        if isinstance(field, TextField) and field.max_length
    ]


def _is_version(model: type[Model]) -> bool:
    """What the history keeps, which is what was; a state of migrations knows no other sign of it."""
    return model.__name__.startswith("Historical")


def _standing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(NAMES[connection.vendor])
        return [(name, table) for name, table in cursor.fetchall() if name.endswith(ENDING)]


def _run(connection: BaseDatabaseWrapper, statements: Any) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
