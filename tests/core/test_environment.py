"""What the portal says when it is started wrongly."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from core.env import env_bool, env_list


@pytest.mark.parametrize("name", ["SECRET_KEY", "PERSONAL_DATA_KEYS", "PERSONAL_DATA_FINGERPRINT_KEY"])
def test_a_missing_variable_stops_the_start_and_is_named(name):
    environment = {key: value for key, value in os.environ.items() if key != name}

    started = subprocess.run(
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )

    assert started.returncode != 0
    assert f"Set the environment variable {name}" in started.stderr


@pytest.mark.parametrize("value", ["1", "yes", "true", ""])
def test_a_boolean_is_true_or_false_and_nothing_else(monkeypatch, value):
    monkeypatch.setenv("DEBUG", value)

    with pytest.raises(ImproperlyConfigured, match="DEBUG must be True or False"):
        env_bool("DEBUG", default=False)


def test_a_list_drops_blanks(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example , ,b.example")

    assert env_list("ALLOWED_HOSTS") == ["a.example", "b.example"]
