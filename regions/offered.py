"""What a region offers to everybody below it."""

from collections.abc import Collection
from typing import Self

from django.db.models import Q

from core.scope import Anyone, M, ScopedQuerySet, under_paths
from regions.models.region import PATH_LENGTH


class OfferedQuerySet(ScopedQuerySet[M]):
    """Rows seen in their region, below it and above it, and kept by their region alone."""

    def in_paths(self, paths: Collection[str]) -> Self:
        """Of the subtrees, or of a region above them."""
        above = {path[:length] for path in paths for length in PATH_LENGTH.values() if length < len(path)}
        return self.filter(under_paths(self.region_path, paths) | Q(**{f"{self.region_path}__in": above}))

    def permitted(self, user: Anyone, action: str) -> Self:
        """Everybody below may look; everything else is for the region itself."""
        if action == "view":
            return super().permitted(user, action)
        return self.filter(under_paths(self.region_path, self.paths_of(user, action)))
