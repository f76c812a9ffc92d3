"""How a service model is written in short: one required number a component, ``N`` for any number.

``1138N`` is 1, 1, 3, 8 and N; numbers of more than one digit need plus signs: ``1+14+N``.
"""

import re

ANY = "N"
PARTS = re.compile(r"[1-9]\d*|N")


def write_notation(required: list[int | None]) -> str:
    """The short form of the required numbers, ``None`` for any number."""
    parts = [ANY if number is None else str(number) for number in required]
    separator = "" if all(len(part) == 1 for part in parts) else "+"
    return separator.join(parts)


def parse_notation(text: str) -> list[int | None]:
    """The required numbers of a short form; raises ``ValueError`` where it cannot be read."""
    compact = "".join(text.upper().split())
    parts = compact.split("+") if "+" in compact else list(compact)
    if not parts or not all(PARTS.fullmatch(part) for part in parts):
        raise ValueError(f"{text!r} is not the short form of a service model, like 1138N or 1+14+N.")
    return [None if part == ANY else int(part) for part in parts]
