"""The one reader of the environment, strict: a misspelt value stops the start instead of meaning False.

Settings and commands read through it; the tests hand a whole environment to the programs they start.
"""

import os
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_addresses = environ.Env()


def env_text(name: str, *, default: str | None = None) -> str:
    """The variable's value; without a default it refuses to start where it is missing or empty."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}; see the table in docs/operate.md.")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    """True or False as written; anything else stops the start."""
    value = os.environ.get(name, str(default))
    if value not in {"True", "False"}:
        raise ImproperlyConfigured(f"Environment variable {name} must be True or False, not {value!r}.")
    return value == "True"


def env_list(name: str, *, default: str | None = "") -> list[str]:
    """The comma-separated parts of the variable, without blanks; with None for a default it is needed."""
    return [part.strip() for part in env_text(name, default=default).split(",") if part.strip()]


def env_int(name: str, *, default: int) -> int:
    """The whole number in the variable, not below nothing; anything else stops the start."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"Environment variable {name} must be a whole number, not {value!r}.")
    return int(value)


def env_database(name: str, *, default: str) -> dict[str, Any]:
    """The database that an address such as ``postgres://user:password@host:5432/name`` leads to."""
    settings: dict[str, Any] = _addresses.db(name, default=default)
    return settings


def env_mail(name: str, *, default: str) -> dict[str, Any]:
    """The settings of letters from an address such as ``smtp+tls://user:password@host:587``."""
    settings: dict[str, Any] = _addresses.email(name, default=default)
    return settings
