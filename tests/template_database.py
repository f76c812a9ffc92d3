"""The migrated database that tests start with a copy of, kept in var/ from one run to the next.

Migrating an empty database takes half a minute, copying one some milliseconds. A template is found by a
digest of what migrations make of an empty database: the migrations, what they import, the settings and
the pinned packages. What the code keeps up to date behind every migration, the triggers, the content types
and the permissions, is put anew into each copy: it may have changed since the template was made.
"""

import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations import Migration

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "var" / "test-templates"
# The one in use, and those of the branches one goes to and fro between.
KEPT = 4
IMPORTS = re.compile(r"^(?:from ([\w.]+) )?import (.+)$", re.MULTILINE)


def digest() -> str:
    """What tells one migrated database from another, by the bytes of every file it depends on."""
    migrations = sorted(ROOT.glob("*/migrations/*.py"))
    imported = {path for migration in migrations for path in _imported(migration)}
    pinned = ROOT.glob("requirements/*.txt")
    paths = {*migrations, *imported, *pinned, ROOT / "hengshui_portal/settings.py", Path(__file__)}
    lines = (f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in paths)
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()[:20]


def _imported(path: Path) -> Iterator[Path]:
    """The project's own modules that a file imports."""
    for source, names in IMPORTS.findall(path.read_text()):
        for name in re.findall(r"[\w.]+", names):
            for dotted in filter(None, (source, f"{source}.{name}" if source else name)):
                module = ROOT.joinpath(*dotted.split("."))
                yield from filter(Path.is_file, (module.with_suffix(".py"), module / "__init__.py"))


@contextmanager
def locked_templates() -> Iterator[Path]:
    """The directory of templates, for one process at a time."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield TEMPLATES


def forget_old(templates: list[Path]) -> None:
    """Remove all but the last used of these."""
    for path in sorted(templates, key=lambda one: one.stat().st_mtime, reverse=True)[KEPT:]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Instead of pytest-django's, which migrates: a copy of the template for this worker.

    Nothing is removed afterwards: the directory, or the server, is gone with the run.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            use(_copied_file())
            bring_up_to_date()
        else:
            settings.DATABASES[connection.alias]["TEST"]["NAME"] = f"test_{worker()}"
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def use(name: str) -> None:
    """Turn Django's connection to another database."""
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name


def bring_up_to_date() -> None:
    """Put triggers, content types and permissions there as the code has them now."""
    # Triggers are only taken away where a migration is to come.
    plan = [(Migration("to_come", "core"), False)]
    emit_pre_migrate_signal(0, False, connection.alias, apps=apps, plan=plan)
    emit_post_migrate_signal(0, False, connection.alias)


def migrate() -> None:
    """Make the tables of an empty database, as production has them."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable")


def _copied_file() -> str:
    own = Path(settings.DATABASES[connection.alias]["NAME"]).with_name(f"test-{worker()}.sqlite3")
    with locked_templates() as directory:
        template = directory / f"{digest()}.sqlite3"
        if not template.exists():
            _make_file(template)
        os.utime(template)
        forget_old(list(directory.glob("*.sqlite3")))
        shutil.copyfile(template, own)
    return str(own)


def _make_file(template: Path) -> None:
    unfinished = template.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    use(str(unfinished))
    migrate()
    connection.close()
    with closing(sqlite3.connect(unfinished)) as whole:
        # All that is written into one file, which can be copied.
        whole.execute("PRAGMA journal_mode=DELETE")
    unfinished.rename(template)


def worker() -> str:
    """The name of this process among those of the run."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")
