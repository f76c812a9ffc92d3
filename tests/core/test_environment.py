"""What the portal says when it is started wrongly."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.roles import Role
from core.env import env_bool, env_database, env_int, env_list, env_mail, env_text
from tests.test_architecture import FLOORS

ROOT = Path(__file__).resolve().parent.parent.parent
READING = re.compile(r"os\.(environ|getenv)")
# Which settings there are is no variable of the portal's own.
SETTINGS_MODULE = re.compile(r'os\.environ\.setdefault\("DJANGO_SETTINGS_MODULE", .*\)')


@pytest.mark.parametrize("name", ["SECRET_KEY", "PERSONAL_DATA_KEYS", "PERSONAL_DATA_FINGERPRINT_KEY"])
def test_a_missing_variable_stops_the_start_and_is_named(name):
    environment = {key: value for key, value in os.environ.items() if key != name}

    started = subprocess.run(
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )

    assert started.returncode != 0
    assert f"Set the environment variable {name}" in started.stderr


ASK_ROLES = "from hengshui_portal import settings; print(settings.SECOND_FACTOR_ROLES)"
OPEN = {"SECURE_HTTPS": "True", "DEMO_DATA": "False"}


@pytest.mark.parametrize(
    ("told", "roles"),
    [
        (OPEN, ["municipal_admin", "auditor"]),
        (OPEN | {"DEMO_DATA": "True"}, []),
        (OPEN | {"SECURE_HTTPS": "False"}, []),
        (OPEN | {"SECOND_FACTOR_ROLES": "county_officer"}, ["county_officer"]),
    ],
)
def test_the_roles_that_reach_furthest_need_a_second_factor_where_real_records_are_kept(told, roles):
    environment = {key: value for key, value in os.environ.items() if key != "SECOND_FACTOR_ROLES"} | told

    asked = subprocess.run(
        [sys.executable, "-c", ASK_ROLES], env=environment, capture_output=True, text=True, check=True
    )

    assert asked.stdout.strip() == str(roles)
    assert set(roles) <= set(Role.values)


@pytest.mark.parametrize("value", ["1", "yes", "true", ""])
def test_a_boolean_is_true_or_false_and_nothing_else(monkeypatch, value):
    monkeypatch.setenv("DEBUG", value)

    with pytest.raises(ImproperlyConfigured, match="DEBUG must be True or False"):
        env_bool("DEBUG", default=False)


def test_a_list_drops_blanks(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example , ,b.example")

    assert env_list("ALLOWED_HOSTS") == ["a.example", "b.example"]


def test_what_a_list_needs_is_named_where_it_is_missing(monkeypatch):
    monkeypatch.setenv("PERSONAL_DATA_KEYS", "")

    assert env_list("PERSONAL_DATA_KEYS") == []
    with pytest.raises(ImproperlyConfigured, match="Set the environment variable PERSONAL_DATA_KEYS"):
        env_list("PERSONAL_DATA_KEYS", default=None)


def test_an_empty_text_is_a_missing_one(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "")

    assert env_text("LOG_LEVEL", default="INFO") == "INFO"
    with pytest.raises(ImproperlyConfigured, match="LOG_LEVEL"):
        env_text("LOG_LEVEL")


@pytest.mark.parametrize("value", ["-1", "1.5", "ten", "", "٣"])
def test_a_number_is_whole_and_not_below_nothing(monkeypatch, value):
    monkeypatch.setenv("API_REQUESTS_A_MINUTE", value)

    with pytest.raises(ImproperlyConfigured, match="must be a whole number"):
        env_int("API_REQUESTS_A_MINUTE", default=600)


def test_addresses_say_which_database_and_how_letters_go(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal:geheim@db.example:5433/portal")
    monkeypatch.delenv("EMAIL_URL")

    database = env_database("DATABASE_URL", default="sqlite://:memory:")
    assert [database[name] for name in ("USER", "HOST", "PORT", "NAME")] == [
        "portal",
        "db.example",
        5433,
        "portal",
    ]
    assert env_mail("EMAIL_URL", default="consolemail://")["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_nothing_else_reads_the_environment():
    lines = {
        (path.relative_to(ROOT).as_posix(), line.strip())
        for room in [*FLOORS, "scripts"]
        for path in [ROOT / "manage.py", *(ROOT / room).rglob("*.py")]
        for line in path.read_text().splitlines()
        if READING.search(line) and not SETTINGS_MODULE.search(line)
    }

    assert {path for path, _line in lines} == {"core/env.py"}
