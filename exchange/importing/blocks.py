"""Long lists in blocks, so that queries are counted by the thousand rows."""

from collections.abc import Iterator
from typing import TypeVar

BLOCK = 1000
T = TypeVar("T")


def in_blocks(items: list[T], size: int = BLOCK) -> Iterator[list[T]]:
    """``items`` in lists of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
