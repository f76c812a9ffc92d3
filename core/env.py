"""Strict readers for the environment: a misspelt value stops the start instead of meaning False."""

import os

from django.core.exceptions import ImproperlyConfigured


def env_text(name: str) -> str:
    """The variable's value; refuses to start where it is missing or empty."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}; see the table in README.md.")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    """True or False as written; anything else stops the start."""
    value = os.environ.get(name, str(default))
    if value not in {"True", "False"}:
        raise ImproperlyConfigured(f"Environment variable {name} must be True or False, not {value!r}.")
    return value == "True"


def env_list(name: str, *, default: str = "") -> list[str]:
    """The comma-separated parts of the variable, without blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_int(name: str, *, default: int) -> int:
    """The whole number in the variable, not below nothing; anything else stops the start."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"Environment variable {name} must be a whole number, not {value!r}.")
    return int(value)
