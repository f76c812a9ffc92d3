"""What holds for all regions: read by everybody on its floor, kept by the city."""

from collections.abc import Collection
from typing import Self

from core.scope import Anyone, M, ScopedQuerySet
from regions.models.region import PATH_LENGTH


class KeptByTheCityQuerySet(ScopedQuerySet[M]):
    """Rules, models and terms, which belong to no region."""

    region_path = ""

    def paths_of(self, user: Anyone, action: str) -> tuple[str, ...]:
        """Everybody may read; anything else is for whoever looks after a whole city at least."""
        paths = super().paths_of(user, action)
        if action == "view":
            return paths
        return tuple(path for path in paths if len(path) <= PATH_LENGTH["city"])

    def in_paths(self, paths: Collection[str]) -> Self:
        """All of them, for whoever has a path at all."""
        return self.all() if paths else self.none()
