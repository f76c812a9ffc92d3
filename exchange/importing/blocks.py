"""Long lists in blocks, so that queries are counted by the thousand rows."""

BLOCK = 1000


def in_blocks(items: list, size: int = BLOCK):
    """``items`` in lists of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
