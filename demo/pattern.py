"""Variety without chance: the same number always gives the same answer."""

# Knuth's multiplicative hash: neighbouring numbers fall far apart.
MULTIPLIER = 2654435761
WORD = 2**32
HIGH_BITS = 16


def scatter(number: int, width: int) -> int:
    """A number from 0 to ``width`` - 1 that looks arbitrary and belongs to ``number``."""
    return (number * MULTIPLIER % WORD >> HIGH_BITS) % width


def pick(options, number: int):
    """The options in turn."""
    return options[number % len(options)]


def hits(number: int, every: int, *, at: int) -> bool:
    """Whether ``number`` is the one of every so many that stands at place ``at``."""
    return number % every == at


def is_among(number: int, part: int, whole: int) -> bool:
    """Whether ``number`` is one of the ``part`` chosen, evenly spread, from each ``whole``."""
    return (number + 1) * part // whole > number * part // whole


def spread(number: int, count: int, step: int) -> int:
    """A place from 0 to ``count`` - 1, each taken once where ``step`` and ``count`` share no factor."""
    return number * step % count
