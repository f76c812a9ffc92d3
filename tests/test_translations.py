"""The Chinese catalogue is complete: nothing missing, nothing guessed, nothing forgotten."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.plugin import is_ci

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
# Names and signs that read the same in both languages.
SAME_IN_BOTH = {"1138N", "Excel", "SHA-256"}


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(ROOT / CATALOGUE))


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_message_is_translated_and_none_is_fuzzy(catalogue):
    missing = [entry.msgid for entry in catalogue if not all(texts(entry)) or "fuzzy" in entry.flags]

    assert missing == []


def test_a_translation_keeps_the_placeholders(catalogue):
    for entry in catalogue:
        for text in texts(entry):
            expected = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
            assert set(PLACEHOLDER.findall(text)) == expected, entry.msgid


def test_a_translation_is_chinese(catalogue):
    untouched = [entry.msgid for entry in catalogue if entry.msgid in texts(entry)]

    assert set(untouched) <= SAME_IN_BOTH


def test_the_catalogue_holds_every_message_of_the_code(catalogue, tmp_path):
    if not shutil.which("xgettext"):
        if is_ci():
            pytest.fail("gettext is missing: the messages of the code cannot be collected.")
        pytest.skip("gettext is missing: the messages of the code cannot be collected.")
    copy = tmp_path / "portal"
    ignored = shutil.ignore_patterns(".venv", "node_modules", "var", "static", "tests", ".git")
    shutil.copytree(ROOT, copy, ignore=ignored)
    (copy / CATALOGUE).unlink()

    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "zh_Hans", "--no-obsolete"],
        cwd=copy,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(copy)},
    )

    collected = {entry.msgid for entry in polib.pofile(str(copy / CATALOGUE))}
    assert collected - {entry.msgid for entry in catalogue} == set()
    assert {entry.msgid for entry in catalogue} - collected == set()
