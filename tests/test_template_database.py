"""The database that tests start with is the one that migrations make, and each test finds it as it was."""

import os
import re
import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from regions.models import Region
from stations.models import ServiceModel
from tests import template_database
from tests.regions.factories import make_region

SQLITE_SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
POSTGRESQL_SCHEMA = """
    SELECT 'column', table_name || '.' || column_name, concat_ws(' ', data_type, character_maximum_length,
           numeric_precision, numeric_scale, is_nullable, column_default, identity_generation)
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
      FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function', proname, pg_get_functiondef(oid)
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace
       AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
    UNION ALL SELECT 'extension', extname, extversion FROM pg_extension
"""
SQLITE_COLUMNS = """
    SELECT one.name, field.name FROM sqlite_master AS one, pragma_table_info(one.name) AS field
     WHERE one.type = 'table' AND one.name NOT LIKE 'sqlite_%' AND field.type <> 'datetime'
     ORDER BY one.name, field.name
"""
POSTGRESQL_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type NOT LIKE 'timestamp%'
     ORDER BY table_name, column_name
"""


def found_in(link) -> set[str]:
    """What stands in a database: its schema, and its rows without the moments at which they were written."""
    cursor = link.cursor()
    is_file = isinstance(link, sqlite3.Connection)
    cursor.execute(SQLITE_SCHEMA if is_file else POSTGRESQL_SCHEMA)
    found = {f"{kind} {name}: {_compared(kind, sql)}" for kind, name, sql in cursor.fetchall()}
    cursor.execute(SQLITE_COLUMNS if is_file else POSTGRESQL_COLUMNS)
    tables = {}
    for table, column in cursor.fetchall():
        tables.setdefault(table, []).append(f'"{column}"')
    # Django records the migrations of a floor that replace others as it finds their files, in no order.
    tables["django_migrations"].remove('"id"')
    for table, columns in tables.items():
        cursor.execute(f'SELECT {", ".join(columns)} FROM "{table}"')  # noqa: S608 -- names of our own
        found |= {f"{table} {row}" for row in cursor.fetchall()}
    return found


def _compared(kind, sql) -> str:
    """The words of a trigger in any order: its columns stand in that of the model or of its migrations."""
    return " ".join(sorted(re.findall(r"\w+", sql))) if kind == "trigger" else sql


def opened(name):
    """A database of the kind that is tested, by its name."""
    if connection.vendor == "sqlite":
        return sqlite3.connect(name)
    return psycopg2.connect(address_of(name))


def address_of(name) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture
def from_nothing(django_db_setup, tmp_path):
    """An empty database that was migrated just now, as every other one of the tests was not."""
    if connection.vendor == "sqlite":
        name = tmp_path / "nothing.sqlite3"
    else:
        name = f"{django_db_setup.own}_nothing"
        with template_database.server_of(os.environ["DATABASE_URL"]) as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
    template_database.migrate(address_of(name))
    with closing(opened(name)) as link:
        yield link


@pytest.mark.heavy
def test_the_database_of_the_tests_is_what_migrations_make_of_an_empty_one(from_nothing, django_db_setup):
    with closing(opened(django_db_setup.start)) as start:
        copied, migrated = found_in(start), found_in(from_nothing)

    assert len(migrated) > 1000
    assert sorted(copied - migrated) == []
    assert sorted(migrated - copied) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_has_committed_is_gone_and_what_migrations_wrote_is_there(time):
    make_region("131100", "衡水市").delete()
    region = make_region("131102", "桃城区")
    model = ServiceModel.objects.get()

    assert (Region.objects.get(), model.code, model.components.count()) == (region, "1138N", 5)
    # Numbers begin anew too; before the first time tests that were rolled back may have drawn some.
    assert time == "first" or region.pk == 2
    model.components.all().delete()
    model.delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_connection_that_another_process_has_open_is_no_hindrance(time, request):
    other = opened(connection.settings_dict["NAME"])
    request.addfinalizer(other.close)
    cursor = other.cursor()
    cursor.execute("SELECT count(*) FROM regions_region")

    assert cursor.fetchone() == (0,)
    make_region("131100", "衡水市")


@pytest.mark.django_db
def test_nothing_is_put_back_under_an_open_transaction(django_db_setup):
    with transaction.atomic(), pytest.raises(RuntimeError, match="keeps data in a transaction"):
        django_db_setup.restore()


def test_content_types_and_permissions_are_those_of_the_code(db):
    assert ContentType.objects.get_for_model(ServiceModel).permission_set.count() == 4
