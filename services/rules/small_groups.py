"""Few people of one group are not told apart: who reads the groups of a record of fewer than five persons.

Whoever works at the township reads them, and whoever may change the record, because they keep it.
"""

from core.scope import paths_for
from regions.models.region import PATH_LENGTH

SMALLEST_DISCLOSED = 5
VIEW, CHANGE = "services.view_servicerecord", "services.change_servicerecord"


def paths_at_home(user) -> tuple[str, ...]:
    """The townships and communities in which ``user`` works and sees records."""
    return tuple(path for path in paths_for(user, VIEW) if len(path) >= PATH_LENGTH["township"])


def disclosure_paths(user) -> tuple[str, ...]:
    """The subtrees in which ``user`` reads the groups of every record."""
    return (*paths_for(user, CHANGE), *paths_at_home(user))


def discloses_groups(user, record) -> bool:
    """Whether ``user`` reads the groups of the record; no query beyond its loaded township."""
    if record.person_count >= SMALLEST_DISCLOSED:
        return True
    return record.station.township.path.startswith(disclosure_paths(user))
