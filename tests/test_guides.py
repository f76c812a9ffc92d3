"""What the guides show and quote is what the code and the pages say."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
ADDING, OFFICERS = ROOT / "docs" / "adding.md", ROOT / "docs" / "officers.md"
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
QUOTED = re.compile("“([^”]+)”")
# What stands on pages as it is, in both languages.
IN_BOTH = {"中文", "English"}
NEW, HUNK = "+++ b/", "@@"
# A file or folder of the project, as texts and docstrings name it.
NAMED_PATH = re.compile(r"`([a-z_]+(?:/[\w.]+)*/(?:\w+\.(?:py|md|json|txt|yml))?)`")


def diffs(part: str) -> Iterator[tuple[str, list[str]]]:
    """The hunks of a part of the guide, with the files they belong to."""
    for diff in re.findall(r"^```diff\n(.*?)^```$", part, re.MULTILINE | re.DOTALL):
        head, *hunks = re.split(rf"^{HUNK}.*\n", diff, flags=re.MULTILINE)
        path = next(line.removeprefix(NEW) for line in head.splitlines() if line.startswith(NEW))
        yield from ((path, hunk.splitlines()) for hunk in hunks)


def stands_in(path: str, lines: list[str]) -> bool:
    """Whether the file has these lines, one after the other."""
    text = (ROOT / path).read_text().splitlines() if (ROOT / path).exists() else []
    return any(text[at : at + len(lines)] == lines for at in range(len(text)))


def side(hunk: list[str], sign: str) -> list[str]:
    """The lines before (-) or after (+) the change."""
    return [line[1:] for line in hunk if line[:1] in {"", " ", sign}]


FIELD, NOUN = ADDING.read_text().split("\n## A noun: ")


@pytest.mark.parametrize(("path", "hunk"), [*diffs(NOUN)])
def test_the_noun_of_the_guide_is_the_noun_of_the_code(path, hunk):
    assert stands_in(path, side(hunk, "+")), path


@pytest.mark.parametrize(("path", "hunk"), [*diffs(FIELD)])
def test_the_field_of_the_guide_can_be_added_or_has_been(path, hunk):
    before = side(hunk, "-")

    assert stands_in(path, side(hunk, "+")) or stands_in(path, before) or not before, path


def test_the_officers_guide_quotes_the_words_of_the_pages():
    catalogue = polib.pofile(str(CATALOGUE))
    words = {text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())}

    assert set(QUOTED.findall(OFFICERS.read_text())) - words - IN_BOTH == set()


@pytest.mark.parametrize("kind", ["*.md", "*.py"])
def test_the_paths_that_texts_name_are_there(kind):
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", kind]
    files = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    texts = {file: (ROOT / file).read_text() for file in files if (ROOT / file).exists()}
    named = {(file, path) for file, text in texts.items() for path in NAMED_PATH.findall(text)}
    kept = {file.partition("/")[0] for file in files}
    inside = {(file, path) for file, path in named if path.partition("/")[0] in kept}

    assert inside
    assert {(file, path) for file, path in inside if not (ROOT / path).exists()} == set()
