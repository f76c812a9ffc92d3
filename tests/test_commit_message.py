"""The hook of git that looks at the message of a commit."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from scripts.check_message import LONGEST_SUBJECT, SCISSORS, objections

ROOT = Path(__file__).resolve().parent.parent
SUBJECT = "Refuse a new row without its place"


@pytest.mark.parametrize(
    "message",
    [
        SUBJECT,
        f"{SUBJECT}\n\nThe file broke off, and whoever sent it read nothing.\n",
        f"{SUBJECT}\n# Please enter the commit message for your changes.\n",
        f"{SUBJECT}\n\nWhy.\n{SCISSORS}\ndiff --git a/a b/a\n{'+' * 200} x\n",
        f"{SUBJECT}\n\nhttps://example.org/{'a' * 200}\n",
        "A" * LONGEST_SUBJECT,
        "Bring an undone import back",
        "Seed a nation for the benchmarks",
        "Pass what differs in",
        "Merge branch 'one-that-has-a-name-longer-than-anybody-would-ever-write-by-hand'",
        'Revert "refuse a new row without its place, which nobody had asked for."',
        "fixup! refuse a new row without its place, in the first commit of all.",
    ],
)
def test_a_good_message_passes(message):
    assert objections(message) == []


@pytest.mark.parametrize(
    ("message", "objection"),
    [
        ("", "Say what"),
        ("# Only a comment", "Say what"),
        ("A" * (LONGEST_SUBJECT + 1), "66 characters; 65 are the most"),
        ("refuse a new row", "capital letter"),
        ("Refuse a new row.", "no full stop"),
        ("拒绝没有位置的新行。", "no full stop"),
        ("Refused a new row", "Refused"),
        ("Refusing a new row", "Refusing"),
        ("Refuses a new row", "Refuses"),
        ("Kept the rows", "Kept"),
        (f"{SUBJECT}\nBecause it broke off.", "second line is empty"),
        (f"{SUBJECT}\n\n{'why ' * 30}", "more than 100 characters"),
    ],
)
def test_another_one_is_refused_with_the_reason(message, objection):
    assert any(objection in one for one in objections(message))


def test_the_hook_ends_the_commit(tmp_path):
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    (hook,) = [one for one in config["repos"][0]["hooks"] if one.get("stages") == ["commit-msg"]]
    script = hook["entry"].split()[1]
    message = tmp_path / "COMMIT_EDITMSG"

    def committed(text):
        message.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, ROOT / script, message], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr.splitlines()

    assert committed(f"{SUBJECT}\n\nThe file broke off.\n") == (0, [])
    code, told = committed("refused a new row.\n")
    assert (code, len(told)) == (1, 3)
