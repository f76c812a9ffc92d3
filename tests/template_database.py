"""Migrated databases that tests start with copies of, kept in var/ from one run to the next.

Migrating an empty database takes half a minute, copying one some milliseconds. A template is found by a
digest of what decides what migrations make of an empty database: the migrations, what they import, the
modules that write triggers, the settings and the pinned packages. Triggers, content types and permissions,
which the code puts there behind every migration, are put anew into each copy (``tests/own_database.py``),
so that what else they depend on may change freely.
"""

import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from tests.postgres import Cluster, bin_directory, new_cluster

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "var" / "test-templates"
# The one in use, and those of the branches one goes to and fro between.
KEPT = 4
IMPORTS = re.compile(r"^(?:from ([\w.]+) )?import (.+)$", re.MULTILINE)
# The migrated database within a server of its own.
NAME = "template_portal"


def digest(*also: str) -> str:
    """What tells one migrated database from another, by the bytes of every file it depends on."""
    lines = [
        f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in _deciding()
    ]
    return hashlib.sha256("\n".join([*sorted(lines), *also]).encode()).hexdigest()[:20]


def _deciding() -> set[Path]:
    modules = [module for floor in ROOT.glob("*/apps.py") for module in floor.parent.rglob("*.py")]
    migrations = {module for module in modules if module.parent.name == "migrations"}
    imported = {module for migration in migrations for module in _imported(migration)}
    triggers = {module for module in modules if b"CREATE TRIGGER" in module.read_bytes()}
    settings = {ROOT / "hengshui_portal/settings.py", *ROOT.glob("requirements/*.txt"), Path(__file__)}
    return migrations | imported | triggers | settings


def _imported(path: Path) -> Iterator[Path]:
    """The project's own modules that a file imports."""
    for source, names in IMPORTS.findall(path.read_text()):
        for name in re.findall(r"[\w.]+", names):
            for dotted in filter(None, (source, f"{source}.{name}" if source else name)):
                module = ROOT.joinpath(*dotted.split("."))
                yield from filter(Path.is_file, (module.with_suffix(".py"), module / "__init__.py"))


def copy_file(to: Path) -> None:
    """Put a migrated SQLite database there."""
    with _kept(f"{digest()}.sqlite3", _make_file) as template:
        shutil.copyfile(template, to)


def copy_cluster(to: Cluster) -> None:
    """Fill a PostgreSQL cluster with one that holds a migrated database, ``NAME``."""
    version = subprocess.check_output([bin_directory() / "postgres", "--version"], text=True)
    with _kept(f"{digest(version)}.postgresql", _make_cluster) as template:
        to.copy_from(template)


@contextmanager
def _kept(name: str, make) -> Iterator[Path]:
    """The template of that name, made where it is missing; one process at a time comes here."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        template = TEMPLATES / name
        if not template.exists():
            unfinished = TEMPLATES / "unfinished"
            _remove(unfinished)
            make(unfinished)
            os.sync()
            unfinished.rename(template)
        os.utime(template)
        _forget_old(template.suffix)
        yield template


def _forget_old(kind: str) -> None:
    last_used_first = sorted(TEMPLATES.glob(f"*{kind}"), key=lambda path: -path.stat().st_mtime)
    for path in last_used_first[KEPT:]:
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _make_file(path: Path) -> None:
    migrate(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as whole:
        # All that was written goes into the one file that is copied.
        whole.execute("PRAGMA journal_mode=DELETE")


def _make_cluster(path: Path) -> None:
    with new_cluster() as cluster:
        cluster.initialise()
        with cluster.served(stop="fast") as url:
            with server_of(url) as cursor:
                cursor.execute(f"CREATE DATABASE {NAME}")
            migrate(urlsplit(url)._replace(path=f"/{NAME}").geturl())
            with server_of(url) as cursor:
                cursor.execute(f"ALTER DATABASE {NAME} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false")
        cluster.copy_to(path)


@contextmanager
def server_of(url: str) -> Iterator:
    """A cursor for statements about whole databases."""
    with closing(psycopg2.connect(urlsplit(url)._replace(path="/postgres").geturl())) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor


def migrate(url: str) -> None:
    """Make the tables of an empty database as they are made in production."""
    for command in (["migrate", "--no-input", "--skip-checks"], ["createcachetable"]):
        done = subprocess.run(
            [sys.executable, "-W", "error", "manage.py", *command, "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]} failed on an empty database:\n{done.stdout}")
