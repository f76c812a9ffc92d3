"""What money is measured by: read by everybody on this floor, kept by the city."""

from core.scope import ScopedQuerySet, paths_for
from regions.models.region import PATH_LENGTH


class KeptByTheCityQuerySet(ScopedQuerySet):
    """Rows that hold for all regions."""

    def in_paths(self, paths):
        return self.all() if paths else self.none()

    def permitted(self, user, action):
        """Everybody may read; only who works for a whole city may set them."""
        if action == "view":
            return super().permitted(user, action)
        paths = paths_for(user, f"funding.{action}_{self.model._meta.model_name}")
        return self.in_paths([path for path in paths if len(path) <= PATH_LENGTH["city"]])
