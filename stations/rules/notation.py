"""How a service model is written in short: one required number a component, ``N`` for any number.

``1138N`` is 1, 1, 3, 8 and N; numbers of more than one digit need plus signs: ``1+14+N``.
"""

ANY = "N"


def write_notation(required: list[int | None]) -> str:
    """The short form of the required numbers, ``None`` for any number."""
    parts = [ANY if number is None else str(number) for number in required]
    separator = "" if all(len(part) == 1 for part in parts) else "+"
    return separator.join(parts)
