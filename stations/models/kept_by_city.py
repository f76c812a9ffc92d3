"""What stations are measured by: read by everybody on this floor, kept by the city."""

from core.scope import ScopedQuerySet, paths_for
from regions.models.region import PATH_LENGTH


class KeptByTheCityQuerySet(ScopedQuerySet):
    """Rules and models that hold for all regions."""

    def in_paths(self, paths):
        return self.all() if paths else self.none()

    def permitted(self, user, action):
        """Everybody may read; what stations are measured by is set for a whole city at least."""
        if action == "view":
            return super().permitted(user, action)
        return self.in_paths(city_paths(user, f"stations.{action}_{self.model._meta.model_name}"))


def city_paths(user, permission: str) -> list[str]:
    """The subtrees of at least a city in which ``user`` holds ``permission``."""
    return [path for path in paths_for(user, permission) if len(path) <= PATH_LENGTH["city"]]
