"""Early pytest plugin: chooses the database and gives Django an environment before it reads its settings.

`--database postgresql` starts one server of its own for the whole run; xdist's workers inherit its address
with the environment. What is missing on this machine is named and skipped, but fails where CI=true.
"""

import gc
import os
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.postgres import PostgresMissingError, fast_directory, running_postgres
from tests.template_database import copy_cluster

MISSING = pytest.StashKey[str]()
HERE = Path(__file__).parent
# What these files ask they ask together, so that they are one process's; see tests/answers.
TOGETHER = HERE / "answers"
LEFT_OUT = pytest.StashKey[int]()
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "hengshui_portal.settings",
    "SECRET_KEY": "only-for-tests-" + 50 * "x",
    "DEBUG": "False",
    "DEMO_DATA": "False",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "",
    "SECURE_HTTPS": "False",
    "PERSONAL_DATA_KEYS": 43 * "A" + "=",
    "PERSONAL_DATA_FINGERPRINT_KEY": "only-for-tests",
    "EMAIL_URL": "memorymail://",
    "WEBHOOK_ALLOWED_NETWORKS": "",
    "WEBHOOK_CA_FILE": "",
    "LOG_LEVEL": "ERROR",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the other database can be asked, and what was asked while it was tested.

    What takes its time comes first, the heavy tests and the files that ask every route, so that no worker
    is left alone with it at the end.
    """
    chosen = [item for item in items if _is_asked(item, config)]
    config.stash[LEFT_OUT] = len(items) - len(chosen)
    config.hook.pytest_deselected(items=[item for item in items if not _is_asked(item, config)])
    items[:] = sorted(chosen, key=_is_short)


def _is_short(item: pytest.Item) -> tuple[bool, bool]:
    return item.get_closest_marker("heavy") is None, item.path.parent not in {HERE, TOGETHER}


def _is_asked(item: pytest.Item, config: pytest.Config) -> bool:
    if config.getoption("database_only") and not asks_database(item):
        return False
    return config.getoption("database") == "postgresql" or not item.get_closest_marker("postgresql")


def asks_database(item: pytest.Item) -> bool:
    asked = {"django_db_setup", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the collector of garbage begin after all modules and tests are there, and come seldom.

    Over half a million objects stay anyway; looking through them again and again took a third of the time
    of collecting tests and a sixth of that of running them.
    """
    found = yield
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
    return found


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells the process that prints what it left out; each has collected all tests."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter) -> None:
    config = terminalreporter.config
    if left_out := config.stash.get(LEFT_OUT, 0):
        why = "that ask no database" if config.getoption("database_only") else "that ask only PostgreSQL"
        terminalreporter.write_line(f"{left_out} tests {why} were left to the run on the other database.")


class ByFile(LoadFileScheduling):
    """A file is one worker's, as with ``--dist loadfile``; files that ask together are too."""

    def _split_scope(self, nodeid: str) -> str:
        path = super()._split_scope(nodeid)
        together = TOGETHER.relative_to(HERE.parent).as_posix()
        return together if path.startswith(f"{together}/") else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadFileScheduling | None:
    return ByFile(config, log) if config.getoption("dist") == "loadfile" else None


def is_ci() -> bool:
    return os.environ.get("CI") == "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite", help="what to test on")
    parser.addoption("--database-only", action="store_true", help="leave out tests that ask no database")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    gc.disable()  # Until pytest_collection.
    # A wrapper comes before pytest-django, which reads the settings in the same hook.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _set_environment(early_config)
    return (yield)


def _set_environment(config: pytest.Config) -> None:
    """Set what the settings read, whatever the developer's own environment says."""
    resources = ExitStack()
    config.add_cleanup(resources.close)
    directory = Path(
        resources.enter_context(tempfile.TemporaryDirectory(prefix="portal-tests-", dir=fast_directory()))
    )
    os.environ.update(ENVIRONMENT, DATABASE_URL=f"sqlite:///{directory / 'portal.sqlite3'}")
    if config.known_args_namespace.database == "postgresql":
        try:
            os.environ["DATABASE_URL"] = resources.enter_context(running_postgres(copy_cluster))
        except PostgresMissingError as missing:
            config.stash[MISSING] = str(missing)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if missing := config.stash.get(MISSING, None):
        if is_ci():
            raise pytest.UsageError(missing)
        pytest.exit(f"SKIPPED, nothing was tested on PostgreSQL: {missing}", returncode=0)
    adjust_settings()


def adjust_settings() -> None:
    """The few settings that differ in tests, each for speed or because nothing is collected or served."""
    # Not before: the environment has to be there first.
    from django.conf import settings

    # Tests read the English of the code; those about the Chinese pages set the language themselves.
    settings.LANGUAGE_CODE = "en"
    # Tests ask faster than people, and in the name of the same few numbers.
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="portal-tests-media-")
    # Django's live server hands out what lies in the store, by its path; the portal never does.
    settings.MEDIA_URL = "/not-served/"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # No manifest and no collected files: static files come straight from where they are written.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_AUTOREFRESH = True
