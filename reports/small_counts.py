"""Few people of one group are not told apart to readers from outside their township."""

from core.scope import paths_for
from regions.models.region import PATH_LENGTH

SMALLEST_TOLD = 5
VIEW = "services.view_servicerecord"


def told(count: int, *, user, region) -> str:
    """A number of persons of one group in ``region``, as ``user`` may read it: ``<5`` for 1 to 4.

    Only who works at the township itself, or below it, reads small numbers; 0 is told to everybody.
    """
    is_small = 0 < count < SMALLEST_TOLD
    return f"<{SMALLEST_TOLD}" if is_small and not _is_at_home(user, region) else f"{count:,}"


def _is_at_home(user, region) -> bool:
    return any(
        len(path) >= PATH_LENGTH["township"] and region.path.startswith(path)
        for path in paths_for(user, VIEW)
    )
