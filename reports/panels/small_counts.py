"""Few people of one group are not told apart to readers from outside their township.

A figure from 1 to 4 is told as ``<5``. Where it stands alone in a row, it could be worked out from
the row's sum, which the page of the region above tells: then the next smallest is withheld too.
"""

from collections.abc import Sequence

from services.rules.small_groups import SMALLEST_DISCLOSED, paths_at_home

WITHHELD = "…"


def disclosed_row(counts: Sequence[int], *, user, regions: Sequence) -> list[str]:
    """The persons of one group in each of the ``regions``, as ``user`` may read them.

    Only who works at a township itself, or below it, reads its small numbers; 0 is told to everybody.
    """
    texts = [
        disclosed(count, user=user, region=region) for count, region in zip(counts, regions, strict=True)
    ]
    small = [place for place, text in enumerate(texts) if text.startswith("<")]
    others = [place for place, count in enumerate(counts) if count >= SMALLEST_DISCLOSED]
    if len(small) == 1 and others:
        texts[min(others, key=lambda place: counts[place])] = WITHHELD
    return texts


def disclosed(count: int, *, user, region) -> str:
    """One number by itself: ``<5`` for 1 to 4 outside the township."""
    is_small = 0 < count < SMALLEST_DISCLOSED
    is_withheld = is_small and not region.path.startswith(paths_at_home(user))
    return f"<{SMALLEST_DISCLOSED}" if is_withheld else f"{count:,}"
