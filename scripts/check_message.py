"""Look at the message of a commit, as a hook of git: check_message.py .git/COMMIT_EDITMSG.

The subject says in the imperative what the commit does; a body, where the why is not obvious, stands
behind an empty line. What git words by itself (merges, reverts, fixups) passes.
"""

import sys
from pathlib import Path

LONGEST_SUBJECT, LONGEST_LINE = 65, 100
WORDED_BY_GIT = ("Merge ", "Revert ", "Reapply ", "fixup! ", "squash! ", "amend! ")
# Below it git shows the change that is committed.
SCISSORS = "# ------------------------ >8 ------------------------"
# Imperatives that end like another form of a verb, and past forms that do not.
IMPERATIVE = {
    *("bring", "cling", "ping", "ring", "spring", "string", "swing"),
    *("embed", "exceed", "feed", "need", "proceed", "seed", "shed", "shred", "speed", "succeed", "weed"),
    *("alias", "bias", "canvas", "focus"),
}
PAST = {
    *(
        "began",
        "broke",
        "built",
        "chose",
        "did",
        "drew",
        "fell",
        "found",
        "gave",
        "held",
        "kept",
        "left",
        "lost",
    ),
    *("made", "meant", "rewrote", "said", "sent", "threw", "told", "took", "was", "went", "were", "wrote"),
}


def objections(message: str) -> list[str]:
    """What is wrong with the message; nothing where it is good."""
    lines = _lines(message)
    if not lines:
        return ["Say what the commit does."]
    subject, *rest = lines
    if subject.startswith(WORDED_BY_GIT):
        return []
    return [*_of_subject(subject), *_of_body(rest)]


def _lines(message: str) -> list[str]:
    """The lines that git keeps."""
    written = message.partition(SCISSORS)[0].splitlines()
    return "\n".join(line.rstrip() for line in written if not line.startswith("#")).strip("\n").splitlines()


def _of_subject(subject: str) -> list[str]:
    found = []
    first = subject.split(maxsplit=1)[0]
    if len(subject) > LONGEST_SUBJECT:
        found.append(f"The subject has {len(subject)} characters; {LONGEST_SUBJECT} are the most.")
    if not first[0].isupper():
        found.append("The subject begins with a capital letter.")
    if subject.endswith((".", "。")):
        found.append("The subject has no full stop.")
    if not _is_imperative(first.lower()):
        found.append(f"The subject says what the commit does: “Add”, not “Added” or “Adding” ({first}).")
    return found


def _is_imperative(word: str) -> bool:
    """Whether the word may be an imperative; of what is no verb at all nothing is known."""
    if word in PAST:
        return False
    ends_otherwise = word.endswith(("ing", "ed")) or (word.endswith("s") and not word.endswith("ss"))
    return word in IMPERATIVE or not ends_otherwise


def _of_body(rest: list[str]) -> list[str]:
    found = []
    if rest and rest[0]:
        found.append("The second line is empty.")
    # An address is one word, and is not broken.
    too_long = [line for line in rest if len(line) > LONGEST_LINE and " " in line]
    found += [f"This line has more than {LONGEST_LINE} characters: {line}" for line in too_long]
    return found


if __name__ == "__main__":
    found = objections(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    sys.exit(bool(found))
