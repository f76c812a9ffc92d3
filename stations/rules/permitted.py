"""What a user may do at a station, from its place alone."""

from core.scope import paths_for


def is_permitted(user, permission: str, station) -> bool:
    """Whether ``user`` holds ``permission`` where the station is; no query beyond a loaded township."""
    return any(station.township.path.startswith(path) for path in paths_for(user, permission))
