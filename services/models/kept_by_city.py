"""The terms in which services are recorded: read by everybody on this floor, kept by the city."""

from core.scope import ScopedQuerySet
from stations.models.kept_by_city import city_paths


class KeptByTheCityQuerySet(ScopedQuerySet):
    """Rows that hold for all regions."""

    def in_paths(self, paths):
        return self.all() if paths else self.none()

    def permitted(self, user, action):
        """Everybody may read; the terms are set for a whole city at least."""
        if action == "view":
            return super().permitted(user, action)
        return self.in_paths(city_paths(user, f"services.{action}_{self.model._meta.model_name}"))
